import { AppError } from '../errors.ts'
import { type AuditLine, KEY_USES, type StoredKey } from '../model.ts'
import type { Clock, Random, Store } from '../ports.ts'
import { type KeyMaterial, newBadgeKey, newRsaKey } from './make.ts'
import type { SecretBox } from './secret-box.ts'
import {
  isDue,
  isSurelyRetired,
  type KeyPeriods,
  planRotation,
  publishedOf,
  type Rotation,
  type RotationKind,
  signerOf,
} from './timeline.ts'

/** Whose keys: the tool's own for LTI, or an issuer's. */
export interface KeyLine {
  readonly use: StoredKey['use']
  readonly issuerId: string | null
}

export const TOOL_LINE: KeyLine = { use: 'lti', issuerId: null }
export const issuerLine = (issuerId: string): KeyLine => ({ use: 'badge', issuerId })
export const tokenLine = (issuerId: string): KeyLine => ({ use: 'token', issuerId })

/** The private keys of the product: made when first needed, replaced in time, never two at once whoever asks. */
export interface KeyRing {
  /** The key that signs now, with its private half. Errors: `secret_unreadable`. */
  signer(line: KeyLine): Promise<{ readonly key: StoredKey; readonly secret: string }>
  /** Those that others are to know, newest first, at least one. */
  published(line: KeyLine): Promise<StoredKey[]>
  /** Lines that have a key. */
  lines(): Promise<KeyLine[]>
  /** All keys of a line, gone ones too, in the order in which they begin to sign. */
  keys(line: KeyLine): Promise<StoredKey[]>
  /** `false`: a successor waits already. Errors: `key_busy`. */
  rotate(line: KeyLine, kind: RotationKind): Promise<boolean>
  /** What a timer does: successors of keys that have signed long enough; deletes private halves that nobody needs any more. */
  tend(): Promise<void>
  /** Encrypts what an older secret sealed with the newest. `unreadable`: ids of keys that none at hand opens. */
  reseal(): Promise<{ readonly sealed: number; readonly unreadable: readonly string[] }>
  /** Errors: `secret_unreadable` where a key that signs, or will, cannot be opened. */
  check(): Promise<void>
}

export interface KeyRingOptions {
  readonly store: Pick<Store, 'keys' | 'write'>
  readonly box: SecretBox
  readonly clock: Clock
  readonly random: Random
  /** The URL of an issuer's profile: the controller of its keys. */
  readonly issuerUrl: (issuerId: string) => string
  /** Milliseconds; `every`: how long a key signs, `0`: until somebody rotates. */
  readonly periods: KeyPeriods & { readonly every: number }
}

/** Somebody else changed the line in between: nothing of a rotation is kept. */
class Overtaken extends Error {}
const ATTEMPTS = 5

function unlessOvertaken(error: unknown): null {
  if (error instanceof Overtaken) return null
  throw error
}

