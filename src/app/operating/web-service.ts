import { MoodleError } from '../../moodle/index.ts'
import { AppError } from '../errors.ts'
import type { Course, Platform } from '../model.ts'
import { moodleCourseId } from '../reading/modules.ts'
import type { MoodleSites } from '../sources/moodle-sites.ts'
import { type Finding, finding } from './findings.ts'

/** Whether Moodle's web service tells what the tool asks it for; nothing where none was set up. Reads, and writes nothing. */
export async function checkWebService(
  sites: Pick<MoodleSites, 'of'>,
  { id, status }: Platform,
  course: Course | null,
): Promise<Finding[]> {
  if (status !== 'approved') return []
  try {
    const client = await sites.of(id)
    if (client === null) return []
    const { release, missing } = await client.siteInfo()
    if (missing.length > 0)
      return [finding('web-service', 'fail', 'moodle_functions_missing', { functions: missing.join(', ') })]
    const courseId = course && moodleCourseId(course)
    if (courseId) await client.modules(courseId)
    return [finding('web-service', 'pass', 'moodle_answers', { release })]
  } catch (error) {
    if (error instanceof AppError && error.code === 'secret_unreadable')
      return [finding('web-service', 'fail', 'moodle_token_unreadable')]
    if (!(error instanceof MoodleError)) throw error
    return [ofFault(error)]
  }
}

function ofFault({ code, detail }: MoodleError): Finding {
  switch (code) {
    case 'moodle_away':
    case 'moodle_maintenance':
    case 'moodle_reply_invalid':
    case 'moodle_failed':
      return finding('web-service', 'unknown', code, detail)
    default:
      return finding('web-service', 'fail', code, detail)
  }
}
