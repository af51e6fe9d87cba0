import { judgeAt, nextStep, withoutEnded } from '../../core/index.ts'
import type { LevelId } from '../../core/ladder.ts'
import type { Change, CourseFacts, Progress } from '../../core/progress.ts'
import type { LadderView, Rung } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { withFiles } from '../files/with-files.ts'
import { undoableUntil } from '../issuing/undoable.ts'
import { factsOf, noCourse } from '../judging/course-facts.ts'
import type { Credential, Person } from '../model.ts'
import { standingOf } from '../public/standing.ts'
import { sealedForAnother } from './new-address.ts'

/**
 * One learner's ladder, judged from what is known now by the same rules that award: the page and the award can
 * never tell two stories.
 */
export async function ladderOf(deps: Deps, courseId: string, person: Person): Promise<LadderView> {
  const { store } = deps
  const records = await store.ladders.of(courseId, person.id)
  if (!records) throw noCourse()
  const { version, credentials, settings, facts: learner } = records
  const course = factsOf(deps, records)
  const now = isoNow(deps.clock)
  const { progress, changes } = judgeAt(course, learner, now)
  const badges = await badgesOf(deps, credentials)
  return {
    course: records.course,
    person,
    rungs: rungs(course, changes, progress, standing(credentials)).map((rung) => ({
      ...rung,
      ruling:
        records.rulings.find((one) => one.level === rung.level && one.criteriaVersion === version.version) ??
        null,
      badge: badges.get(rung.credential?.achievementId ?? '') ?? null,
      expired: rung.credential !== null && standingOf(rung.credential, deps.clock.now()).status === 'expired',
      undoableUntil: rung.credential && undoableUntil(rung.credential, settings, deps.clock.now()),
    })),
    next: nextStep(course, withoutEnded(learner, now), progress, now),
    evidence: await withFiles(deps, courseId, records.evidence),
    run: records.run,
    membership: records.membership,
    criteriaVersion: version.version,
    unread: records.unread,
    newAddress: sealedForAnother(person, credentials, deps.clock.now()).length > 0,
  }
}

/** How the badges of what is held look, by achievement. */
async function badgesOf({ store }: Deps, credentials: readonly Credential[]) {
  const live = credentials.filter(({ state }) => state === 'live').map(({ achievementId }) => achievementId)
  const found = await Promise.all([...new Set(live)].map((id) => store.credentials.achievement(id)))
  return new Map(
    found.flatMap((achievement) => (achievement ? [[achievement.id, achievement] as const] : [])),
  )
}

/** What was undone, and may be earned as if it had never been, is no part of anybody's ladder, nor is what another one stands in place of. */
const standing = (credentials: readonly Credential[]) =>
  credentials.filter(
    ({ undone, replacedBy, renewedBy }) => undone !== 'open' && replacedBy === null && renewedBy === null,
  )

function rungs(
  course: CourseFacts,
  changes: readonly Change[],
  progress: Progress,
  credentials: readonly Credential[],
): Rung[] {
  const isHeld = (level: LevelId) => credentials.some((one) => one.level === level && one.state === 'live')
  const takenBack = (level: LevelId) => !isHeld(level) && credentials.some((one) => one.level === level)
  return progress.levels.map((item) => {
    const { level } = item
    const requires = course.ladder.levels.find((one) => one.id === level)?.requires ?? []
    // What a person took back may be met and still bears nothing: the rule does not give it again.
    const blockedBy = item.blockedBy ?? requires.find(takenBack) ?? null
    const ofLevel = credentials.filter((credential) => credential.level === level)
    const live = ofLevel.find((credential) => credential.state === 'live') ?? null
    const withdrawn = ofLevel.at(-1) ?? null
    const state = live ? 'earned' : withdrawn ? 'withdrawn' : blockedBy ? 'locked' : 'in-progress'
    return {
      level,
      state,
      flagged: changes.some((change) => change.type === 'flag' && change.level === level),
      proposed: changes.some((change) => change.type === 'propose' && change.level === level),
      progress: { ...item, blockedBy },
      credential: live ?? withdrawn,
    }
  })
}
