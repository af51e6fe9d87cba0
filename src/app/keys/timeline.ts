/**
 * A key's life, told from its times: nothing has to run for a key to take over or to leave. The keys of one use and issuer form
 * a line: each begins to sign the moment the one before it stops, and the last has no end yet.
 */
import type { KeyTimes, StoredKey } from '../model.ts'

/** `next`: published, so that others know it when it signs. `retired`: signs no more, still published. `gone`: neither. */
export type KeyState = 'next' | 'current' | 'retired' | 'gone'

export interface KeyPeriods {
  /** Milliseconds that a new key is published before it signs. */
  readonly lead: number
  /** Milliseconds that a retired LTI key stays published. */
  readonly keep: number
}

/** Milliseconds after which the private half of a retired key is deleted: no machine's clock is that late. */
const SURELY_RETIRED = 86_400_000

/** @param now milliseconds since the epoch */
export function stateOf(times: KeyTimes, now: number): KeyState {
  const isPast = (iso: string | null) => iso !== null && Date.parse(iso) <= now
  if (isPast(times.withdrawnAt)) return 'gone'
  if (isPast(times.retiredAt)) return 'retired'
  return isPast(times.activatesAt) ? 'current' : 'next'
}

/** The key to sign with; `null` where there is none. One whose private half is deleted was of a time that a wrong clock told. */
export function signerOf(keys: readonly StoredKey[], now: number): StoredKey | null {
  const whole = keys.filter((key) => key.encryptedSecret !== '')
  const inState = (state: KeyState) => whole.find((key) => stateOf(key, now) === state)
  return inState('current') ?? inState('next') ?? null
}

/** Those that others are to know, newest first. */
export function publishedOf(keys: readonly StoredKey[], now: number): StoredKey[] {
  return keys
    .filter((key) => stateOf(key, now) !== 'gone')
    .sort((a, b) => (a.activatesAt < b.activatesAt ? 1 : -1))
}

export const isSurelyRetired = ({ retiredAt }: KeyTimes, now: number): boolean =>
  retiredAt !== null && Date.parse(retiredAt) + SURELY_RETIRED <= now

/**
 * `planned`: a successor is published and takes over after the lead time. `now`: the successor that waits, or else a new one, signs at
 * once. `withdraw`: the private keys are in wrong hands: a new one signs at once, and those are marked and leave where they can.
 */
export type RotationKind = 'planned' | 'now' | 'withdraw'

export interface Rotation {
  readonly changes: readonly { readonly key: StoredKey; readonly times: KeyTimes }[]
  /** When a new key begins to sign; `null`: one that waits takes over. */
  readonly successorAt: string | null
}

/**
 * What a rotation changes; `null` where nothing: a successor waits already.
 *
 * @param keys all of one use and issuer
 * @param readable whether a key's private half can be used, for `SECRET_KEY` may be lost
 */
export function planRotation(
  keys: readonly StoredKey[],
  kind: RotationKind,
  now: number,
  { lead, keep }: KeyPeriods,
  readable: (key: StoredKey) => boolean,
): Rotation | null {
  const iso = (time: number) => new Date(time).toISOString()
  // Badges name their key for as long as they live: it stays published.
  const leaves = (key: StoredKey, time: number) => (key.use === 'lti' ? iso(time) : null)
  const retire = (key: StoredKey, at: number, keepFor: number) => ({
    key,
    times: { ...key, retiredAt: iso(at), withdrawnAt: leaves(key, at + keepFor) },
  })
  const last = keys.find((key) => key.retiredAt === null)
  const current = keys.find((key) => stateOf(key, now) === 'current')
  const waits = last !== undefined && stateOf(last, now) === 'next'

  if (kind === 'withdraw') {
    const exposed = keys.filter((key) => key.encryptedSecret !== '' && stateOf(key, now) !== 'gone')
    const changes = exposed.map((key) => {
      const { times } = retire(key, now, 0)
      const retiredAt = stateOf(key, now) === 'retired' ? key.retiredAt : times.retiredAt
      return { key, times: { ...times, retiredAt, compromisedAt: key.compromisedAt ?? iso(now) } }
    })
    return { changes, successorAt: iso(now) }
  }
  if (kind === 'planned') {
    if (waits) return null
    return {
      changes: last ? [retire(last, now + lead, keep)] : [],
      successorAt: iso(last ? now + lead : now),
    }
  }
  const changes = current ? [retire(current, now, keep)] : []
  if (!waits) return { changes, successorAt: iso(now) }
  return readable(last)
    ? { changes: [...changes, { key: last, times: { ...last, activatesAt: iso(now) } }], successorAt: null }
    : { changes: [...changes, retire(last, now, 0)], successorAt: iso(now) }
}

/** Whether it is time to publish a successor, so that it takes over when the key that signs has done so for `every` milliseconds. */
export function isDue(keys: readonly StoredKey[], now: number, every: number, { lead }: KeyPeriods): boolean {
  const last = keys.find((key) => key.retiredAt === null)
  return (
    last !== undefined &&
    Date.parse(last.activatesAt) + Math.max(every, lead) - lead <= now &&
    stateOf(last, now) === 'current'
  )
}
