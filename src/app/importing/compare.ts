import { createHash } from 'node:crypto'
import type { ParticipationOf } from '../ports.ts'
import type { Wanted } from './plan.ts'
import { type Mark, sameMark } from './types.ts'

export interface Compared extends Wanted {
  readonly before: ParticipationOf | null
  readonly change: 'new' | 'changed' | 'same'
}

/** What a register says beside what is recorded. */
export function compare(
  wanted: ReadonlyMap<string, Wanted>,
  recorded: ReadonlyMap<string, ParticipationOf>,
): Compared[] {
  return [...wanted.values()].map((one): Compared => {
    const before = recorded.get(one.personId) ?? null
    const same = before !== null && sameMark(markOf(before), one) && sameDay(before, one)
    const change = before === null ? 'new' : same ? 'same' : 'changed'
    return { ...one, before, change }
  })
}

/** A register that says no day changes none. */
const sameDay = ({ observedAt }: ParticipationOf, { day }: Wanted) =>
  day === null || observedAt.slice(0, 10) === day

export const markOf = ({ completed, score, maximum, standing }: ParticipationOf): Mark => ({
  completed,
  score,
  maximum,
  standing: standing ?? null,
})

/** Names what would be written, and where: the same only if nothing of it differs. */
export function fingerprint(target: object, compared: readonly Compared[]): string {
  const hash = createHash('sha256').update(JSON.stringify(target))
  const changes = compared.filter(({ change }) => change !== 'same')
  for (const one of changes.sort((a, b) => (a.personId < b.personId ? -1 : 1))) {
    const { personId, completed, score, maximum, standing, day, before } = one
    const was = before && [markOf(before), day && before.observedAt]
    hash.update(JSON.stringify([personId, completed, score, maximum, standing, day, was]))
  }
  return hash.digest('base64url')
}
