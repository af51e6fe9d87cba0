import { expect } from 'chai'
import { createKeyRing, issuerLine, type KeyRing, TOOL_LINE } from '../../src/app/keys/key-ring.ts'
import { createSecretBox } from '../../src/app/keys/secret-box.ts'
import { stateOf } from '../../src/app/keys/timeline.ts'
import type { StoredKey } from '../../src/app/model.ts'
import type { Store } from '../../src/app/ports.ts'
import type { Database } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrations/index.ts'
import { openPostgres } from '../../src/store/postgres/database.ts'
import { openSqlite } from '../../src/store/sqlite/database.ts'
import { parseDatabaseUrl } from '../../src/store/url.ts'
import { ISSUER } from './factories.ts'
import { onBoth, open, random } from './support.ts'

const AT = '2026-11-23T10:00:00.000Z'
const LATER = '2026-11-24T10:00:00.000Z'
const DAY = 86_400_000
const SECRET = 'the secret of several machines, all the same'

const key: StoredKey = {
  id: 'k1',
  use: 'badge',
  issuerId: ISSUER.id,
  publicKey: 'p',
  encryptedSecret: 's',
  createdAt: AT,
  activatesAt: AT,
  retiredAt: null,
  withdrawnAt: null,
  compromisedAt: null,
}

onBoth('keys', (db) => {
  before(() => db.store.issuers.save(ISSUER))

  it('have one without an end for each use and issuer, whoever inserts', async () => {
    const { keys, issuers } = db.store
    await issuers.save({ ...ISSUER, id: 'other' })
    expect(await keys.insert(key)).to.equal(true)
    expect(await keys.insert({ ...key, id: 'k2' })).to.equal(false)
    expect(await keys.insert({ ...key, id: 'k3', issuerId: 'other' })).to.equal(true)
    const tool = { ...key, use: 'lti' as const, issuerId: null }
    expect(await keys.insert({ ...tool, id: 'l1' })).to.equal(true)
    expect(await keys.insert({ ...tool, id: 'l2' })).to.equal(false)
    const ended = { ...key, id: 'k0', createdAt: '2026-11-22T10:00:00.000Z', retiredAt: AT }
    expect(await keys.insert(ended)).to.equal(true)
    expect((await keys.list('badge', ISSUER.id)).map(({ id }) => id)).to.deep.equal(['k0', 'k1'])
    expect((await keys.list('badge', null)).map(({ id }) => id)).to.deep.equal(['k0', 'k1', 'k3'])
    expect((await keys.list('lti', null)).map(({ id }) => id)).to.deep.equal(['l1'])
    const token = { ...key, use: 'token' as const }
    expect(await keys.insert({ ...token, id: 't1' })).to.equal(true)
    expect(await keys.insert({ ...token, id: 't2' })).to.equal(false)
    expect((await keys.list('token', ISSUER.id)).map(({ id }) => id)).to.deep.equal(['t1'])
    expect(await keys.list('badge', 'nobody')).to.deep.equal([])
  })

  it('change only as whoever changes them last saw them', async () => {
    const { keys } = db.store
    const read = async () => (await keys.list('badge', ISSUER.id)).find(({ id }) => id === 'k1') as StoredKey
    const seen = await read()
    const times = { activatesAt: AT, retiredAt: LATER, withdrawnAt: LATER, compromisedAt: AT }
    expect(await keys.setTimes(seen, times)).to.equal(true)
    expect(await keys.setTimes(seen, { ...times, retiredAt: AT })).to.equal(false)
    expect(await read()).to.deep.equal({ ...seen, ...times })
    expect(await keys.setSecret(seen, 'other')).to.equal(true)
    expect(await keys.setSecret(seen, 'another')).to.equal(false)
    expect((await read()).encryptedSecret).to.equal('other')
  })
})

