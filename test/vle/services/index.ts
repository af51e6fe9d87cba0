import express, { type ErrorRequestHandler, type Express } from 'express'
import { service } from '../faults.ts'
import type { Site } from '../site.ts'
import { groupSets, groups } from './groups.ts'
import { refuse } from './guard.ts'
import { createLineItem, deleteLineItem, listLineItems, readLineItem, updateLineItem } from './line-items.ts'
import { memberships } from './memberships.ts'
import { results } from './results.ts'
import { postScore } from './scores.ts'

const badJson: ErrorRequestHandler = (_error, req, res, _next) => refuse(req, res, 400, 'Malformed JSON')

/** The services of LTI Advantage, under `/services`. */
export function mountServices(app: Express, site: Site): void {
  const items = '/services/:courseId/lineitems'
  const item = `${items}/:itemId/lineitem`
  // Media types are judged by each handler, so that the refusal is the platform's own.
  app.use('/services', express.json({ type: () => true, limit: '1mb', strict: false }))
  app.use('/services', badJson)
  app.get(
    '/services/CourseSection/:courseId/bindings/:toolId/memberships',
    service(site, 'memberships'),
    memberships(site),
  )
  app.get('/services/CourseSection/:courseId/groups', service(site, 'groups'), groups(site))
  app.get('/services/CourseSection/:courseId/groupsets', service(site, 'groups'), groupSets(site))
  app.use(items, (req, res, next) => {
    if (req.path.endsWith('/results')) return service(site, 'results')(req, res, next)
    if (req.path.endsWith('/scores')) return service(site, 'scores')(req, res, next)
    return service(site, 'lineitems')(req, res, next)
  })
  app.route(items).get(listLineItems(site)).post(createLineItem(site))
  app.route(item).get(readLineItem(site)).put(updateLineItem(site)).delete(deleteLineItem(site))
  app.get(`${item}/results`, results(site))
  app.post(`${item}/scores`, postScore(site))
  app.use('/services', (req, res) => refuse(req, res, 404, 'Not Found'))
}
