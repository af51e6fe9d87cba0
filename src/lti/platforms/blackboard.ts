import { refusedByWords } from './generic.ts'
import type { PlatformQuirks } from './quirks.ts'

/**
 * Blackboard Learn: Results filtered by user lose their comments and pages are small, so all are read with a large page;
 * comments are shown as HTML, which swallows line ends; people who left answer 400 "User could not be found".
 * All sites share one issuer, and the configuration comes from the site's or the developer portal's host.
 */
export const blackboard: PlatformQuirks = {
  product: 'blackboard',
  registration: { domains: ['blackboard.com'], frameOrigins: ['https://*.blackboard.com'] },
  resultsQuery: { limit: '1000' },
  userFilterLosesComments: true,
  comment: (text) =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replace(/\r\n|\r|\n/g, '<br/>'),
  scoreRefusal: refusedByWords,
}
