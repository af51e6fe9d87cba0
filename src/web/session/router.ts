import { Router } from 'express'
import { auditPages } from '../admin/audit.ts'
import { criteriaPages } from '../admin/criteria.ts'
import { platformPages } from '../admin/platform.ts'
import type { WebDeps } from '../deps.ts'
import type { SetLanguage } from '../language/choose.ts'
import { aboutMePages } from '../learner/about-me.ts'
import { checkInPages } from '../learner/check-in.ts'
import { courseworkPages } from '../learner/coursework.ts'
import { evidencePages } from '../learner/evidence.ts'
import { loadVisit } from '../middleware/session.ts'
import { activityPages } from '../tutor/activities.ts'
import { copyPages } from '../tutor/copy.ts'
import { decisionPages } from '../tutor/decisions.ts'
import { deepLinkPages } from '../tutor/deep-link.ts'
import { learnerPages } from '../tutor/learner.ts'
import { reviewPages } from '../tutor/review.ts'
import { homePage } from './home.ts'
import { refreshPages } from './refresh.ts'
import { routeAdder } from './routes.ts'

/** Everything a launch opens: pages under `/s/{sessionId}`. */
export function sessionRouter(deps: WebDeps, setLanguage: SetLanguage): Router {
  const router = Router({ mergeParams: true })
  router.use(loadVisit(deps, setLanguage))
  const add = routeAdder(router, deps)
  homePage(add, deps)
  refreshPages(add, deps)
  aboutMePages(add, deps)
  checkInPages(add, deps)
  courseworkPages(add, deps)
  evidencePages(add, deps)
  learnerPages(add, deps)
  reviewPages(add, deps)
  copyPages(add, deps)
  activityPages(add, deps)
  criteriaPages(add, deps)
  platformPages(add, deps)
  auditPages(add, deps)
  decisionPages(add, deps)
  deepLinkPages(add, deps)
  return router
}
