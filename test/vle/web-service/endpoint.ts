import type { Express, Request, Response } from 'express'
import { service } from '../faults.ts'
import type { Site } from '../site.ts'
import type { Course } from '../types.ts'
import { completionStatus, contents, gradeItems, siteInfo } from './functions.ts'
import { WebServiceRefusal } from './refusal.ts'

type Parameters = Readonly<Record<string, string>>
type Function = (site: Site, parameters: Parameters, functions: readonly string[]) => unknown

const FUNCTIONS: Readonly<Record<string, Function>> = {
  core_webservice_get_site_info: siteInfo,
  core_course_get_contents: (site, { courseid }) => contents(site, courseOf(site, courseid)),
  core_completion_get_activities_completion_status: (site, { courseid, userid }) =>
    completionStatus(site, courseOf(site, courseid), userid ?? ''),
  gradereport_user_get_grade_items: (site, { courseid, userid }) =>
    gradeItems(site, courseOf(site, courseid), userid ?? ''),
}

/** In the order in which Moodle asks: is the course there, may the token's user enter it, may they see others' work. */
function courseOf({ model, webService }: Site, id = ''): Course {
  const course = model.course(id)
  if (!course) throw new WebServiceRefusal('dml_missing_record_exception', 'invalidrecord')
  if (webService.closedCourses.includes(id))
    throw new WebServiceRefusal('require_login_exception', 'requireloginerror')
  if (!webService.mayView) throw new WebServiceRefusal('required_capability_exception', 'nopermissions')
  return course
}

function answer(site: Site, { wstoken, wsfunction = '', ...parameters }: Parameters): unknown {
  const { webService } = site
  if (!webService.enabled) throw new WebServiceRefusal('webservice_access_exception', 'enablewsdescription')
  const functions = webService.tokens[wstoken ?? '']
  if (!functions) throw new WebServiceRefusal('moodle_exception', 'invalidtoken')
  const wanted = FUNCTIONS[wsfunction]
  if (!wanted) throw new WebServiceRefusal('dml_missing_record_exception', 'invalidrecord')
  if (!functions.includes(wsfunction))
    throw new WebServiceRefusal('webservice_access_exception', 'accessexception')
  return wanted(site, parameters, functions)
}

/** Moodle's REST protocol: every answer, a refusal too, comes with 200; what names no format gets XML. */
export function mountWebService(app: Express, site: Site): void {
  app.post('/webservice/rest/server.php', service(site, 'web-service'), (req: Request, res: Response) => {
    const parameters = (req.body ?? {}) as Parameters
    // Told apart in the log, and without the token.
    req.originalUrl += `?wsfunction=${parameters.wsfunction}`
    if (parameters.moodlewsrestformat !== 'json')
      return void res.type('xml').send('<?xml version="1.0"?><EXCEPTION/>')
    try {
      res.json(answer(site, parameters))
    } catch (error) {
      if (!(error instanceof WebServiceRefusal)) throw error
      const { exception, errorcode } = error
      res.json({ exception, errorcode, message: `error/${errorcode}` })
    }
  })
}
