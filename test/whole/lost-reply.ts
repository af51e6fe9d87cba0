import type { LtiTool, ServiceClient } from '../../src/lti/types.ts'
import type { Vle } from '../vle/index.ts'

/** An LTI library whose n-th call of a service is carried out by the VLE and never answered. */
export function loseOneReply(lti: LtiTool, vle: Vle, wanted: number): { lti: LtiTool; calls(): number } {
  let calls = 0
  const count = () => {
    calls += 1
    if (calls === wanted) vle.faults.loseReplies = 1
  }
  const watched = (client: ServiceClient): ServiceClient => ({
    ...client,
    async *memberships(url, options) {
      count()
      yield* client.memberships(url, options)
    },
    async *results(url, filter) {
      count()
      yield* client.results(url, filter)
    },
    lineItems(url, filter) {
      count()
      return client.lineItems(url, filter)
    },
    createLineItem(url, item) {
      count()
      return client.createLineItem(url, item)
    },
    postScore(url, score) {
      count()
      return client.postScore(url, score)
    },
  })
  const services: LtiTool['services'] = (...registration) => watched(lti.services(...registration))
  return { lti: { ...lti, services }, calls: () => calls }
}
