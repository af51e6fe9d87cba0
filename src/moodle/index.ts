/** Moodle's web services, as far as the product reads them. */
export type { MoodleSiteAccess } from './call.ts'
export {
  type CourseModule,
  createMoodleClient,
  FUNCTIONS,
  type MoodleClient,
  type SiteInfo,
} from './client.ts'
export { MoodleError, type MoodleFault } from './errors.ts'
