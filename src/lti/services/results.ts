import { z } from 'zod'
import { addQuery, addSegment } from '../http/url.ts'
import { quirksOf } from '../platforms/index.ts'
import { SCOPE } from '../scopes.ts'
import type { Registration, Result } from '../types.ts'
import { identifier, numeric, text } from '../values.ts'
import { pages } from './paging.ts'
import { shaped } from './reply.ts'
import type { Request } from './request.ts'

const CONTAINER = 'application/vnd.ims.lis.v2.resultcontainer+json'

const container = z.array(z.looseObject({}))

/** The results of a line item, of everybody or of one user, page by page (AGS 2.0 §3.3). A grade that was cleared is `{id, userId}` and has no score. */
export function results(
  request: Request,
  registration: Registration,
  lineItemUrl: string,
  { userId }: { readonly userId?: string } = {},
): AsyncGenerator<Result[]> {
  const { resultsQuery = {}, userFilterLosesComments = false } = quirksOf(registration)
  const asked = userId === undefined || userFilterLosesComments ? {} : { user_id: userId }
  const url = addQuery(addSegment(lineItemUrl, 'results'), { ...resultsQuery, ...asked })
  return pages(request, { url, scopes: [SCOPE.resultReadOnly], accept: CONTAINER }, (json) =>
    shaped(container, json, 'result container')
      .flatMap((result) => read(result) ?? [])
      .filter((result) => userId === undefined || result.userId === userId),
  )
}

function read(result: Readonly<Record<string, unknown>>): Result | null {
  const userId = identifier(result.userId)
  if (userId === null) return null
  return {
    userId,
    score: numeric(result.resultScore),
    maximum: numeric(result.resultMaximum),
    comment: text(result.comment),
    timestamp: utc(result.timestamp),
  }
}

/** Moodle writes its site's time zone. */
function utc(value: unknown): string | null {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}
