import { createSigningKey, type SigningKey } from '../../openbadges/index.ts'
import { isoNow } from '../deps.ts'
import type { Clock, KeyRepository, Random } from '../ports.ts'
import type { SecretBox } from './secret-box.ts'

/** An issuer's Ed25519 keys. */
export interface IssuerKeys {
  /** The key that signs now; made when first asked for. */
  current(issuerId: string): Promise<SigningKey>
  /** Multibase public keys, newest first. Retired ones stay, so that old badges stay valid. */
  published(issuerId: string): Promise<string[]>
}

export function createIssuerKeys(deps: {
  keys: KeyRepository
  box: SecretBox
  clock: Clock
  random: Random
  /** The URL of an issuer's profile: the key's controller. */
  issuerUrl: (issuerId: string) => string
}): IssuerKeys {
  const making = new Map<string, Promise<SigningKey>>()
  const opened = new Map<string, SigningKey>()

  async function make(issuerId: string): Promise<SigningKey> {
    const key = await createSigningKey(deps.issuerUrl(issuerId))
    await deps.keys.insert({
      id: deps.random.uuid(),
      use: 'badge',
      issuerId,
      publicKey: key.publicKeyMultibase,
      encryptedSecret: deps.box.seal(key.secretKeyMultibase),
      createdAt: isoNow(deps.clock),
      retiredAt: null,
    })
    return key
  }

  async function current(issuerId: string): Promise<SigningKey> {
    const row = (await deps.keys.list('badge', issuerId)).filter((key) => key.retiredAt === null).at(-1)
    if (!row) {
      const running = making.get(issuerId) ?? make(issuerId).finally(() => making.delete(issuerId))
      making.set(issuerId, running)
      return running
    }
    const known = opened.get(row.id)
    if (known) return known
    const controller = deps.issuerUrl(issuerId)
    const key: SigningKey = {
      id: `${controller}#${row.publicKey}`,
      controller,
      publicKeyMultibase: row.publicKey,
      secretKeyMultibase: deps.box.open(row.encryptedSecret),
    }
    opened.set(row.id, key)
    return key
  }

  return {
    current,
    async published(issuerId) {
      await current(issuerId)
      return (await deps.keys.list('badge', issuerId)).map((key) => key.publicKey).reverse()
    },
  }
}
