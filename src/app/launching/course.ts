import { LtiError } from '../../lti/errors.ts'
import type { Launch } from '../../lti/types.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { Course } from '../model.ts'
import type { KnownLaunch, UnitOfWork } from '../ports.ts'

export interface LaunchedCourse {
  readonly course: Course
  readonly created: boolean
  /** The course of the same context in the installation that this one is a copy of. */
  readonly original: Course | null
  /** What was known of it, and of who launches. */
  readonly known: KnownLaunch
}

/**
 * The course of a launch and, where it is new, what it starts with. A context under another `guid` than before is that
 * of a copied installation (a test site restored from the real one): another course, so that their people never mix.
 * Errors: `no_context` 400.
 */
export async function recordCourse(deps: Deps, unit: UnitOfWork, launch: Launch): Promise<LaunchedCourse> {
  const told = courseTold(launch)
  const first = await unit.launches.known(told, launch.user.sub)
  const original = first.course && isElsewhere(first.course, told.guid) ? first.course : null
  const contextId = original ? contextElsewhere(told.contextId, told.guid) : told.contextId
  const known = original ? await unit.launches.known({ ...told, contextId }, launch.user.sub) : first
  const issuerId = known.course?.issuerId ?? (await unit.issuers.ofPlatform(told.platformId))?.id
  const { course, created } = await unit.courses.upsert(
    { id: deps.random.uuid(), ...told, contextId, issuerId: issuerId ?? deps.defaultIssuerId },
    { keepTitle: launch.context?.title == null, known: known.course },
  )
  if (created) {
    await settleDeployment(unit, launch)
    await startAs(deps, unit, course)
  }
  return { course, created, original, known }
}

/** With what an administrator of the platform chose for new courses, else with the framework's criteria. */
async function startAs(deps: Deps, unit: UnitOfWork, course: Course): Promise<void> {
  const defaults = await unit.defaults.of(course.platformId)
  const savedAt = isoNow(deps.clock)
  const criteria = defaults?.criteria ?? deps.ladder.defaultCriteria
  await unit.criteria.add({ courseId: course.id, version: 1, criteria, savedBy: null, savedAt, note: null })
  if (defaults) await unit.settings.save(course.id, defaults.settings, null, savedAt)
}

/** A platform may be registered before it has a deployment (Canvas, Brightspace): the first that launches becomes its own. */
async function settleDeployment(unit: UnitOfWork, { registration, deploymentId }: Launch): Promise<void> {
  await unit.platforms.settleDeployment(registration.id, deploymentId)
  const platform = await unit.platforms.byId(registration.id)
  if (!platform?.deploymentIds.includes(deploymentId))
    throw new LtiError('deployment_unknown', 'another deployment of this platform was first')
}

const isElsewhere = (known: Course, guid: string | null) =>
  known.guid !== null && guid !== null && known.guid !== guid

/** How the course of a context is told from that of the same context in the installation known before. */
export const contextElsewhere = (contextId: string, guid: string | null) => `${contextId}\n${guid}`

function courseTold(launch: Launch): Omit<Course, 'id' | 'issuerId'> {
  const { context } = launch
  if (!context) throw new AppError('no_context', 400, 'the launch names no course')
  return {
    platformId: launch.registration.id,
    deploymentId: launch.deploymentId,
    contextId: context.id,
    label: context.label,
    title: context.title ?? context.label ?? context.id,
    endsAt: courseEnd(launch.custom),
    membershipsUrl: launch.memberships?.url ?? null,
    lineItemsUrl: launch.grades?.lineItems ?? null,
    groupsUrl: launch.groups?.groups ?? null,
    scopes: [...(launch.grades?.scopes ?? [])].sort(),
    guid: launch.platform.guid,
  }
}

/** `$CourseSection.timeFrame.end`, asked for under the name `course_end` when the tool is registered; `null` unless it is a date. */
function courseEnd(custom: Launch['custom']): string | null {
  const time = Date.parse(custom.course_end ?? '')
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}
