import type { RequestHandler } from 'express'
import { urls } from '../oidc/urls.ts'
import { messagePage } from '../pages/html.ts'
import type { Site } from '../site.ts'
import { AGS, type Grade } from '../types.ts'
import { accepts, caller, numberIfOne, numberOf, reply } from './guard.ts'
import { idQuery, ownColumn } from './line-items.ts'
import { pageLinks } from './links.ts'

const TYPE = 'application/vnd.ims.lis.v2.resultcontainer+json'

/** ISO 8601 in whole seconds in the time zone of the site. */
function siteTime(milliseconds: number, offsetMinutes: number): string {
  const local = new Date(milliseconds + offsetMinutes * 60_000).toISOString().slice(0, 19)
  if (offsetMinutes === 0) return `${local}+00:00`
  const two = (value: number) => String(Math.trunc(Math.abs(value))).padStart(2, '0')
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${two(offsetMinutes / 60)}:${two(offsetMinutes % 60)}`
}

/** `GET …/results` (AGS 2.0 §3.3). A cleared grade is `{ id, userId }`; one never given is not there. */
export function results(site: Site): RequestHandler {
  return (req, res) => {
    if (!accepts(site, req, res, TYPE)) return
    const known = caller(site, req, res, [`${AGS}result.readonly`])
    const column = known && ownColumn(site, req, res, known)
    if (!known || !column) return
    const { behaviour } = site
    const limit = numberOf(req.query.limit) || null
    if (limit !== null && req.query.type_id !== undefined && behaviour.resultsLimitBreaks) {
      return void res.status(404).send(messagePage(site, 'Not found', 'The page could not be found.'))
    }
    const only = typeof req.query.user_id === 'string' ? req.query.user_id : null
    const grades = site.model.grades(column.id)
    const chosen: [string, Grade][] = []
    if (only === null) chosen.push(...Object.entries(grades).filter(([, grade]) => grade.timestamp > 0))
    else if (grades[only]) chosen.push([only, grades[only]])
    const from = numberOf(req.query.from) ?? 0
    if (limit !== null) res.set('Link', pageLinks(site, req, { limit, from, total: chosen.length }))
    const page = limit === null ? chosen : chosen.slice(from, from + limit)

    const scoreOf = urls.lineItem(site, known.course.id, column.id, idQuery(req))
    const address = new URL(scoreOf)
    address.pathname += '/results'
    const show = ([userId, grade]: [string, Grade]) => {
      address.searchParams.set('user_id', userId)
      const id = behaviour.numericIds ? numberIfOne(userId) : userId
      if (grade.score === null) return { id: address.href, userId: id }
      const comment = only !== null && behaviour.userFilterDropsComments ? null : grade.comment
      return {
        id: address.href,
        userId: id,
        resultScore: grade.score,
        resultMaximum: column.scoreMaximum,
        ...(comment ? { comment } : {}),
        scoreOf,
        timestamp: siteTime(grade.timestamp, behaviour.utcOffsetMinutes),
      }
    }
    reply(site, res, 200, TYPE, page.map(show))
  }
}
