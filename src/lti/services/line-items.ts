import { z } from 'zod'
import { LtiError } from '../errors.ts'
import { parseJson } from '../http/body.ts'
import { addQuery } from '../http/url.ts'
import { SCOPE } from '../scopes.ts'
import type { LineItem, SubmissionReview } from '../types.ts'
import { httpUrl, identifier, numeric, text } from '../values.ts'
import { pages } from './paging.ts'
import { shaped } from './reply.ts'
import type { Request } from './request.ts'

const CONTAINER = 'application/vnd.ims.lis.v2.lineitemcontainer+json'
const ITEM = 'application/vnd.ims.lis.v2.lineitem+json'
const TRIES = 3

const container = z.array(z.looseObject({}))
const single = z.looseObject({})

export interface LineItemFilter {
  readonly resourceId?: string
  readonly tag?: string
}

export interface NewLineItem {
  readonly label: string
  readonly scoreMaximum: number
  readonly resourceId: string
  readonly tag: string
  readonly submissionReview?: SubmissionReview
}

/** The tool's line items of a course (AGS 2.0 §3.2.5). Some platforms ignore the filter, so it is applied here as well. */
export async function lineItems(
  request: Request,
  url: string,
  filter: LineItemFilter = {},
): Promise<LineItem[]> {
  const { resourceId, tag } = filter
  const asked = addQuery(url, {
    ...(resourceId === undefined ? {} : { resource_id: resourceId }),
    ...(tag === undefined ? {} : { tag }),
  })
  const found: LineItem[] = []
  const scopes = [SCOPE.lineItemReadOnly, SCOPE.lineItem] as const
  for await (const page of pages(request, { url: asked, scopes, accept: CONTAINER }, readAll))
    found.push(...page)
  return found.filter(
    (item) =>
      (resourceId === undefined || item.resourceId === resourceId) && (tag === undefined || item.tag === tag),
  )
}

/**
 * Makes a line item (AGS 2.0 §3.2.6). Platforms make a second one of the same names without a word, so when an answer
 * got lost the item is looked for before it is asked for again.
 */
export async function createLineItem(request: Request, url: string, item: NewLineItem): Promise<LineItem> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const reply = await request({
        url,
        method: 'POST',
        scopes: [SCOPE.lineItem],
        accept: ITEM,
        contentType: ITEM,
        body: JSON.stringify(item),
        tries: 1,
      })
      const made = read(shaped(single, parseJson(reply.text), 'line item'))
      if (made !== null) return made
      throw new LtiError('reply_invalid', "the platform's reply is no line item", {
        status: 502,
        retryable: true,
      })
    } catch (error) {
      if (!(error instanceof LtiError) || !error.retryable) throw error
      const [there] = await lineItems(request, url, { resourceId: item.resourceId, tag: item.tag })
      if (there !== undefined) return there
      if (attempt >= TRIES) throw error
    }
  }
}

function readAll(json: unknown): LineItem[] {
  return shaped(container, json, 'line item container').flatMap((item) => read(item) ?? [])
}

/** An item without an address cannot be used and is left out. */
function read(item: Readonly<Record<string, unknown>>): LineItem | null {
  const id = httpUrl(item.id)
  if (id === null) return null
  return {
    id,
    label: text(item.label) ?? '',
    scoreMaximum: numeric(item.scoreMaximum) ?? 0,
    resourceId: identifier(item.resourceId),
    tag: identifier(item.tag),
    resourceLinkId: identifier(item.resourceLinkId),
  }
}
