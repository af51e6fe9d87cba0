import type { Kind } from '../../core/activity.ts'
import type { Mark, RegisterChange, RegisterView } from '../contract/attendance.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { expectNews } from '../launching/news.ts'
import { sendScores } from '../learning/post-work.ts'
import type { CourseActivity } from '../model.ts'
import type { LearnersQuery, ParticipationOf, RegisterRecord, UnitOfWork } from '../ports.ts'
import { requireStaff } from '../visiting/visit.ts'
import { auditLines, peopleOf, refuseStrangers, sendEvaluations, showAtOnce } from './learners.ts'

/** Of a check-in, or of what tutors confirm. Errors: `activity_gone` 404 for anything else. */
async function registered(deps: Deps, visit: Visit, activityId: string): Promise<CourseActivity> {
  const activity = await deps.store.activities.byId(visit.course.id, activityId)
  const isKept = activity?.source === 'check-in' || activity?.source === 'confirmation'
  if (!activity || !isKept || activity.state === 'removed')
    throw new AppError('activity_gone', 404, 'no such register in this course')
  return activity
}

/** One page of a register. */
export async function readRegister(
  deps: Deps,
  visit: Visit,
  activityId: string,
  query: LearnersQuery,
): Promise<RegisterView> {
  requireStaff(visit)
  const courseId = visit.course.id
  const [activity, listing, counted, { learners }] = await Promise.all([
    registered(deps, visit, activityId),
    deps.store.registers.list(courseId, activityId, query),
    deps.store.registers.counts(courseId, activityId),
    deps.store.progress.counts(courseId),
  ])
  const by = await peopleOf(
    deps,
    listing.rows.map(({ record }) => record?.recordedBy),
  )
  const counts = { present: 0, late: 0, excused: 0, absent: 0, open: learners }
  for (const group of counted) {
    counts[markOf(group)] += group.learners
    counts.open -= group.learners
  }
  return {
    activity,
    counts,
    total: listing.total,
    rows: listing.rows.map(({ person, record }) => ({
      person,
      record,
      mark: record && markOf(record),
      by: by.get(record?.recordedBy ?? '') ?? null,
    })),
  }
}

function markOf({ completed, standing }: Pick<RegisterRecord, 'completed' | 'standing'>): Mark {
  if (standing) return standing
  return completed ? 'present' : 'absent'
}

/**
 * Writes a tutor's marks where they differ from what is known, all or none, with the jobs that follow. A tutor's word stands over
 * a learner's own check-in until a tutor changes it.
 */
export async function saveRegister(
  deps: Deps,
  visit: Visit,
  activityId: string,
  { marks, note }: RegisterChange,
): Promise<number> {
  const tutor = requireStaff(visit)
  const courseId = visit.course.id
  const activity = await registered(deps, visit, activityId)
  if (marks instanceof Map) await refuseStrangers(deps, visit, [...marks.keys()])
  const changed = await deps.store.write(async (unit) => {
    const wanted = await wantedMarks(unit, activity, marks)
    const before = await unit.registers.records(courseId, activityId, [...wanted.keys()])
    const rows = [...wanted].flatMap(([personId, mark]) => {
      const known = before.get(personId)
      if (known && markOf(known) === mark) return []
      return [rowOf(activityId, personId, mark, known, { at: isoNow(deps.clock), by: tutor.id })]
    })
    if (rows.length === 0) return []
    const personIds =
      'rest' in marks
        ? await unit.registers.fill(courseId, rows)
        : await unit.participation.saveChanged(courseId, rows)
    await unit.audit.append(
      auditLines(deps, visit, 'register.marked', personIds, {
        reason: note,
        detail: (personId) => {
          const known = before.get(personId)
          return {
            activity: activityId,
            before: known ? markOf(known) : null,
            after: wanted.get(personId) ?? null,
          }
        },
      }),
    )
    await sendEvaluations(unit, courseId, personIds)
    await countFromNow(unit, activity, isoNow(deps.clock))
    const came = new Set(rows.filter(({ completed }) => completed).map(({ personId }) => personId))
    const news = personIds.filter((id) => came.has(id) !== (before.get(id)?.completed ?? false))
    await sendScores(unit, activity, news)
    return personIds
  })
  await showAtOnce(deps, visit, changed)
  return changed.length
}

async function wantedMarks(
  unit: UnitOfWork,
  { courseId, id }: CourseActivity,
  marks: RegisterChange['marks'],
): Promise<ReadonlyMap<string, Mark>> {
  if (!('rest' in marks)) return marks
  return new Map((await unit.registers.unmarked(courseId, id)).map((personId) => [personId, marks.rest]))
}

function rowOf(
  activityId: string,
  personId: string,
  mark: Mark,
  known: RegisterRecord | undefined,
  said: { at: string; by: string },
): ParticipationOf {
  const completed = mark === 'present' || mark === 'late'
  return {
    activityId,
    personId,
    completed,
    score: null,
    maximum: null,
    // Who was there and is late now was there when they were.
    observedAt: completed && known?.completed ? known.observedAt : said.at,
    standing: mark === 'late' || mark === 'excused' ? mark : null,
    origin: 'register',
    recordedBy: said.by,
  }
}

/** That a tutor kept its register shows that a session took place, also where nobody has opened its link. */
async function countFromNow(
  unit: UnitOfWork,
  { courseId, id, state }: CourseActivity,
  at: string,
): Promise<void> {
  if (state !== 'offered' || !(await unit.activities.activate(courseId, id, null))) return
  // The next reading finds the column that its scores go to.
  await expectNews(unit, courseId, at)
  const everybody = { courseId, personIds: null, endsRun: false }
  await unit.jobs.send('evaluate', everybody, { key: `${courseId}:all` })
}

/** Something that tutors confirm for each learner: it counts from now on. */
export async function addConfirmed(
  deps: Deps,
  visit: Visit,
  { title, kind }: { title: string; kind: Kind | null },
): Promise<CourseActivity> {
  const tutor = requireStaff(visit)
  const { id: courseId, platformId } = visit.course
  return deps.store.write(async (unit) => {
    const activity: CourseActivity = {
      id: deps.random.uuid(),
      courseId,
      title,
      kind,
      source: 'confirmation',
      fault: null,
      lineItemUrl: null,
      state: 'active',
      position: (await unit.activities.ofCourse(courseId)).length,
    }
    await unit.activities.insert([activity])
    await unit.audit.append([
      {
        at: isoNow(deps.clock),
        platformId,
        courseId,
        actorId: tutor.id,
        action: 'activity.added',
        subjectId: null,
        reason: null,
        detail: { activity: activity.id, source: activity.source, kind },
      },
    ])
    // "All of what counts as this kind" asks for one more from now on.
    const everybody = { courseId, personIds: null, endsRun: false }
    await unit.jobs.send('evaluate', everybody, { key: `${courseId}:all` })
    return activity
  })
}
