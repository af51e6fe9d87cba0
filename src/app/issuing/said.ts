import type { LevelId } from '../../core/ladder.ts'
import type { AchievementInput, IssuerInput } from '../../openbadges/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { JudgedCourse } from '../judging/course-facts.ts'
import type { Achievement } from '../model.ts'
import { ensureAchievements, inputsOf, issuerInput } from './achievements.ts'

/** What all credentials of a course say. */
export interface Said {
  readonly issuerId: string
  readonly issuer: IssuerInput
  readonly achievements: ReadonlyMap<LevelId, Achievement>
  readonly inputs: ReadonlyMap<LevelId, AchievementInput>
}

/**
 * Goes with the course as it was loaded to be judged, so with one pass: however many portions are issued, issuer, look and achievements are read
 * and put into words once. Nothing about people is in it, and the key that signs is asked for each time.
 */
const known = new WeakMap<JudgedCourse, Promise<Said>>()

/** Errors: `issuer_missing` 500. */
export function saidBy(deps: Deps, judged: JudgedCourse): Promise<Said> {
  const before = known.get(judged)
  if (before) return before
  const said = read(deps, judged)
  known.set(judged, said)
  said.catch(() => known.delete(judged))
  return said
}

async function read(deps: Deps, judged: JudgedCourse): Promise<Said> {
  const issuer = await deps.store.issuers.byId(judged.course.issuerId)
  if (!issuer) throw new AppError('issuer_missing', 500, 'the course names an issuer that does not exist')
  const achievements = await ensureAchievements(deps, judged)
  return {
    issuerId: issuer.id,
    issuer: issuerInput(deps.toolUrl, issuer),
    achievements,
    inputs: inputsOf(deps, achievements),
  }
}
