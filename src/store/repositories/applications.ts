import type { ApplicationRepository } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

export function createApplications(db: Executor, tables: Tables): ApplicationRepository {
  const { oauthClients, oauthRequests, oauthCodes, oauthGrants, oauthTokens } = tables
  const endGrants = async (unit: Executor, where: string, values: readonly unknown[]) => {
    await unit.write(
      `DELETE FROM oauth_tokens WHERE grant_id IN (SELECT id FROM oauth_grants WHERE ${where})`,
      [...values],
    )
    return unit.write(`DELETE FROM oauth_grants WHERE ${where}`, [...values])
  }
  return {
    register: (client, mostWaiting) =>
      db.atomically(async (unit) => {
        const [row] = await unit.read(
          'SELECT count(*) AS n FROM oauth_clients c WHERE NOT EXISTS (SELECT 1 FROM oauth_grants g WHERE g.client_id = c.id)',
          [],
        )
        if (Number(row?.n ?? 0) >= mostWaiting) return false
        await oauthClients.insert(unit, [client])
        return true
      }),
    client: (id) => oauthClients.one(db, 'id = $1', [id]),
    async ask(request) {
      await oauthRequests.insert(db, [request])
    },
    asked: (codeHash, now) => oauthRequests.one(db, 'code_hash = $1 AND expires_at > $2', [codeHash, now]),
    async takeAsked(codeHash, now) {
      const [row] = await db.writeReturning(
        `DELETE FROM oauth_requests WHERE code_hash = $1 AND expires_at > $2 RETURNING ${oauthRequests.select()}`,
        [codeHash, now],
      )
      return row === undefined ? null : oauthRequests.decode(row)
    },
    async putCode(code) {
      await oauthCodes.insert(db, [code])
    },
    async takeCode(codeHash, clientId, now) {
      const [row] = await db.writeReturning(
        `DELETE FROM oauth_codes WHERE code_hash = $1 AND client_id = $2 AND expires_at > $3
         RETURNING ${oauthCodes.select()}`,
        [codeHash, clientId, now],
      )
      return row === undefined ? null : oauthCodes.decode(row)
    },
    grantOfCode: (codeHash) => oauthGrants.one(db, 'code_hash = $1', [codeHash]),
    grant: (grant, tokens) =>
      db.atomically(async (unit) => {
        await oauthGrants.insert(unit, [grant])
        await oauthTokens.insert(unit, tokens)
      }),
    async token(tokenHash) {
      const token = await oauthTokens.one(db, 'token_hash = $1', [tokenHash])
      const grant =
        token &&
        (await oauthGrants.one(
          db,
          'id = $1 AND EXISTS (SELECT 1 FROM people p WHERE p.id = person_id AND p.erased_at IS NULL)',
          [token.grantId],
        ))
      return token && grant && { token, grant }
    },
    async addTokens(tokens) {
      await oauthTokens.insert(db, tokens)
    },
    async spend(tokenHash, now) {
      const spent = await db.write(
        `UPDATE oauth_tokens SET spent_at = $2 WHERE token_hash = $1 AND kind = 'refresh' AND spent_at IS NULL`,
        [tokenHash, now],
      )
      return spent === 1
    },
    async endToken(tokenHash) {
      await db.write('DELETE FROM oauth_tokens WHERE token_hash = $1', [tokenHash])
    },
    endGrant: (id, personId) =>
      db.atomically(async (unit) =>
        personId === undefined
          ? (await endGrants(unit, 'id = $1', [id])) > 0
          : (await endGrants(unit, 'id = $1 AND person_id = $2', [id, personId])) > 0,
      ),
    async ofPerson(personId, now) {
      const grants = await oauthGrants.all(
        db,
        `person_id = $1 AND EXISTS (SELECT 1 FROM oauth_tokens t WHERE t.grant_id = oauth_grants.id
           AND t.expires_at > $2 AND t.spent_at IS NULL) ORDER BY granted_at DESC, id DESC`,
        [personId, now],
      )
      const clients = await Promise.all(
        grants.map(({ clientId }) => oauthClients.one(db, 'id = $1', [clientId])),
      )
      return grants.flatMap((grant, index) => {
        const client = clients[index]
        return client ? [{ grant, client }] : []
      })
    },
    sweep: (now, clientsBefore) =>
      db.atomically(async (unit) => {
        for (const table of ['oauth_requests', 'oauth_codes', 'oauth_tokens'])
          await unit.write(`DELETE FROM ${table} WHERE expires_at <= $1`, [now])
        await unit.write(
          'DELETE FROM oauth_grants WHERE NOT EXISTS (SELECT 1 FROM oauth_tokens t WHERE t.grant_id = oauth_grants.id)',
          [],
        )
        await unit.write(
          `DELETE FROM oauth_clients WHERE registered_at <= $1
           AND NOT EXISTS (SELECT 1 FROM oauth_grants g WHERE g.client_id = oauth_clients.id)
           AND NOT EXISTS (SELECT 1 FROM oauth_requests r WHERE r.client_id = oauth_clients.id)
           AND NOT EXISTS (SELECT 1 FROM oauth_codes c WHERE c.client_id = oauth_clients.id)`,
          [clientsBefore],
        )
      }),
  }
}
