import type { IncomingHttpHeaders } from 'node:http'
import { type CheerioAPI, load } from 'cheerio'
import type { Vle } from './index.ts'
import { autoForm, type Fields, formRequest } from './robot/forms.ts'
import { createJar, type Jar, type ThirdPartyCookies } from './robot/jar.ts'
import { type Body, navigate } from './robot/send.ts'

export interface Page {
  readonly status: number
  /** Where the redirects ended. */
  readonly url: string
  readonly html: string
  readonly $: CheerioAPI
  readonly headers: IncomingHttpHeaders
  /** In a frame of a VLE page. */
  readonly framed: boolean
  /** Address in the address bar. */
  readonly top: string
}

export interface Robot {
  /** Logs in to the VLE; the page is the one that follows. */
  enterAs(userId: string): Promise<Page>
  /** Opens a link in its frame (or a new window) and goes through the whole launch; the last page is the tool's. */
  openLink(courseId: string, linkId: string, options?: LaunchOptions): Promise<Page>
  /** Opens a learner's work in the tool from the gradebook (for a learner: from their own grades). */
  review(courseId: string, columnId: string, userId: string): Promise<Page>
  /** Opens the tool's page for adding content. Once its form has been sent, the last page is the VLE's again. */
  startDeepLinking(courseId: string, toolId?: string): Promise<Page>
  /** Follows a link from the last page: in its frame, unless it leads back to the VLE. */
  get(url: string): Promise<Page>
  /** Types an address into a new tab. */
  visit(url: string): Promise<Page>
  /** Clicks a link: it opens where its page is, unless its target says otherwise. */
  follow(page: Page, linkSelector: string): Promise<Page>
  /** Fills in a form and sends it. Files go in multipart forms. */
  submit(page: Page, formSelector: string, fields?: Fields): Promise<Page>
  readonly jar: Jar
}

export interface LaunchOptions {
  readonly target?: 'iframe' | 'window'
  /** A teacher who looks with a learner's eyes. */
  readonly asLearner?: boolean
}

export interface RobotOptions {
  /** Default `partitioned`, as Chromium has it. */
  readonly thirdPartyCookies?: ThirdPartyCookies
}

interface Step {
  readonly url: URL
  readonly method: string
  readonly body: Body | null
  readonly from: Page | null
  readonly framed: boolean
  readonly top: string
}

/** Whether what this link or form opens is in the frame that its page is in. */
const staysIn = (page: Page, selector: string) =>
  page.framed && !['_top', '_blank'].includes(page.$(selector).first().attr('target') ?? '')

/** A browser without scripts: forms that a page would send by itself are sent. */
export function createRobot(vle: Pick<Vle, 'url' | 'tools'>, options: RobotOptions = {}): Robot {
  const jar = createJar(options.thirdPartyCookies ?? 'partitioned')
  let last: Page | null = null

  async function go(step: Step): Promise<Page> {
    const { method, framed } = step
    const top = framed ? new URL(step.top) : step.url
    const initiator = step.from ? new URL(step.from.url) : null
    const policy = String(step.from?.headers['referrer-policy'] ?? '')
    const { url, reply } = await navigate(
      jar,
      { top, framed, initiator, method },
      step.url,
      step.body,
      policy,
    )
    const html = reply.body.toString('utf8')
    const page: Page = {
      status: reply.status,
      url: url.href,
      html,
      $: load(html),
      headers: reply.headers,
      framed,
      top: framed ? step.top : url.href,
    }
    last = page
    const form = autoForm(page.$)
    return form && page.status < 400 ? submit(page, form) : page
  }

  async function submit(page: Page, selector: string, fields: Fields = {}): Promise<Page> {
    const request = await formRequest(page.$, page.url, selector, fields)
    return go({ ...request, from: page, framed: staysIn(page, selector), top: page.top })
  }

  async function follow(page: Page, selector: string): Promise<Page> {
    const href = page.$(selector).first().attr('href')
    if (href === undefined) throw new Error(`There is no link ${selector} on ${new URL(page.url).pathname}`)
    const url = new URL(href, page.url)
    return go({ url, method: 'GET', body: null, from: page, framed: staysIn(page, selector), top: page.top })
  }

  const visit = (url: string) =>
    go({ url: new URL(url, vle.url), method: 'GET', body: null, from: null, framed: false, top: url })

  /** Opens a VLE page and then what is in its frame; the page itself when it holds none. */
  async function openFrame(path: string): Promise<Page> {
    const outside = await visit(`${vle.url}${path}`)
    const src = outside.$('iframe.tool').attr('src')
    if (!src) return outside
    const url = new URL(src, outside.url)
    return go({ url, method: 'GET', body: null, from: outside, framed: true, top: outside.url })
  }

  return {
    jar,
    visit,
    follow,
    submit,
    async enterAs(userId) {
      const front = await visit(`${vle.url}/`)
      const body = {
        type: 'application/x-www-form-urlencoded',
        bytes: Buffer.from(`userId=${encodeURIComponent(userId)}`),
      }
      const url = new URL('/enter', vle.url)
      return go({ url, method: 'POST', body, from: front, framed: false, top: url.href })
    },
    async openLink(courseId, linkId, { target = 'iframe', asLearner } = {}) {
      const path = `/courses/${courseId}/links/${linkId}`
      const query = new URLSearchParams({
        ...(asLearner ? { as: 'learner' } : {}),
      })
      if (target === 'iframe') return openFrame(`${path}?${query}`)
      const from = await visit(`${vle.url}/courses/${courseId}`)
      query.set('target', target)
      const url = new URL(`${path}/launch?${query}`, vle.url)
      return go({ url, method: 'GET', body: null, from, framed: false, top: url.href })
    },
    async review(courseId, columnId, userId) {
      const from = last ?? (await visit(`${vle.url}/courses/${courseId}`))
      const url = new URL(`/courses/${courseId}/review/${columnId}/${userId}`, vle.url)
      return go({ url, method: 'GET', body: null, from, framed: false, top: url.href })
    },
    async startDeepLinking(courseId, toolId = vle.tools()[0]?.id ?? '') {
      return openFrame(`/courses/${courseId}/add?tool=${toolId}`)
    },
    get(url) {
      const to = new URL(url, last?.url ?? vle.url)
      const framed = last?.framed === true && to.origin !== new URL(vle.url).origin
      return go({
        url: to,
        method: 'GET',
        body: null,
        from: last,
        framed,
        top: framed && last ? last.top : to.href,
      })
    },
  }
}
