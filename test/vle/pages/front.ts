import type { Express, Request, Response } from 'express'
import { logIn, logOut, userOf } from '../session.ts'
import type { Site } from '../site.ts'
import type { User } from '../types.ts'
import { html, messagePage, page } from './html.ts'

const LABELS = {
  Learner: 'Learner',
  Instructor: 'Tutor',
  TeachingAssistant: 'Assistant',
  Administrator: 'Administrator',
  Mentor: 'Observer',
  TestUser: 'Test user',
}

/** What this person is, in words, in the first of their courses. */
function roleLabel(site: Site, user: User): string {
  for (const course of site.model.courses()) {
    const role = site.model.roleOf(course.id, user.id)
    if (role) return LABELS[role]
  }
  return 'Not in a course'
}

const order = ['Tutor', 'Assistant', 'Administrator', 'Learner', 'Observer', 'Test user', 'Not in a course']

function people(site: Site) {
  const groups = new Map<string, User[]>(order.map((label) => [label, []]))
  for (const user of site.model.users()) groups.get(roleLabel(site, user))?.push(user)
  return [...groups].filter(([, users]) => users.length > 0)
}

/** Administrators of the site, or of a course of it. */
export function isAdministrator(site: Site, user: User): boolean {
  return site.model.courses().some((course) => site.model.roleOf(course.id, user.id) === 'Administrator')
}

/** Who may see a course: sends the refusal and answers `null` where not. */
export function visitor(site: Site, req: Request, res: Response) {
  const user = userOf(site, req)
  if (!user) {
    res
      .status(401)
      .send(messagePage(site, 'Nobody is logged in', 'Choose whom to enter as on the front page.'))
    return null
  }
  const course = site.model.course(String(req.params.courseId))
  const role = course && site.model.roleOf(course.id, user.id)
  if (!course || !role) {
    res.status(404).send(messagePage(site, 'Not found', 'There is no such course for you.'))
    return null
  }
  return { user, course, role, teaches: ['Instructor', 'TeachingAssistant', 'Administrator'].includes(role) }
}

/** As `visitor`, for people who teach. */
export function teacher(site: Site, req: Request, res: Response) {
  const found = visitor(site, req, res)
  if (!found || found.teaches) return found
  res.status(403).send(messagePage(site, 'Not for you', 'This page is for people who teach the course.'))
  return null
}

/** The front page, where one picks whom to be, and the way in and out. */
export function mountFront(app: Express, site: Site): void {
  app.get('/', (req, res) => {
    const me = userOf(site, req)
    const mine = me ? site.model.courses().filter((course) => site.model.roleOf(course.id, me.id)) : []
    res.send(
      page(
        site,
        'Front page',
        me,
        html`${
          me &&
          html`<h1>Your courses</h1><ul class="list">${mine.map(
            (course) =>
              html`<li><a href="/courses/${course.id}">${course.title}</a><span class="muted">${course.label}</span></li>`,
          )}</ul>${isAdministrator(site, me) && html`<p><a href="/admin/tools">Manage tools</a></p>`}`
        }<h1>${me ? 'Or enter as somebody else' : 'Whom do you want to be?'}</h1>
<p class="muted">This is a reference VLE: there are no passwords.</p>
${people(site).map(
  ([label, users]) =>
    html`<h2>${label}</h2><ul class="people">${users.map(
      (
        user,
      ) => html`<li><form method="post" action="/enter"><input type="hidden" name="userId" value="${user.id}">
<button>${user.givenName} ${user.familyName}</button></form></li>`,
    )}</ul>`,
)}`,
      ),
    )
  })

  app.post('/enter', (req, res) => {
    const user = site.model.user(String(req.body?.userId))
    if (!user) return void res.status(400).send(messagePage(site, 'Not found', 'There is no such person.'))
    logIn(site, res, user)
    const [only, second] = site.model.courses().filter((course) => site.model.roleOf(course.id, user.id))
    res.redirect(303, only && !second ? `/courses/${only.id}` : '/')
  })

  app.post('/leave', (req, res) => {
    logOut(site, req, res)
    res.redirect(303, '/')
  })

  // Where a tool sends people back to (`launch_presentation.return_url`).
  app.get('/return', (req, res) => {
    const course = site.model.course(String(req.query.course))
    const to = course ? `/courses/${course.id}` : '/'
    const words = typeof req.query.lti_errormsg === 'string' ? req.query.lti_errormsg : req.query.lti_msg
    res.send(
      page(
        site,
        'Back',
        null,
        html`${typeof words === 'string' && html`<p>${words}</p>`}<p><a class="button" href="${to}" target="_top">Back to the course</a></p>`,
      ),
    )
  })
}
