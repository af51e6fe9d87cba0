import type { Request, RequestHandler } from 'express'
import type { Site } from '../site.ts'
import { GROUPS_SCOPE, type Group } from '../types.ts'
import { accepts, caller, numberOf, reply } from './guard.ts'

const GROUPS = 'application/vnd.ims.lti-gs.v1.contextgroupcontainer+json'
const SETS = 'application/vnd.ims.lti-gs.v1.contextgroupsetcontainer+json'

const setId = (name: string) => `set-${name}`

/** The part of a list that was asked for, and the Link header to the rest. */
function pageOf<T>(
  site: Site,
  req: Request,
  all: readonly T[],
): { items: readonly T[]; link: string | null } {
  const limit = numberOf(req.query.limit) || site.behaviour.groupPage
  const from = numberOf(req.query.from) ?? 0
  const query = new URLSearchParams({ limit: String(limit), from: String(from + limit) })
  if (typeof req.query.user_id === 'string') query.set('user_id', req.query.user_id)
  const link = from + limit < all.length ? `<${site.url}${req.path}?${query}>; rel="next"` : null
  return { items: all.slice(from, from + limit), link }
}

/** `GET …/groups` (Course Groups 1.0 §3.1). */
export function groups(site: Site): RequestHandler {
  return (req, res) => {
    if (!accepts(site, req, res, GROUPS)) return
    const known = caller(site, req, res, [GROUPS_SCOPE])
    if (!known) return
    const { user_id: userId } = req.query
    const has = (group: Group) => typeof userId !== 'string' || group.members.includes(userId)
    const { items, link } = pageOf(site, req, site.model.groups(known.course.id).filter(has))
    if (link) res.set('Link', link)
    const shown = items.map(({ id, name, tag, set }) => ({
      id: site.behaviour.numericIds ? Number(id) : id,
      name,
      ...(tag === null ? {} : { tag }),
      ...(set === null ? {} : { set_id: setId(set) }),
    }))
    reply(site, res, 200, GROUPS, { id: `${site.url}${req.path}`, groups: shown })
  }
}

/** `GET …/groupsets` (§3.2). */
export function groupSets(site: Site): RequestHandler {
  return (req, res) => {
    if (!accepts(site, req, res, SETS)) return
    const known = caller(site, req, res, [GROUPS_SCOPE])
    if (!known) return
    const names = new Set(site.model.groups(known.course.id).flatMap(({ set }) => set ?? []))
    const sets = [...names].map((name) => ({ id: setId(name), name }))
    reply(site, res, 200, SETS, { id: `${site.url}${req.path}`, sets })
  }
}
