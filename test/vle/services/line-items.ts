import type { Request, RequestHandler, Response } from 'express'
import { urls } from '../oidc/urls.ts'
import type { Site } from '../site.ts'
import { readSubmissionReview } from '../submission-review.ts'
import { AGS, type Column } from '../types.ts'
import { accepts, type Caller, caller, numberOf, refuse, reply, sends } from './guard.ts'
import { pageLinks } from './links.ts'

const ITEM = 'application/vnd.ims.lis.v2.lineitem+json'
const CONTAINER = 'application/vnd.ims.lis.v2.lineitemcontainer+json'

const readers = (site: Site) =>
  site.behaviour.readonlyByName ? [`${AGS}lineitem.readonly`] : [`${AGS}lineitem.readonly`, `${AGS}lineitem`]

/** `type_id` comes back in every address when the request had it. */
export const idQuery = (req: Request) =>
  typeof req.query.type_id === 'string' ? `?type_id=${req.query.type_id}` : ''

function show(site: Site, req: Request, column: Column) {
  const link = column.linkId ? { resourceLinkId: column.linkId, ltiLinkId: column.linkId } : {}
  return {
    id: urls.lineItem(site, column.courseId, column.id, idQuery(req)),
    label: column.label,
    scoreMaximum: column.scoreMaximum,
    ...(column.resourceId === null ? {} : { resourceId: column.resourceId }),
    tag: column.tag ?? '',
    ...link,
    ...site.behaviour.lineItemExtras(column, column.linkId ? site.model.link(column.linkId) : null),
  }
}

/** The tool's own line item of the address; answers 404 for anybody else's. */
export function ownColumn(site: Site, req: Request, res: Response, { tool, course }: Caller): Column | null {
  const column = site.model.column(String(req.params.itemId))
  if (column && column.toolId === tool.id && column.courseId === course.id) return column
  const deleting = req.method === 'DELETE'
  refuse(
    req,
    res,
    404,
    deleting ? `Not Found: Grade item ${req.params.itemId} doesn't exist` : 'Line item does not exist',
  )
  return null
}

/** `GET …/lineitems` (AGS 2.0 §3.2.4). */
export function listLineItems(site: Site): RequestHandler {
  return (req, res) => {
    if (!accepts(site, req, res, CONTAINER)) return
    const known = caller(site, req, res, readers(site))
    if (!known) return
    const { resource_id: resource, tag, resource_link_id: linkId } = req.query
    const items = site.model
      .columns(known.course.id)
      .filter((column) => column.toolId === known.tool.id)
      .filter((column) => resource === undefined || column.resourceId === resource)
      .filter((column) => tag === undefined || column.tag === tag)
      .filter((column) => linkId === undefined || column.linkId === linkId)
    const limit = numberOf(req.query.limit) || null
    const from = numberOf(req.query.from) ?? 0
    if (limit !== null) res.set('Link', pageLinks(site, req, { limit, from, total: items.length }))
    const page = limit === null ? items : items.slice(from, from + limit)
    reply(
      site,
      res,
      200,
      CONTAINER,
      page.map((column) => show(site, req, column)),
    )
  }
}

interface Body {
  readonly label: string
  readonly scoreMaximum: number
  readonly resourceId?: string
  readonly tag?: string
  readonly resourceLinkId?: string
  readonly startDateTime?: string
  readonly endDateTime?: string
  readonly submissionReview?: unknown
}

/** A line item as sent; answers 400 where it lacks what AGS 2.0 §3.2.5 asks, or names a link that is not the tool's. */
function bodyOf(site: Site, req: Request, res: Response, { tool, course }: Caller): Body | null {
  const body = req.body as Partial<Body> | undefined
  const { label, scoreMaximum, resourceLinkId } = body ?? {}
  if (typeof label !== 'string' || label === '' || typeof scoreMaximum !== 'number' || !(scoreMaximum > 0)) {
    refuse(req, res, 400, 'Incorrect line item received')
    return null
  }
  try {
    readSubmissionReview(body?.submissionReview)
  } catch (error) {
    refuse(req, res, 400, (error as Error).message)
    return null
  }
  const link = resourceLinkId === undefined ? null : site.model.link(resourceLinkId)
  if (resourceLinkId !== undefined && (link?.courseId !== course.id || link.toolId !== tool.id)) {
    refuse(req, res, 403, 'Forbidden: the resource link is not of this tool')
    return null
  }
  return { ...body, label, scoreMaximum }
}

const fields = (body: Body) => ({
  label: body.label,
  scoreMaximum: body.scoreMaximum,
  resourceId: body.resourceId ?? null,
  tag: body.tag ?? null,
  startDateTime: body.startDateTime ?? null,
  endDateTime: body.endDateTime ?? null,
  submissionReview: readSubmissionReview(body.submissionReview),
})

/** `POST …/lineitems`. Duplicates are not looked for. */
export function createLineItem(site: Site): RequestHandler {
  return (req, res) => {
    if (!sends(site, req, res, ITEM)) return
    const known = caller(site, req, res, [`${AGS}lineitem`])
    const body = known && bodyOf(site, req, res, known)
    if (!known || !body) return
    const linkId = body.resourceLinkId ?? null
    const column = site.model.addColumn(known.course.id, { ...fields(body), toolId: known.tool.id, linkId })
    reply(site, res, 201, ITEM, {
      ...body,
      id: urls.lineItem(site, known.course.id, column.id, idQuery(req)),
    })
  }
}

/** `GET …/lineitem`. */
export function readLineItem(site: Site): RequestHandler {
  return (req, res) => {
    if (!accepts(site, req, res, ITEM)) return
    const known = caller(site, req, res, readers(site))
    const column = known && ownColumn(site, req, res, known)
    if (column) reply(site, res, 200, ITEM, show(site, req, column))
  }
}

/** `PUT …/lineitem`. A changed maximum rescales, and turns the ungraded into 0. */
export function updateLineItem(site: Site): RequestHandler {
  return (req, res) => {
    if (!sends(site, req, res, ITEM)) return
    const known = caller(site, req, res, [`${AGS}lineitem`])
    const column = known && ownColumn(site, req, res, known)
    const body = column && bodyOf(site, req, res, known)
    if (!known || !column || !body) return
    const learners = site.model.members(known.course.id).filter((member) => member.role === 'Learner')
    site.model.updateColumn(
      column.id,
      fields(body),
      learners.map((member) => member.user.id),
    )
    reply(site, res, 200, ITEM, {
      ...body,
      id: urls.lineItem(site, known.course.id, column.id, idQuery(req)),
    })
  }
}

/** `DELETE …/lineitem`. */
export function deleteLineItem(site: Site): RequestHandler {
  return (req, res) => {
    const known = caller(site, req, res, [`${AGS}lineitem`])
    const column = known && ownColumn(site, req, res, known)
    if (!column) return
    site.model.removeColumn(column.id)
    res.status(204).set('Content-Type', 'text/html; charset=utf-8').end()
  }
}
