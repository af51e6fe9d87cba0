import type { Launch } from '../../lti/types.ts'
import { type Deps, isoNow } from '../deps.ts'
import type { CourseActivity } from '../model.ts'
import type { UnitOfWork } from '../ports.ts'
import type { LaunchedPerson } from './person.ts'

/**
 * A checkpoint is a link that the VLE opens once its own rules are met, so the launch itself is what is recorded, with what the tutor says
 * these rules are. The first time stands. Where nobody has said it yet the launch proves nothing, and nothing is kept of it; nor is
 * it of those who only look.
 */
export async function recordOpening(
  deps: Deps,
  unit: UnitOfWork,
  { messageType }: Launch,
  { id: activityId, courseId, source, gate }: CourseActivity,
  { personId, role, looking }: LaunchedPerson,
): Promise<void> {
  if (source !== 'checkpoint' || !gate || messageType !== 'LtiResourceLinkRequest') return
  if (personId === null || role !== 'learner' || looking !== null) return
  const isFirst = await unit.participation.saveFirst(courseId, {
    personId,
    activityId,
    completed: true,
    score: null,
    maximum: null,
    observedAt: isoNow(deps.clock),
    statement: gate,
    origin: 'learner',
  })
  if (!isFirst) return
  await unit.jobs.send('evaluate', { courseId, personIds: [personId], endsRun: false })
  // Also while the line item is unknown: it may become known at this very moment.
  await unit.jobs.send('post-work', { courseId, activityId, personId })
}
