import { z } from 'zod'
import { LtiError } from '../errors.ts'
import { parseJson } from '../http/body.ts'
import { addQuery } from '../http/url.ts'
import { SCOPE } from '../scopes.ts'
import type { LineItem, NewLineItem } from '../types.ts'
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

/** One line item (AGS 2.0 §3.2.4). */
export async function lineItem(request: Request, url: string): Promise<LineItem> {
  return whole(await fetchItem(request, url))
}

/**
 * Gives a line item another label (PUT, AGS 2.0 §3.2.7), and sends everything else back as it was read: what is left out of a
 * PUT is lost, and a changed `scoreMaximum` makes Moodle rescale every grade and put 0 where there is none.
 */
export async function renameLineItem(request: Request, url: string, label: string): Promise<LineItem> {
  const item = await fetchItem(request, url)
  const known = whole(item)
  if (known.label === label) return known
  const reply = await request({
    url,
    method: 'PUT',
    scopes: [SCOPE.lineItem],
    accept: ITEM,
    contentType: ITEM,
    body: JSON.stringify({ ...item, label, scoreMaximum: known.scoreMaximum }),
  })
  return whole(shaped(single, parseJson(reply.text), 'line item'))
}

async function fetchItem(request: Request, url: string) {
  const scopes = [SCOPE.lineItemReadOnly, SCOPE.lineItem] as const
  const reply = await request({ url, scopes, accept: ITEM })
  return shaped(single, parseJson(reply.text), 'line item')
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
      return whole(shaped(single, parseJson(reply.text), 'line item'))
    } catch (error) {
      if (!(error instanceof LtiError) || !error.retryable) throw error
      const [there] = await lineItems(request, url, { resourceId: item.resourceId, tag: item.tag })
      if (there !== undefined) return there
      if (attempt >= TRIES) throw error
    }
  }
}

function readAll(json: unknown): LineItem[] {
  return shaped(container, json, 'line item container').flatMap((item) => readItem(item) ?? [])
}

function whole(item: Readonly<Record<string, unknown>>): LineItem {
  const read = readItem(item)
  if (read !== null) return read
  throw new LtiError('reply_invalid', "the platform's reply is no line item", {
    status: 502,
    retryable: true,
  })
}

/** An item without an address cannot be used and is left out. */
function readItem(item: Readonly<Record<string, unknown>>): LineItem | null {
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
