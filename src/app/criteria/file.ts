import { z } from 'zod'
import { SOURCES } from '../../core/activity.ts'
import { parseCriteria } from '../../core/index.ts'
import type { CourseCriteria } from '../../core/ladder.ts'
import { namedActivities } from '../../core/named-activities.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { requireStaff } from '../visiting/visit.ts'
import { requireEditor } from './editor.ts'
import { paired, translateKnown } from './translate.ts'

const FORMAT = 'credential-ladder/criteria'
const VERSION = 1

/** The frame of a file; the criteria in it have a checker of their own, which knows the path of every mistake. */
const frame = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  ladder: z.string(),
  course: z.string().max(1000),
  exportedAt: z.iso.datetime(),
  /** The activities that the criteria name, so that another course can find its own of the same name. */
  activities: z.array(
    z.strictObject({ id: z.string().max(500), title: z.string().max(1000), source: z.enum(SOURCES) }),
  ),
  criteria: z.unknown(),
})

/** The current criteria as JSON text. */
export async function exportCriteria(deps: Deps, visit: Visit): Promise<string> {
  requireStaff(visit)
  const { course } = visit
  const [current, activities] = await Promise.all([
    deps.store.criteria.current(course.id),
    deps.store.activities.ofCourse(course.id),
  ])
  if (!current) throw new AppError('course_not_found', 404, 'no such course')
  const named = new Set(namedActivities(current.criteria))
  const file: z.infer<typeof frame> = {
    format: FORMAT,
    version: VERSION,
    ladder: deps.ladder.id,
    course: course.title,
    exportedAt: isoNow(deps.clock),
    activities: activities
      .filter(({ id }) => named.has(id))
      .map(({ id, title, source }) => ({ id, title, source })),
    criteria: current.criteria,
  }
  return `${JSON.stringify(file, null, 2)}\n`
}

/**
 * The criteria of a file, to be looked at and saved by hand: nothing is stored. An activity is this course's own where it has that id, or is the only one of
 * that name and source; one that is neither stays as it is and shows as missing. Errors: `criteria_file` 422 with the path of the mistake.
 */
export async function importCriteria(deps: Deps, visit: Visit, text: string): Promise<CourseCriteria> {
  await requireEditor(deps, visit)
  const file = readFrame(text)
  if (file.ladder !== deps.ladder.id) throw unusable(`ladder must be ${deps.ladder.id}`)
  const criteria = readCriteriaOf(file.criteria)
  const activities = await deps.store.activities.ofCourse(visit.course.id)
  return translateKnown(criteria, paired(file.activities, activities, new Map()))
}

function readFrame(text: string): z.infer<typeof frame> {
  let data: unknown
  try {
    // Editors on Windows put a byte order mark before the first brace.
    data = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw unusable('it is no JSON')
  }
  const parsed = frame.safeParse(data)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw unusable(`${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim())
}

function readCriteriaOf(data: unknown): CourseCriteria {
  try {
    return parseCriteria(data)
  } catch (error) {
    throw unusable(error instanceof Error ? error.message : 'criteria')
  }
}

const unusable = (problem: string) =>
  new AppError('criteria_file', 422, 'a file of criteria was not accepted', { problem })
