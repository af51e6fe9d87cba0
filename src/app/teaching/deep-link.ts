import type { LinkItem } from '../../lti/types.ts'
import type { DeepLinkChoice, Visit } from '../contract.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { ACTIVITY_COLUMN_TAG } from '../issuing/urls.ts'
import { ACTIVITY_FIELD, LINK_FIELD } from '../launching/launch.ts'
import type { CourseActivity } from '../model.ts'
import { requireStaff } from '../visiting/visit.ts'

/**
 * Answers a deep-linking request with what the tutor chose. The activities are recorded as offered and count from when
 * the VLE shows them, so that a response that never arrives leaves no criterion waiting for it.
 * Errors: `no_deep_linking` 409, `nothing_chosen` 400, `one_link_only` 400 where the platform takes one.
 */
export async function deepLink(
  deps: Deps,
  visit: Visit,
  choice: DeepLinkChoice,
): Promise<{ returnUrl: string; jwt: string }> {
  requireStaff(visit)
  const { course, session } = visit
  const settings = session.launch.deepLinking
  if (!settings) throw new AppError('no_deep_linking', 409, 'this launch asked for no content')
  const platform = await deps.store.platforms.byId(course.platformId)
  if (!platform) throw new AppError('platform_suspended', 409, 'the platform is gone')

  const position = (await deps.store.activities.ofCourse(course.id)).length
  const activities = chosenActivities(deps, course.id, choice, position)
  const locale = session.locale ?? 'en'
  const ladder: LinkItem[] = choice.ladder
    ? [
        {
          title: deps.words(locale, 'issued.links.ladder.title'),
          text: deps.words(locale, 'issued.links.ladder.text'),
          url: `${deps.toolUrl}/lti/launch`,
          custom: { [LINK_FIELD]: 'ladder' },
        },
      ]
    : []
  const items = [...ladder, ...activities.map((activity) => linkOf(deps, activity))]
  if (items.length === 0) throw new AppError('nothing_chosen', 400, 'nothing was chosen')
  if (items.length > 1 && !settings.acceptMultiple)
    throw new AppError('one_link_only', 400, 'the platform takes one link at a time')

  await deps.store.activities.insert(activities)
  const jwt = await deps.lti.deepLinkResponse(platform, course.deploymentId, settings, items)
  return { returnUrl: settings.returnUrl, jwt }
}

function chosenActivities(
  deps: Deps,
  courseId: string,
  choice: DeepLinkChoice,
  position: number,
): CourseActivity[] {
  const base = { courseId, fault: null, lineItemUrl: null, state: 'offered' as const }
  const checkIns = Array.from({ length: choice.checkIns }, (_, index) => ({
    ...base,
    id: deps.random.uuid(),
    title: choice.checkIns > 1 ? `${choice.checkInTitle} ${index + 1}` : choice.checkInTitle,
    kind: 'attendance' as const,
    source: 'check-in' as const,
    position: position + index,
  }))
  if (!choice.coursework) return checkIns
  const coursework = {
    ...base,
    id: deps.random.uuid(),
    title: choice.courseworkTitle,
    kind: choice.courseworkKind,
    source: 'coursework' as const,
    position: position + checkIns.length,
  }
  return [...checkIns, coursework]
}

function linkOf(deps: Deps, activity: CourseActivity): LinkItem {
  return {
    title: activity.title,
    url: `${deps.toolUrl}/lti/launch`,
    custom: { [LINK_FIELD]: activity.source, [ACTIVITY_FIELD]: activity.id },
    lineItem: { label: activity.title, scoreMaximum: 1, resourceId: activity.id, tag: ACTIVITY_COLUMN_TAG },
  }
}
