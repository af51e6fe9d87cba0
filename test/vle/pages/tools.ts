import type { Express, Request, Response } from 'express'
import { registrationAddress, toolOfSameDomain } from '../registration/tokens.ts'
import { userOf } from '../session.ts'
import type { Site } from '../site.ts'
import type { Tool, User } from '../types.ts'
import { isAdministrator, teacher } from './front.ts'
import { Html, html, messagePage, page } from './html.ts'

function administrator(site: Site, req: Request, res: Response): User | null {
  const user = userOf(site, req)
  if (user && isAdministrator(site, user)) return user
  res.status(403).send(messagePage(site, 'Not for you', 'This page is for administrators.'))
  return null
}

const toolRow = (tool: Tool) =>
  html`<li data-tool="${tool.id}"><span>${tool.name} <span class="muted">${new URL(tool.launchUrl).host} · client id ${tool.clientId}</span></span>
<span class="muted">${
    tool.state === 'pending'
      ? html`Pending <form method="post" action="/admin/tools/${tool.id}/activate"><button>Activate</button></form>`
      : 'Active'
  }</span></li>`

const pasteForm = html`<h2>Register a tool</h2>
<form method="post" action="/admin/tools/register"><p><label>Registration link
<input type="url" name="url" required size="60"></label></p><p><button>Add LTI Advantage</button></p></form>`

/** A tool of this domain is there: Moodle asks which of the two is meant. */
const choice = (url: string, known: Tool) =>
  html`<h1>This tool may be registered already</h1><p>${known.name} has the same domain.</p>
<form method="post" action="/admin/tools/register"><input type="hidden" name="url" value="${url}">
<div class="bar"><button name="as" value="update">Update it</button><button name="as" value="new" class="quiet">Register as a new tool</button></div></form>`

/** Leaves the frame once the tool says that it is done, and only if it is the tool that says so. */
const closing = (origin: string) =>
  html`<script>addEventListener('message', (event) => {
  if (event.origin === ${new Html(JSON.stringify(origin))} && event.data?.subject === 'org.imsglobal.lti.close') location.href = '/admin/tools'
})</script>`

/** The administrator's list of tools with the registration by a link, and the tutor's switches. */
export function mountTools(app: Express, site: Site): void {
  app.get('/admin/tools', (req, res) => {
    const user = administrator(site, req, res)
    if (!user) return
    res.send(
      page(
        site,
        'Manage tools',
        user,
        html`<h1>Manage tools</h1><ul class="list">${site.model.tools().map(toolRow)}</ul>${pasteForm}`,
      ),
    )
  })

  app.post('/admin/tools/register', (req, res) => {
    const user = administrator(site, req, res)
    if (!user) return
    const url = String(req.body?.url)
    if (!/^https?:/.test(url) || !URL.canParse(url))
      return void res.status(400).send(messagePage(site, 'Not an address', 'Paste the whole link.'))
    const known = toolOfSameDomain(site, url)
    const as: unknown = req.body?.as
    if (known && as !== 'update' && as !== 'new')
      return void res.send(page(site, 'Register a tool', user, choice(url, known)))
    const src = registrationAddress(site, url, as === 'update' && known ? known.id : null)
    const body = html`<div class="bar"><h1>Register a tool</h1><a href="/admin/tools">Back to the tools</a></div>
<iframe class="tool" name="tool" title="Registration" src="${src}"></iframe>${closing(new URL(url).origin)}`
    res.send(page(site, 'Register a tool', user, body, { wide: true }))
  })

  app.post('/admin/tools/:toolId/activate', (req, res) => {
    if (!administrator(site, req, res)) return
    site.model.changeTool(req.params.toolId, { state: 'active' })
    res.redirect(303, '/admin/tools')
  })

  const path = '/courses/:courseId/tools'
  app.get(path, (req, res) => {
    const found = teacher(site, req, res)
    if (!found) return
    const { course, user } = found
    const row = (tool: Tool) =>
      html`<li data-tool="${tool.id}">${tool.name}<span class="muted">${
        site.model.isOn(tool.id, course.id)
          ? 'On'
          : html`<form method="post"><input type="hidden" name="tool" value="${tool.id}"><button>Switch on</button></form>`
      }</span></li>`
    const active = site.model.tools().filter((tool) => tool.state !== 'pending')
    res.send(
      page(
        site,
        'LTI External tools',
        user,
        html`<p><a href="/courses/${course.id}">${course.title}</a></p><h1>LTI External tools</h1><ul class="list">${active.map(row)}</ul>`,
      ),
    )
  })

  app.post(path, (req, res) => {
    const found = teacher(site, req, res)
    if (!found) return
    const tool = site.model.tool(String(req.body?.tool))
    if (tool?.courses) site.model.changeTool(tool.id, { courses: [...tool.courses, found.course.id] })
    res.redirect(303, req.path)
  })
}
