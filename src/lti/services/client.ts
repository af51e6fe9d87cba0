import type { Send } from '../http/send.ts'
import type { Registration, ServiceClient } from '../types.ts'
import { groupSets, groups } from './groups.ts'
import { createLineItem, lineItem, lineItems, renameLineItem } from './line-items.ts'
import { memberships, membersOfLink } from './memberships.ts'
import { createRequest } from './request.ts'
import { results } from './results.ts'
import { clearScore, postScore } from './scores.ts'
import type { Tokens } from './token.ts'

/** The services of one registration, for the scopes that its platform grants. */
export function createServices(
  parts: { readonly send: Send; readonly tokens: Tokens },
  registration: Registration,
  scopes: readonly string[],
): ServiceClient {
  const request = createRequest(parts, registration, scopes)
  return {
    memberships: (url, options) => memberships(request, registration, url, options),
    membersOfLink: (url, resourceLinkId) => membersOfLink(request, registration, url, resourceLinkId),
    lineItems: (url, filter) => lineItems(request, url, filter),
    lineItem: (url) => lineItem(request, url),
    renameLineItem: (url, label) => renameLineItem(request, url, label),
    createLineItem: (url, item) => createLineItem(request, url, item),
    results: (lineItemUrl, filter) => results(request, registration, lineItemUrl, filter),
    postScore: (lineItemUrl, score) => postScore(request, registration, lineItemUrl, score),
    clearScore: (lineItemUrl, score) => clearScore(request, registration, lineItemUrl, score),
    groups: (url, filter) => groups(request, url, filter),
    groupSets: (url) => groupSets(request, url),
  }
}
