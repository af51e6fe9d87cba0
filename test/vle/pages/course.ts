import type { Express } from 'express'
import type { Site } from '../site.ts'
import type { Activity, Course, Link, User } from '../types.ts'
import { isAdministrator, teacher, visitor } from './front.ts'
import { html, messagePage, page } from './html.ts'

const KINDS: Readonly<Record<Activity['kind'], string>> = {
  quiz: 'Quiz',
  forum: 'Forum',
  assignment: 'Assignment',
}

function activityRow(activity: Activity, user: User, teaches: boolean) {
  const done = activity.completed[user.id]
  return html`<li><span><a href="/courses/${activity.courseId}/activities/${activity.id}">${activity.title}</a>
<span class="muted">${KINDS[activity.kind]}</span></span>
<span class="muted">${teaches ? `${Object.keys(activity.completed).length} done` : done ? '✓ Done' : 'To do'}</span></li>`
}

function linkRow(site: Site, link: Link, user: User, teaches: boolean) {
  const gate = link.gatedBy ? site.model.activity(link.gatedBy) : null
  const path = `/courses/${link.courseId}/links/${link.id}`
  if (!teaches && site.model.isLocked(link.id, user.id)) {
    return html`<li data-locked="${link.id}"><span>${link.title}</span><span class="muted">Locked until you complete ${gate?.title}</span></li>`
  }
  return html`<li><span><a href="${path}" data-link="${link.id}">${link.title}</a>
${link.text && html`<span class="muted">${link.text}</span>`}</span>
<span class="muted">${gate && html`Opens after ${gate.title} · `}<a href="${path}/launch?target=window" target="_blank" rel="opener">Open in a new window</a>${
    teaches && html`<form method="post" action="${path}/remove"><button class="quiet">Remove</button></form>`
  }</span></li>`
}

function courseBody(site: Site, course: Course, user: User, teaches: boolean, words: unknown) {
  const path = `/courses/${course.id}`
  const activities = site.model.activities(course.id)
  const links = site.model.links(course.id)
  return html`${typeof words === 'string' && html`<p role="status">${words}</p>`}<p class="muted">${course.label}</p><h1>${course.title}</h1>
<div class="bar">${
    teaches
      ? html`${site.model
          .tools()
          .filter((tool) => site.model.isOn(tool.id, course.id))
          .map(
            (tool) =>
              html`<a class="button" href="${path}/add?tool=${tool.id}">Add content from ${tool.name}</a>`,
          )}<a href="${path}/gradebook">Gradebook</a><a href="${path}/tools">LTI External tools</a>${
          isAdministrator(site, user) && html`<a href="/admin/tools">Manage tools</a>`
        }`
      : html`<a href="${path}/grades">Your grades</a>`
  }</div>
<h2>Activities</h2>${
    activities.length === 0
      ? html`<p class="muted">None yet.</p>`
      : html`<ul class="list">${activities.map((activity) => activityRow(activity, user, teaches))}</ul>`
  }
<h2>External tools</h2>${
    links.length === 0
      ? html`<p class="muted">None yet.</p>`
      : html`<ul class="list">${links.map((link) => linkRow(site, link, user, teaches))}</ul>`
  }`
}

/** The course page and the pages of the VLE's own activities. */
export function mountCourse(app: Express, site: Site): void {
  app.get('/courses/:courseId', (req, res) => {
    const found = visitor(site, req, res)
    if (!found) return
    res.send(
      page(
        site,
        found.course.title,
        found.user,
        courseBody(site, found.course, found.user, found.teaches, req.query.words),
      ),
    )
  })

  const path = '/courses/:courseId/activities/:activityId'
  app.get(path, (req, res) => {
    const found = visitor(site, req, res)
    const activity = site.model.activity(req.params.activityId)
    if (!found) return
    if (activity?.courseId !== found.course.id) {
      return void res.status(404).send(messagePage(site, 'Not found', 'There is no such activity.'))
    }
    const done = activity.completed[found.user.id]
    const own = html`<p>${done ? '✓ You have completed this.' : 'You have not completed this yet.'}</p>
${!done && html`<form method="post"><button>Complete it now</button></form>`}`
    const members = site.model.members(found.course.id).filter((member) => member.role === 'Learner')
    const all = html`<h2>Who has completed it</h2><ul class="list">${members.map(
      ({ user }) =>
        html`<li>${user.givenName} ${user.familyName}<span class="muted">${activity.completed[user.id] ? '✓ Done' : 'Not yet'}</span></li>`,
    )}</ul>`
    res.send(
      page(
        site,
        activity.title,
        found.user,
        html`<p><a href="/courses/${found.course.id}">${found.course.title}</a></p><h1>${activity.title}</h1>
<p class="muted">${KINDS[activity.kind]} of this VLE</p>${found.teaches ? all : own}`,
      ),
    )
  })

  app.post(path, (req, res) => {
    const found = visitor(site, req, res)
    if (!found) return
    const activity = site.model.activity(req.params.activityId)
    if (activity?.courseId === found.course.id) site.model.complete(activity.id, found.user.id)
    res.redirect(303, req.path)
  })

  app.post('/courses/:courseId/links/:linkId/remove', (req, res) => {
    const found = teacher(site, req, res)
    if (!found) return
    if (site.model.link(req.params.linkId)?.courseId === found.course.id)
      site.model.removeLink(req.params.linkId)
    res.redirect(303, `/courses/${found.course.id}`)
  })
}