onBoth('rotation', (db, dialect) => {
  let now = Date.parse(AT)
  const clock = { now: () => now }
  const others: Store[] = []
  const ringOn = (store: Store): KeyRing =>
    createKeyRing({
      store,
      box: createSecretBox(SECRET),
      clock,
      random,
      issuerUrl: (id) => `https://tool.test/issuers/${id}`,
      periods: { every: 90 * DAY, lead: DAY, keep: 7 * DAY },
    })
  let rings: KeyRing[]

  before(async () => {
    await db.store.issuers.save(ISSUER)
    // On PostgreSQL several processes have connections of their own; with SQLite there is one process, here with several callers.
    if (dialect === 'PostgreSQL')
      for (let count = 0; count < 2; count += 1) others.push((await open(db.url)).store)
    rings = [db.store, ...others, db.store].map(ringOn)
  })
  after(async () => {
    for (const store of others) await store.close()
  })

  /** The database without the repositories, while nobody else has it. */
  async function withRaw(work: (raw: Database) => Promise<void>): Promise<void> {
    await db.store.close()
    const target = parseDatabaseUrl(db.url)
    const raw = target.dialect === 'sqlite' ? await openSqlite(target.file) : await openPostgres(target.url)
    await work(raw).finally(() => raw.close())
    await db.reopen()
  }
  const states = async (line = TOOL_LINE) =>
    (await db.store.keys.list(line.use, line.issuerId)).map((one) => stateOf(one, now))
  const onAll = <T>(work: (ring: KeyRing) => Promise<T>) =>
    Promise.all([...rings, ...rings].map((ring) => work(ring)))

  for (const line of [TOOL_LINE, issuerLine(ISSUER.id)]) {
    it(`makes one first key for all who ask at once (${line.use})`, async () => {
      const signers = await onAll((ring) => ring.signer(line))
      expect(new Set(signers.map((one) => one.key.id)).size).to.equal(1)
      expect(new Set(signers.map((one) => one.secret)).size).to.equal(1)
      expect(await states(line)).to.deep.equal(['current'])
    })

    it(`makes one successor, whoever rotates at once, and all sign with it when it is time (${line.use})`, async () => {
      const rotated = await onAll((ring) => ring.rotate(line, 'planned'))
      expect(rotated.filter(Boolean)).to.have.length(1)
      expect(await states(line)).to.deep.equal(['current', 'next'])
      now += DAY
      const signers = await onAll((ring) => ring.signer(line))
      const [, successor] = await db.store.keys.list(line.use, line.issuerId)
      expect(new Set(signers.map((one) => one.key.id))).to.deep.equal(new Set([successor?.id]))
    })

    it(`leaves one that signs when several are forced at once (${line.use})`, async () => {
      const before = (await states(line)).length
      const rotated = await Promise.all(rings.slice(-3).map((ring) => ring.rotate(line, 'now')))
      const found = await states(line)
      expect([...rotated, found.length - before]).to.deep.equal([...rotated.map(() => true), rotated.length])
      expect(found.filter((state) => state === 'current')).to.have.length(1)
    })
  }

  it('by the clock makes one successor among all processes, and deletes private halves that nobody needs', async () => {
    now += 89 * DAY
    const before = (await states()).length
    await onAll((ring) => ring.tend())
    expect((await states()).length).to.equal(before + 1)
    for (const line of [TOOL_LINE, issuerLine(ISSUER.id)]) {
      for (const one of await db.store.keys.list(line.use, line.issuerId)) {
        const expected = ['next', 'current'].includes(stateOf(one, now))
        expect(one.encryptedSecret !== '', `${one.use} ${stateOf(one, now)}`).to.equal(expected)
      }
    }
  })

  it('seals anew with another secret, beside somebody who does the same', async () => {
    const box = createSecretBox('another secret of several machines, all the same', [SECRET])
    const resealing = ringOn(db.store)
    const other = createKeyRing({
      store: db.store,
      box,
      clock,
      random,
      issuerUrl: (id) => id,
      periods: { every: 0, lead: DAY, keep: 7 * DAY },
    })
    const { secret } = await resealing.signer(TOOL_LINE)
    const reports = await Promise.all([other.reseal(), other.reseal()])
    // Of each use one that signs and one that waits.
    expect(reports.reduce((sum, { sealed }) => sum + sealed, 0)).to.equal(4)
    expect((await other.signer(TOOL_LINE)).secret).to.equal(secret)
    expect((await resealing.reseal()).unreadable).to.have.length(4)
    expect(await other.reseal()).to.deep.equal({ sealed: 0, unreadable: [] })
  })

  it('leaves one line in the audit for each, which tells what and when, and no secret', async () => {
    const made = await Promise.all([TOOL_LINE, issuerLine(ISSUER.id)].map((line) => states(line)))
    await withRaw(async (raw) => {
      const lines = await raw.executor.read(`SELECT action, subject_id, detail FROM audit_lines ORDER BY seq`)
      const forced = lines.filter((one) => String(one.detail).includes('"kind":"now"')).length
      expect(lines.length).to.be.at.least(made.flat().length)
      expect(forced).to.be.at.least(4)
      expect(lines.filter(({ action }) => action === 'key.made')).to.have.length(2)
      for (const { detail } of lines)
        expect(Object.keys(JSON.parse(String(detail)))).to.deep.equal([
          'use',
          'issuer',
          'kind',
          'activatesAt',
        ])
    })
  })

  it('keeps every key when tokens get theirs, and their database still lets one without an end in', async () => {
    const before = await db.store.keys.list('badge', null)
    await withRaw(async (raw) => {
      await raw.executor.write('DROP INDEX keys_one_last_token')
      await raw.executor.write(`DELETE FROM schema_migrations WHERE name = '0030-token-keys'`)
      expect(await migrate(raw)).to.deep.equal(['0030-token-keys'])
    })
    expect(before).to.not.deep.equal([])
    expect(await db.store.keys.list('badge', null)).to.deep.equal(before)
    for (const use of ['lti', 'badge', 'token'] as const) {
      const issuerId = use === 'lti' ? null : ISSUER.id
      await db.store.keys.insert({ ...key, use, issuerId, id: `first ${use}` })
      expect(await db.store.keys.insert({ ...key, use, issuerId, id: `second ${use}` }), use).to.equal(false)
    }
  })

  it('takes a database along that knew no times, with two first keys of two processes', async () => {
    await withRaw(async (raw) => {
      for (const sql of [
        'DROP INDEX keys_one_last_lti',
        'DROP INDEX keys_one_last_badge',
        ...['activates_at', 'withdrawn_at', 'compromised_at'].map(
          (name) => `ALTER TABLE keys DROP COLUMN ${name}`,
        ),
        'DELETE FROM keys',
        `DELETE FROM schema_migrations WHERE name = '0007-key-times'`,
      ])
        await raw.executor.write(sql)
      for (const [id, use, issuer, at] of [
        ['l1', 'lti', null, AT],
        ['l2', 'lti', null, LATER],
        ['b1', 'badge', ISSUER.id, AT],
      ])
        await raw.executor.write(
          `INSERT INTO keys (id, use, issuer_id, public_key, encrypted_secret, created_at) VALUES ($1, $2, $3, 'p', 's', $4)`,
          [id, use, issuer, at],
        )
      expect(await migrate(raw)).to.deep.equal(['0007-key-times'])
    })
    const lti = await db.store.keys.list('lti', null)
    expect(lti.map(({ id, activatesAt, retiredAt }) => [id, activatesAt, retiredAt])).to.deep.equal([
      ['l1', AT, LATER],
      ['l2', LATER, null],
    ])
    expect((await db.store.keys.list('badge', null)).map(({ retiredAt }) => retiredAt)).to.deep.equal([null])
  })
})
