import { takesLinks } from '../../lti/index.ts'
import type { DeepLinkingSettings, DeepLinkingWords, LinkItem } from '../../lti/types.ts'
import type { DeepLinkAnswer, DeepLinkChoice, LinksView, Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { ACTIVITY_COLUMN_TAG } from '../issuing/urls.ts'
import { ACTIVITY_FIELD, LADDER_LINKED, LINK_FIELD, ladderLinked } from '../launching/link.ts'
import { expectNews } from '../launching/news.ts'
import type { CourseActivity } from '../model.ts'
import { requireStaff } from '../visiting/visit.ts'

/** What the picker shows. Errors: `no_deep_linking` 409, `link_type_refused` 409 where the VLE takes no links to tools. */
export async function linksOf(deps: Deps, visit: Visit): Promise<LinksView> {
  requireStaff(visit)
  const settings = settingsOf(visit)
  const { audit, activities } = deps.store
  const [linked, known] = await Promise.all([
    audit.latest(visit.course.id, LADDER_LINKED),
    activities.ofCourse(visit.course.id),
  ])
  return { ladderAt: linked?.at ?? null, activities: known.filter(isLinked), settings }
}

/**
 * Answers a deep-linking request with what the tutor chose. The activities are recorded as offered and count from when
 * the VLE shows them, so that a response that never arrives leaves no criterion waiting for it.
 * Errors: as `linksOf`, and `nothing_chosen` 400, `one_link_only` 400 where the platform takes one.
 */
export async function deepLink(deps: Deps, visit: Visit, choice: DeepLinkChoice): Promise<DeepLinkAnswer> {
  const staff = requireStaff(visit)
  const { course } = visit
  const settings = settingsOf(visit)
  const position = (await deps.store.activities.ofCourse(course.id)).length
  const activities = chosenActivities(deps, course.id, choice, position)
  const items = [
    ...(choice.ladder ? [ladderLink(deps, choice.language)] : []),
    ...activities.map((activity) => activityLink(deps, activity, choice.language)),
  ]
  if (items.length === 0) throw new AppError('nothing_chosen', 400, 'nothing was chosen')
  if (items.length > 1 && !settings.acceptMultiple)
    throw new AppError('one_link_only', 400, 'the platform takes one link at a time')

  // Signed first: what cannot be answered is not recorded either.
  const answer = await signed(deps, visit, settings, items)
  const now = isoNow(deps.clock)
  await deps.store.write(async (unit) => {
    await unit.activities.insert(activities)
    if (choice.ladder) await unit.audit.append([ladderLinked(course, staff.id, now)])
    await expectNews(unit, course.id, now)
  })
  return answer
}

/** Answers a deep-linking request with nothing: the VLE closes its dialogue and may show why. Errors: `no_deep_linking` 409. */
export async function declineLinks(
  deps: Deps,
  visit: Visit,
  { message, fault }: { message: string; fault: string | null },
): Promise<DeepLinkAnswer> {
  requireStaff(visit)
  const words = fault === null ? { message } : { errorMessage: message, errorLog: fault }
  return signed(deps, visit, requestOf(visit), [], words)
}

function requestOf({ session }: Visit): DeepLinkingSettings {
  const { deepLinking } = session.launch
  if (!deepLinking) throw new AppError('no_deep_linking', 409, 'this launch asked for no content')
  return deepLinking
}

function settingsOf(visit: Visit): DeepLinkingSettings {
  const settings = requestOf(visit)
  if (!takesLinks(settings))
    throw new AppError('link_type_refused', 409, 'the platform takes no links to tools here')
  return settings
}

async function signed(
  deps: Deps,
  { course }: Visit,
  settings: DeepLinkingSettings,
  items: readonly LinkItem[],
  words?: DeepLinkingWords,
): Promise<DeepLinkAnswer> {
  const platform = await deps.store.platforms.byId(course.platformId)
  if (!platform) throw new AppError('platform_suspended', 409, 'the platform is gone')
  const jwt = await deps.lti.deepLinkResponse(platform, course.deploymentId, settings, items, words)
  return { returnUrl: settings.returnUrl, jwt }
}

function isLinked({ source }: CourseActivity): boolean {
  return source === 'check-in' || source === 'coursework' || source === 'checkpoint'
}

function chosenActivities(
  deps: Deps,
  courseId: string,
  { checkIns, coursework, checkpoints }: DeepLinkChoice,
  position: number,
): CourseActivity[] {
  const chosen = [
    ...checkIns.map((title) => ({ title, kind: 'attendance' as const, source: 'check-in' as const })),
    ...coursework.map((one) => ({ ...one, source: 'coursework' as const })),
    ...checkpoints.map((one) => ({ ...one, source: 'checkpoint' as const })),
  ]
  return chosen.map((one, index) => ({
    ...one,
    id: deps.random.uuid(),
    courseId,
    fault: one.source === 'checkpoint' && one.gate === null ? 'gate-missing' : null,
    lineItemUrl: null,
    state: 'offered',
    position: position + index,
  }))
}

function ladderLink(deps: Deps, language: string): LinkItem {
  return {
    title: deps.words(language, 'issued.links.ladder.title'),
    text: deps.words(language, 'issued.links.ladder.text'),
    ...addressed(deps, { [LINK_FIELD]: 'ladder' }),
  }
}

function activityLink(deps: Deps, { id, title, source }: CourseActivity, language: string): LinkItem {
  const link = source === 'coursework' || source === 'checkpoint' ? source : 'check-in'
  const column = { label: title, scoreMaximum: 1, resourceId: id, tag: ACTIVITY_COLUMN_TAG }
  return {
    title,
    text: deps.words(language, `issued.links.${link}.text`),
    ...addressed(deps, { [LINK_FIELD]: link, [ACTIVITY_FIELD]: id }),
    lineItem:
      link === 'coursework'
        ? { ...column, submissionReview: { reviewableStatus: ['Submitted', 'Completed'] } }
        : column,
  }
}

/** What a link is stands in its address as well: some platforms drop the custom fields, some the query. */
function addressed(deps: Deps, custom: Readonly<Record<string, string>>): Pick<LinkItem, 'url' | 'custom'> {
  return { url: `${deps.toolUrl}/lti/launch?${new URLSearchParams(custom)}`, custom }
}
