import { decide } from './decide.ts'
import { evaluate } from './evaluate.ts'
import { liveAwards, withdrawnLevels } from './held.ts'
import { instant } from './instant.ts'
import type { LevelId } from './ladder.ts'
import type { Award, Change, CourseFacts, LearnerFacts, LevelProgress, Progress } from './progress.ts'

/** Whether an award is over. @param now ISO 8601 */
export function hasEnded({ expiresAt }: Award, now: string): boolean {
  return expiresAt != null && instant(expiresAt) <= instant(now)
}

/** A learner as they stand now: without the awards that are over. */
export function withoutEnded(learner: LearnerFacts, now: string): LearnerFacts {
  return { ...learner, awards: learner.awards.filter((award) => !hasEnded(award, now)) }
}

/**
 * Judges a learner as of now, and what that changes. A level whose award has ended is judged anew, by what happened since its end alone,
 * and is awarded again by the rules of any other level: with every level below it standing. What has no end is judged as ever.
 *
 * @param now ISO 8601
 */
export function judgeAt(
  course: CourseFacts,
  learner: LearnerFacts,
  now: string,
): { readonly progress: Progress; readonly changes: readonly Change[] } {
  const progress = evaluate(course, learner)
  const changes = decide(course, learner, progress)
  const ended = [...liveAwards(learner).values()].filter((award) => hasEnded(award, now))
  if (ended.length === 0) return { progress, changes }
  const again = judgeAgain(course, learner, ended)
  return {
    progress: { levels: progress.levels.map((item) => again.items.get(item.level) ?? item) },
    // What is over needs nobody's decision on whether it should stand.
    changes: [...changes.filter(({ level }) => !again.items.has(level)), ...again.changes],
  }
}

function judgeAgain(course: CourseFacts, learner: LearnerFacts, ended: readonly Award[]) {
  const standing = new Set(liveAwards(learner).keys())
  for (const { level } of ended) standing.delete(level)
  const withdrawn = withdrawnLevels(learner)
  const items = new Map<LevelId, LevelProgress>()
  const changes: Change[] = []
  for (const { id: level, requires } of course.ladder.levels) {
    const end = ended.find((award) => award.level === level)?.expiresAt
    if (end == null) continue
    // Time for evidence runs from the end, whenever the course was.
    const anew = evaluate({ ...course, endsAt: null }, since(learner, end, standing))
    const item = anew.levels.find((one) => one.level === level)
    if (!item) continue
    items.set(level, item)
    if (item.outcome !== 'met' || withdrawn.has(level) || !requires.every((below) => standing.has(below)))
      continue
    if (course.criteria[level].award === 'approval') {
      if (!learner.declined?.includes(level)) changes.push({ type: 'propose', level })
    } else {
      standing.add(level)
      changes.push({ type: 'award', level })
    }
  }
  return { items, changes }
}

/** What a learner did after a moment. Levels that stand count from then on. */
function since(learner: LearnerFacts, end: string, standing: ReadonlySet<LevelId>): LearnerFacts {
  const after = (time: string) => instant(time) > instant(end)
  return {
    ...learner,
    participation: learner.participation.filter(({ observedAt }) => after(observedAt)),
    confirmations: learner.confirmations.filter(({ confirmedAt }) => after(confirmedAt)),
    evidence: learner.evidence.filter(({ submittedAt }) => after(submittedAt)),
    awards: [...standing].map((level) => ({ level, state: 'live', awardedAt: end })),
  }
}
