import type { Express, Request, Response } from 'express'
import { STORAGE_FRAME } from '../behaviours/canvas.ts'
import { initiateLogin } from '../oidc/initiate.ts'
import type { Site } from '../site.ts'
import { teacher, visitor } from './front.ts'
import { autoForm, Html, html, messagePage, page } from './html.ts'
import { storageScript } from './storage-script.ts'

const ALLOW = 'microphone; camera; clipboard-write; fullscreen; web-share; storage-access'

const OFF = 'This tool is not activated, or not switched on in this course.'

/** What keeps data for tools, where this platform does: the page itself or a hidden frame. */
function storage({ behaviour: { storageTarget } }: Site) {
  if (storageTarget === null) return null
  const frame = html`<iframe class="hidden-frame" name="${STORAGE_FRAME}" src="/storage-frame" title="Storage for tools"></iframe>`
  return html`<script>${new Html(storageScript(storageTarget))}</script>${storageTarget === STORAGE_FRAME && frame}`
}

/** The link of the address, if this person may open it; else the refusal is sent. */
function openable(site: Site, req: Request, res: Response) {
  const found = visitor(site, req, res)
  if (!found) return null
  const link = site.model.link(String(req.params.linkId))
  const tool = link && site.model.tool(link.toolId)
  if (link?.courseId !== found.course.id || !tool) {
    res.status(404).send(messagePage(site, 'Not found', 'There is no such link.'))
    return null
  }
  if (!site.model.isOn(tool.id, found.course.id)) {
    res.status(403).send(messagePage(site, 'Not available', OFF))
    return null
  }
  if (!found.teaches && site.model.isLocked(link.id, found.user.id)) {
    res.status(403).send(messagePage(site, 'Locked', 'Complete the activity before it first.'))
    return null
  }
  return { ...found, link, tool }
}

/** The tool whose content may be added to the course; else the refusal is sent. */
function addable(site: Site, req: Request, res: Response, courseId: string) {
  const tool = site.model.tool(String(req.query.tool))
  if (tool && site.model.isOn(tool.id, courseId)) return tool
  if (tool) res.status(403).send(messagePage(site, 'Not available', OFF))
  else res.status(404).send(messagePage(site, 'Not found', 'There is no such tool.'))
  return null
}

/** Pages that hold a tool in a frame, and those that send the browser on its way to the tool. */
export function mountLaunch(app: Express, site: Site): void {
  app.get('/courses/:courseId/links/:linkId', (req, res) => {
    const found = openable(site, req, res)
    if (!found) return
    const { link, course, user, teaches } = found
    const path = `/courses/${course.id}/links/${link.id}`
    const eyes = teaches && req.query.as === 'learner' ? '?as=learner' : ''
    const body = html`<div class="bar"><h1>${link.title}</h1><a href="/courses/${course.id}">Back to ${course.title}</a>
<a href="${path}/launch?target=window" target="_blank" rel="opener">Open in a new window</a>
${teaches && html`<a href="${path}${eyes ? '' : '?as=learner'}">${eyes ? 'See it as a tutor' : 'See it as a learner'}</a>`}</div>
${storage(site)}<iframe class="tool" name="tool" title="${link.title}" allow="${ALLOW}" src="${path}/launch${eyes}"></iframe>`
    res.send(page(site, link.title, user, body, { wide: true }))
  })

  app.get('/courses/:courseId/links/:linkId/launch', (req, res) => {
    const found = openable(site, req, res)
    if (!found) return
    const { link, course, user, tool, teaches } = found
    const login = initiateLogin(site, tool, {
      userId: user.id,
      courseId: course.id,
      toolId: tool.id,
      linkId: link.id,
      targetLinkUri: link.url,
      target: req.query.target === 'window' ? 'window' : 'iframe',
      asLearner: teaches && req.query.as === 'learner',
      review: null,
    })
    res.set('Cache-Control', 'no-store').send(autoForm(`Open ${link.title}`, login))
  })

  // Those who teach look at any learner's work, a learner at their own.
  app.get('/courses/:courseId/review/:columnId/:userId', (req, res) => {
    const found = visitor(site, req, res)
    if (!found) return
    const { course, user } = found
    const column = site.model.column(req.params.columnId)
    const { userId } = req.params
    const tool = column?.toolId ? site.model.tool(column.toolId) : null
    const link = column?.linkId ? site.model.link(column.linkId) : null
    const mayLook = found.teaches || userId === user.id
    if (
      column?.courseId !== course.id ||
      !tool ||
      !column.submissionReview ||
      !site.model.isGradable(course.id, userId) ||
      !mayLook
    ) {
      return void res.status(404).send(messagePage(site, 'Not found', 'There is nothing to look at.'))
    }
    const login = initiateLogin(site, tool, {
      userId: user.id,
      courseId: course.id,
      toolId: tool.id,
      linkId: link?.id ?? null,
      targetLinkUri: column.submissionReview.url ?? link?.url ?? tool.launchUrl,
      target: 'window',
      asLearner: false,
      review: { userId, columnId: column.id },
    })
    res.set('Cache-Control', 'no-store').send(autoForm(`Look at ${column.label}`, login))
  })

  app.get('/courses/:courseId/add', (req, res) => {
    const found = teacher(site, req, res)
    if (!found) return
    const tool = addable(site, req, res, found.course.id)
    if (!tool) return
    const path = `/courses/${found.course.id}`
    const body = html`<div class="bar"><h1>Add content from ${tool.name}</h1><a href="${path}">Cancel</a></div>
${storage(site)}<iframe class="tool" name="tool" title="${tool.name}" allow="${ALLOW}" src="${path}/add/launch?tool=${tool.id}"></iframe>`
    res.send(page(site, 'Add content', found.user, body, { wide: true }))
  })

  app.get('/courses/:courseId/add/launch', (req, res) => {
    const found = teacher(site, req, res)
    if (!found) return
    const tool = addable(site, req, res, found.course.id)
    if (!tool) return
    const login = initiateLogin(site, tool, {
      userId: found.user.id,
      courseId: found.course.id,
      toolId: tool.id,
      linkId: null,
      targetLinkUri: tool.deepLinkUrl,
      target: 'iframe',
      asLearner: false,
      review: null,
    })
    res.set('Cache-Control', 'no-store').send(autoForm(`Open ${tool.name}`, login))
  })

  app.get('/storage-frame', (_req, res) => {
    res.send(`<!doctype html><title>Storage</title><script>${storageScript(STORAGE_FRAME)}</script>`)
  })
}
