import { unmappedKinds } from '../../core/index.ts'
import type { SetUpStep, TutorView, Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { type JudgedCourse, loadJudgedCourse } from '../judging/course-facts.ts'
import { enqueueRefresh, isUnderWay } from '../launching/launch.ts'
import type { CourseGroup, RefreshRun } from '../model.ts'
import type { ProgressQuery } from '../ports.ts'
import { NRPS_SCOPE } from '../reading/services.ts'
import { learnerOf, requireStaff } from '../visiting/visit.ts'
import { copyOffer } from './copies.ts'

/** A page of everyone's progress, what needs the tutor, and what must be set up first. */
export async function courseProgress(deps: Deps, visit: Visit, query: ProgressQuery): Promise<TutorView> {
  requireStaff(visit)
  const { id } = visit.course
  const [judged, counts, { groups, listing }, run, copy] = await Promise.all([
    loadJudgedCourse(deps, id),
    deps.store.progress.counts(id),
    listed(deps, id, query),
    deps.store.refreshRuns.of(id),
    copyOffer(deps, visit),
  ])
  return {
    course: visit.course,
    counts,
    listing,
    groups,
    run,
    criteriaVersion: judged.version.version,
    setUp: setUpSteps(judged, run),
    copy,
  }
}

async function listed(deps: Deps, courseId: string, query: ProgressQuery) {
  const groups = await deps.store.groups.of(courseId)
  const listing = await deps.store.progress.list(courseId, inKnownGroup(query, groups))
  return { groups, listing }
}

/** A group that the VLE has no more, or that never was one of this course, is as good as none asked for. */
export function inKnownGroup(query: ProgressQuery, groups: readonly CourseGroup[]): ProgressQuery {
  return groups.some(({ id }) => id === query.group) ? query : { ...query, group: null }
}

/** Asks for the VLE to be read now. A run under way is answered instead of a second one. Errors: `anonymous` 403. */
export async function requestRefresh(deps: Deps, visit: Visit): Promise<RefreshRun> {
  learnerOf(visit)
  const { id } = visit.course
  await deps.store.write(async (unit) => {
    const run = await unit.refreshRuns.of(id)
    if (run?.state === 'running' && isUnderWay(run, deps.clock.now())) return
    await enqueueRefresh(unit, id, isoNow(deps.clock), { hasten: true })
  })
  const run = await deps.store.refreshRuns.of(id)
  if (!run) throw new AppError('course_not_found', 404, 'no such course')
  return run
}

function setUpSteps(judged: JudgedCourse, run: RefreshRun | null): SetUpStep[] {
  const { activities, version, facts } = judged
  const steps: SetUpStep[] = []
  if (run?.error === 'scope_missing' && run.errorDetail)
    steps.push({ type: 'scope-missing', scope: run.errorDetail })
  if (activities.length === 0) return [...steps, { type: 'no-activities' }]
  // Nobody is asked for it before there is a link: until then Moodle does not offer the roster.
  if (judged.course.membershipsUrl === null) steps.push({ type: 'scope-missing', scope: NRPS_SCOPE })
  const unmapped = activities.filter((activity) => activity.kind === null).length
  if (unmapped > 0) steps.push({ type: 'unmapped', count: unmapped })
  for (const { id: level } of facts.ladder.levels) {
    const kinds = unmappedKinds(version.criteria[level].criterion, facts.activities)
    if (kinds.length > 0) steps.push({ type: 'level-unmapped', level, kinds })
  }
  for (const { title, fault } of facts.activities) {
    if (fault && fault !== 'not-read-yet') steps.push({ type: 'activity-fault', title, fault })
  }
  return steps
}
