import { exportJWK, generateKeyPair, type JWK } from 'jose'
import type { ToolKeys } from '../../lti/types.ts'
import { isoNow } from '../deps.ts'
import type { SecretBox } from '../issuing/secret-box.ts'
import type { Clock, KeyRepository, Random } from '../ports.ts'

/**
 * The tool's RS256 keys as the database holds them; the first is made when first asked for.
 * Retired keys stay published, so that a message signed just before a rotation can still be checked.
 */
export function createToolKeys(deps: {
  keys: KeyRepository
  box: SecretBox
  clock: Clock
  random: Random
}): ToolKeys {
  let making: Promise<JWK> | null = null

  const stored = () => deps.keys.list('lti', null)

  async function currentFromStore(): Promise<JWK | null> {
    const newest = (await stored()).filter((key) => key.retiredAt === null).at(-1)
    return newest ? (JSON.parse(deps.box.open(newest.encryptedSecret)) as JWK) : null
  }

  async function make(): Promise<JWK> {
    const pair = await generateKeyPair('RS256', { extractable: true })
    const kid = deps.random.uuid()
    const facts = { kid, alg: 'RS256', use: 'sig' }
    const secret = { ...(await exportJWK(pair.privateKey)), ...facts }
    const open = { ...(await exportJWK(pair.publicKey)), ...facts }
    await deps.keys.insert({
      id: kid,
      use: 'lti',
      issuerId: null,
      publicKey: JSON.stringify(open),
      encryptedSecret: deps.box.seal(JSON.stringify(secret)),
      createdAt: isoNow(deps.clock),
      retiredAt: null,
    })
    return secret
  }

  async function current(): Promise<JWK> {
    const found = await currentFromStore()
    if (found) return found
    making ??= make().finally(() => {
      making = null
    })
    return making
  }

  return {
    current,
    async published() {
      await current()
      return (await stored()).reverse().map((key) => JSON.parse(key.publicKey) as JWK)
    },
  }
}