export function createKeyRing(options: KeyRingOptions): KeyRing {
  const { store, box, clock, random, periods } = options
  const making = new Map<string, Promise<boolean | null>>()

  const keysOf = ({ use, issuerId }: KeyLine) => store.keys.list(use, issuerId)

  function readable({ encryptedSecret }: StoredKey): boolean {
    try {
      box.open(encryptedSecret)
      return true
    } catch {
      return false
    }
  }

  const make = ({ use, issuerId }: KeyLine): Promise<KeyMaterial> =>
    use === 'badge' ? newBadgeKey(random.uuid(), options.issuerUrl(issuerId ?? '')) : newRsaKey(random.uuid())

  /** One try, upon the keys that were seen: who found none makes the first, and does not replace one that came meanwhile. Errors: `Overtaken`. */
  async function rotateOnce(line: KeyLine, kind: RotationKind, seen: readonly StoredKey[]): Promise<boolean> {
    const now = clock.now()
    const plan = planRotation(seen, kind, now, periods, readable)
    if (plan === null) return false
    // Made outside the unit of work: it takes a while.
    const successor = plan.successorAt === null ? null : { ...(await make(line)), at: plan.successorAt }
    await carryOut(line, kind, plan, successor, new Date(now).toISOString())
    return true
  }

  async function rotate(line: KeyLine, kind: RotationKind): Promise<boolean> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const rotated = await rotateOnce(line, kind, await keysOf(line)).catch(unlessOvertaken)
      if (rotated !== null) return rotated
    }
    throw new AppError('key_busy', 503, 'others replace this key at this very moment: try again')
  }

  async function carryOut(
    line: KeyLine,
    kind: RotationKind,
    plan: Rotation,
    successor: (KeyMaterial & { at: string }) | null,
    now: string,
  ): Promise<void> {
    await store.write(async (unit) => {
      for (const { key, times } of plan.changes)
        if (!(await unit.keys.setTimes(key, times))) throw new Overtaken()
      if (successor) {
        const added = await unit.keys.insert({
          ...line,
          id: successor.id,
          publicKey: successor.publicKey,
          encryptedSecret: box.seal(successor.secret),
          createdAt: now,
          activatesAt: successor.at,
          retiredAt: null,
          withdrawnAt: null,
          compromisedAt: null,
        })
        if (!added) throw new Overtaken()
      }
      await unit.audit.append([auditLine(line, kind, plan, successor, now)])
    })
  }

  /** The line's keys, of which one signs now. In one process no two make one at the same time; between processes the database decides. */
  async function living(line: KeyLine): Promise<{ keys: StoredKey[]; key: StoredKey }> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const keys = await keysOf(line)
      const key = signerOf(keys, clock.now())
      if (key) return { keys, key }
      const name = `${line.use} ${line.issuerId}`
      const underWay =
        making.get(name) ??
        rotateOnce(line, 'now', keys)
          .catch(unlessOvertaken)
          .finally(() => making.delete(name))
      making.set(name, underWay)
      await underWay
    }
    throw new AppError('key_missing', 500, 'no key could be made')
  }

  async function lines(): Promise<KeyLine[]> {
    const all = await Promise.all(KEY_USES.map((use) => store.keys.list(use, null)))
    const found = new Map(all.flat().map(({ use, issuerId }) => [`${use} ${issuerId}`, { use, issuerId }]))
    return [...found.values()]
  }

  const all = async () => (await Promise.all((await lines()).map(keysOf))).flat()

  return {
    lines,
    keys: keysOf,
    rotate,
    async signer(line) {
      const { key } = await living(line)
      return { key, secret: box.open(key.encryptedSecret) }
    },
    published: async (line) => publishedOf((await living(line)).keys, clock.now()),
    async tend() {
      const now = clock.now()
      for (const line of await lines()) {
        const keys = await keysOf(line)
        if (periods.every > 0 && isDue(keys, now, periods.every, periods)) await rotate(line, 'planned')
        for (const key of keys)
          if (key.encryptedSecret !== '' && isSurelyRetired(key, now)) await store.keys.setSecret(key, '')
      }
    },
    async reseal() {
      let sealed = 0
      const unreadable: string[] = []
      for (const key of await all()) {
        if (key.encryptedSecret === '' || box.isNewest(key.encryptedSecret)) continue
        if (!readable(key)) unreadable.push(key.id)
        else if (await store.keys.setSecret(key, box.seal(box.open(key.encryptedSecret)))) sealed += 1
      }
      return { sealed, unreadable }
    },
    async check() {
      const now = clock.now()
      for (const key of await all())
        if (key.encryptedSecret !== '' && (key.retiredAt === null || Date.parse(key.retiredAt) > now))
          box.open(key.encryptedSecret)
    },
  }
}

function auditLine(
  { use, issuerId }: KeyLine,
  kind: RotationKind,
  { changes }: Rotation,
  successor: { id: string; at: string } | null,
  now: string,
): AuditLine {
  const signs = successor ?? changes.map(({ key, times }) => ({ id: key.id, at: times.activatesAt })).at(-1)
  return {
    at: now,
    platformId: null,
    courseId: null,
    actorId: null,
    action: changes.length === 0 ? 'key.made' : 'key.rotated',
    subjectId: signs?.id ?? null,
    reason: null,
    detail: { use, issuer: issuerId, kind, activatesAt: signs?.at ?? null },
  }
}
