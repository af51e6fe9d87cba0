import type { RequestHandler } from 'express'
import { html, messagePage, page } from './pages/html.ts'
import type { Site } from './site.ts'
import { readSubmissionReview } from './submission-review.ts'
import { firstTime, verifyToolJwt } from './tool-jwt.ts'
import type { Link, Tool } from './types.ts'

const LTI = 'https://purl.imsglobal.org/spec/lti/claim/'
const DL = 'https://purl.imsglobal.org/spec/lti-dl/claim/'

type Item = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const text = (value: unknown) => (typeof value === 'string' ? value : null)

interface Answer {
  readonly items: readonly Item[]
  /** What the tool says beside them. */
  readonly words: string | null
}

/** What must be so of a response (Deep Linking 2.0 §4.5). Throws with the reason. */
async function readAnswer(site: Site, tool: Tool, jwt: string, data: string | null): Promise<Answer> {
  const { acceptTypes, acceptMultiple, acceptLineItem } = site.contentPlace
  const payload = await verifyToolJwt(site, tool, jwt, { audience: site.issuer, required: ['nonce'] })
  const must = (condition: boolean, words: string) => {
    if (!condition) throw new Error(words)
  }
  must(firstTime(site, 'nonce', `${tool.clientId} ${payload.nonce}`), 'This nonce was used before')
  must(
    payload[`${LTI}message_type`] === 'LtiDeepLinkingResponse',
    'message_type must be LtiDeepLinkingResponse',
  )
  must(payload[`${LTI}version`] === '1.3.0', 'version must be 1.3.0')
  must(payload[`${LTI}deployment_id`] === tool.deploymentId, 'deployment_id is not the one of the request')
  must(data === null || payload[`${DL}data`] === data, 'data must be sent back as it came')
  const items: unknown = payload[`${DL}content_items`] ?? []
  must(Array.isArray(items) && items.every(isObject), 'content_items must be a list of objects')
  const list = items as Item[]
  must(
    list.every((item) => acceptTypes.includes(String(item.type))),
    `Only items of the type ${acceptTypes.join(', ')} are accepted`,
  )
  must(acceptMultiple || list.length <= 1, 'Only one item is accepted')
  for (const item of list) {
    must(item.url === undefined || URL.canParse(String(item.url)), 'url must be an address')
    must(item.custom === undefined || isObject(item.custom), 'custom must be an object')
    must(item.lineItem === undefined || isObject(item.lineItem), 'lineItem must be an object')
    must(item.lineItem === undefined || acceptLineItem !== false, 'No lineItem is accepted')
    if (isObject(item.lineItem)) readSubmissionReview(item.lineItem.submissionReview)
  }
  return { items: list, words: text(payload[`${DL}errormsg`]) ?? text(payload[`${DL}msg`]) }
}

/** Makes the link and, where the item has a lineItem, its column; the column takes the name of the link, as in Moodle. */
function place(site: Site, courseId: string, tool: Tool, item: Item): Link {
  const custom: Record<string, string> = {}
  if (isObject(item.custom) && !site.contentPlace.dropCustom)
    for (const [name, value] of Object.entries(item.custom)) custom[name] = String(value)
  const title = text(item.title) ?? tool.name
  const url = text(item.url) ?? tool.launchUrl
  const link = site.model.addLink(courseId, {
    title,
    url,
    custom,
    toolId: tool.id,
    text: text(item.text) ?? '',
  })
  if (isObject(item.lineItem)) {
    const { scoreMaximum, resourceId, tag, submissionReview } = item.lineItem
    site.model.addColumn(courseId, {
      label: title,
      scoreMaximum: typeof scoreMaximum === 'number' && scoreMaximum > 0 ? scoreMaximum : 100,
      resourceId: text(resourceId),
      tag: text(tag),
      toolId: tool.id,
      linkId: link.id,
      submissionReview: readSubmissionReview(submissionReview),
    })
  }
  return link
}

/**
 * `POST /deep-link/return`: takes the tool's answer. The `sesskey` of the address stands for the teacher, since a Lax
 * cookie does not come along with a post from the tool's site; it works once, and a refused answer may be mended.
 */
export function deepLinkReturn(site: Site): RequestHandler {
  return async (req, res) => {
    const refuse = (status: number, words: string) =>
      res.status(status).send(messagePage(site, 'Nothing was added', words))
    const sesskey = text(req.query.sesskey) ?? ''
    const pending = site.deepLinks.get(sesskey)
    const tool = pending && site.model.tool(pending.toolId)
    if (!pending || !tool || pending.courseId !== req.query.course || tool.id !== req.query.id) {
      return void refuse(
        400,
        'This was already added, or the page has expired. Open it again from the course.',
      )
    }
    const body = (req.body ?? {}) as Record<string, unknown>
    let answer: Answer
    try {
      answer = await readAnswer(site, tool, text(body.JWT) ?? '', pending.data)
    } catch (error) {
      return void refuse(400, `The tool sent something that cannot be taken: ${(error as Error).message}`)
    }
    site.deepLinks.delete(sesskey)
    const links = answer.items.map((item) => place(site, pending.courseId, tool, item))
    // Where the dialogue closes, the words are shown on the page behind it.
    const words = answer.words === null ? '' : `?words=${encodeURIComponent(answer.words)}`
    const back = `/courses/${pending.courseId}${words}`
    res.send(
      page(
        site,
        'Added',
        null,
        html`<h1>${links.length === 0 ? 'Nothing was chosen' : 'Added to the course'}</h1>
<ul>${links.map((link) => html`<li data-link="${link.id}">${link.title}</li>`)}</ul>
<p><a class="button" href="${back}" target="_top">Back to the course</a></p>
<script>if (window.top !== window) window.top.location = document.querySelector('main a').href</script>`,
      ),
    )
  }
}
