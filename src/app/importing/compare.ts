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
    const change = before === null ? 'new' : sameMark(markOf(before), one) ? 'same' : 'changed'
    return { ...one, before, change }
  })
}

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
    const { personId, completed, score, maximum, standing, before } = one
    hash.update(JSON.stringify([personId, completed, score, maximum, standing, before && markOf(before)]))
  }
  return hash.digest('base64url')
}
