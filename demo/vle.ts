import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { FUNCTIONS } from '../src/moodle/index.ts'
import { createVle, GROUPS_SCOPE, SCOPES, type Vle, type VleData } from '../test/vle/index.ts'
import { ADMINISTRATOR, type DemoPerson, emailOf, GROUPS, LEARNERS, TUTORS, usernameOf } from './people.ts'

/** The deployment and client that the demo's platform is registered under. */
export const CLIENT_ID = 'credential-ladder'
export const DEPLOYMENT_ID = '1'
/** Its name in the tool. */
export const PLATFORM = 'Riverside VLE'
/** Of the VLE's own web service, which its administrator allows the tool. */
export const WEB_SERVICE_TOKEN = '5d2c1f0a9b8e7d6c5b4a39281706f5e4'

export interface DemoVle {
  readonly vle: Vle
  /** Whether its file was not there yet. */
  readonly isNew: boolean
  save(): void
  /** Saves now, and from now on a moment after each change. */
  keep(): void
}

/** Starts the VLE from its file, or with the people and the empty course of the demo. */
export async function openVle(options: {
  port: number
  file: string
  toolUrl: string
  courseId: string
}): Promise<DemoVle> {
  const { file } = options
  const isNew = !existsSync(file)
  const kept = isNew ? {} : { data: JSON.parse(readFileSync(file, 'utf8')) as VleData }
  const vle = await createVle({ port: options.port, title: PLATFORM, ...kept })
  vle.webService.tokens[WEB_SERVICE_TOKEN] = [...FUNCTIONS]
  if (isNew) furnish(vle, options.toolUrl, options.courseId)

  const save = () => {
    writeFileSync(`${file}.new`, JSON.stringify(vle.snapshot()))
    renameSync(`${file}.new`, file)
  }
  const keep = () => {
    save()
    let waiting = false
    vle.onChange(() => {
      if (waiting) return
      waiting = true
      setTimeout(() => {
        waiting = false
        save()
      }, 500).unref()
    })
  }
  return { vle, isNew, save, keep }
}

function furnish(vle: Vle, toolUrl: string, courseId: string): void {
  vle.addTool({
    name: 'Credential Ladder',
    clientId: CLIENT_ID,
    deploymentId: DEPLOYMENT_ID,
    loginUrl: `${toolUrl}/lti/login`,
    redirectUris: [`${toolUrl}/lti/launch`],
    jwksUrl: `${toolUrl}/lti/jwks.json`,
    launchUrl: `${toolUrl}/lti/launch`,
    deepLinkUrl: `${toolUrl}/lti/launch`,
    scopes: [...SCOPES, GROUPS_SCOPE],
    custom: { course_end: '$CourseSection.timeFrame.end' },
  })
  const inMonths = (months: number) => new Date(Date.now() + months * 30 * 86_400_000).toISOString()
  vle.addCourse({
    id: courseId,
    label: 'DLP-2026',
    title: 'Digital Leadership in Practice',
    startsAt: inMonths(-3),
    endsAt: inMonths(1),
  })
  const add = (person: DemoPerson, role: 'Learner' | 'Instructor' | 'Administrator') => {
    const { id, givenName, familyName } = person
    vle.addUser({
      id,
      username: usernameOf(person),
      givenName,
      familyName,
      email: emailOf(person),
      sourcedId: `SIS-${id}`,
    })
    vle.enrol(courseId, id, role)
  }
  for (const tutor of TUTORS) add(tutor, 'Instructor')
  add(ADMINISTRATOR, 'Administrator')
  for (const learner of LEARNERS) add(learner, 'Learner')
  for (const [turn, name] of GROUPS.entries()) {
    const members = LEARNERS.filter((_, index) => index % GROUPS.length === turn).map(({ id }) => id)
    vle.addGroup(courseId, { name, members })
  }
}
