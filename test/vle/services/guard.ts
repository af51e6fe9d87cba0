import type { Request, Response } from 'express'
import type { Site } from '../site.ts'
import type { Course, Tool } from '../types.ts'

/** A refusal in the JSON that Moodle's services give: `{ status, reason, request }`. */
export function refuse(req: Request, res: Response, status: number, reason: string): void {
  // A reason phrase may hold Latin-1 only.
  res.statusMessage = reason.replace(/[^\x20-\x7e]/g, '?')
  res.status(status).json({
    status,
    reason,
    request: {
      method: req.method,
      url: req.originalUrl,
      accept: req.headers.accept ?? '',
      contentType: req.headers['content-type'] ?? '',
    },
  })
}

const types = (header: string | undefined) =>
  (header ?? '').split(',').map((one) => one.split(';')[0]?.trim() ?? '')

/** Whether the request accepts exactly this vendor type; answers 400 where not. */
export function accepts(site: Site, req: Request, res: Response, vendorType: string): boolean {
  const wanted = types(req.headers.accept)
  if (!site.behaviour.exactMediaTypes || wanted.includes(vendorType)) return true
  const any = wanted.includes('*/*') || wanted.includes('')
  const path = req.path.replace('/services', '')
  refuse(
    req,
    res,
    400,
    any ? 'No context or unsupported content type' : `No handler found for ${path} ${wanted[0]} `,
  )
  return false
}

/** Whether the body comes as exactly this vendor type (parameters aside); answers 400 where not. */
export function sends(site: Site, req: Request, res: Response, vendorType: string): boolean {
  const [type] = types(req.headers['content-type'])
  if (type === vendorType || (!site.behaviour.exactMediaTypes && type === 'application/json')) return true
  refuse(req, res, 400, `No handler found for ${req.path.replace('/services', '')}  ${type}`)
  return false
}

export interface Caller {
  readonly tool: Tool
  readonly course: Course
}

/** The tool behind the bearer token, holding one of these scopes, in a course that exists; answers 401, 403 or 404 where not. */
export function caller(site: Site, req: Request, res: Response, scopes: readonly string[]): Caller | null {
  const token = site.tokens.get((req.headers.authorization ?? '').replace(/^Bearer /, ''))
  const tool = token && site.model.tool(token.toolId)
  if (!token || !tool || token.expiresAt <= site.clock()) {
    refuse(req, res, 401, 'Unauthorized')
    return null
  }
  const named = req.query.type_id ?? req.params.toolId
  const held = token.scopes.filter((scope) => !site.faults.dropScopes.includes(scope))
  if (!held.some((scope) => scopes.includes(scope)) || (named !== undefined && named !== tool.id)) {
    const status = site.behaviour.missingScopeStatus
    refuse(req, res, status, status === 401 ? 'Unauthorized' : 'Insufficient scopes')
    return null
  }
  const course = site.model.course(String(req.params.courseId))
  if (!course) {
    refuse(req, res, 404, "Not Found: Course doesn't exist")
    return null
  }
  return { tool, course }
}

/** Sends JSON under the standard's media type, or the platform's own. */
export function reply(site: Site, res: Response, status: number, vendorType: string, body: unknown): void {
  res.status(status).set('Content-Type', site.behaviour.replyType(vendorType)).send(JSON.stringify(body))
}

/** A whole number of the query, or `null`. */
export function numberOf(value: unknown): number | null {
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : null
}

/** An id as a number, where it can be one. */
export function numberIfOne(id: string): string | number {
  return numberOf(id) ?? id
}
