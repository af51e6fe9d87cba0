import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { type Jar, type Setting, siteOf } from './jar.ts'

export interface Body {
  readonly type: string
  readonly bytes: Buffer
}

export interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** One exchange. `node:http` and not `fetch`, which writes Sec-Fetch headers of its own. */
function exchange(
  url: URL,
  method: string,
  headers: Record<string, string>,
  body: Body | null,
): Promise<Reply> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      )
    })
    sent.on('error', reject)
    sent.end(body?.bytes)
  })
}

/** `Referrer-Policy` of the page that asks; a browser's own default when it says none. */
function referrer(from: URL, to: URL, policy: string): { referer: string | null; origin: string } {
  if (policy === 'no-referrer') return { referer: null, origin: 'null' }
  const same = from.origin === to.origin
  if (policy === 'same-origin')
    return { referer: same ? from.href : null, origin: same ? from.origin : 'null' }
  return { referer: same ? from.href : `${from.origin}/`, origin: from.origin }
}

function relation(from: URL | null, to: URL): 'none' | 'same-origin' | 'same-site' | 'cross-site' {
  if (!from) return 'none'
  if (from.origin === to.origin) return 'same-origin'
  return siteOf(from) === siteOf(to) ? 'same-site' : 'cross-site'
}

const REDIRECTS = [301, 302, 303, 307, 308]

/** A navigation with its redirects, with the headers and cookies that a browser sends. Gives the last address too. */
export async function navigate(
  jar: Jar,
  setting: Setting,
  to: URL,
  body: Body | null,
  policy: string,
): Promise<{ url: URL; reply: Reply }> {
  let url = to
  let { method } = setting
  let sent = body
  let site = relation(setting.initiator, url)
  for (let hops = 0; hops < 20; hops += 1) {
    const now = { ...setting, method }
    const { referer, origin } = setting.initiator
      ? referrer(setting.initiator, url, policy)
      : { referer: null, origin: 'null' }
    const next = relation(setting.initiator, url)
    if (next === 'cross-site' || site === 'same-origin') site = next
    const cookie = jar.header(now, url)
    const headers: Record<string, string> = {
      'user-agent': 'Mozilla/5.0 (robot)',
      accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
      'accept-language': 'en-GB,en;q=0.9',
      'sec-fetch-site': site,
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': setting.framed ? 'iframe' : 'document',
      'upgrade-insecure-requests': '1',
      ...(referer ? { referer } : {}),
      ...(method === 'GET' ? {} : { origin }),
      ...(cookie ? { cookie } : {}),
      ...(sent ? { 'content-type': sent.type, 'content-length': String(sent.bytes.length) } : {}),
    }
    const reply = await exchange(url, method, headers, sent)
    jar.keep(now, url, reply.headers['set-cookie'] ?? [])
    const { location } = reply.headers
    if (!REDIRECTS.includes(reply.status) || !location) return { url, reply }
    url = new URL(location, url)
    if (reply.status < 307 && method !== 'GET') {
      method = 'GET'
      sent = null
    }
  }
  throw new Error(`Too many redirects, last to ${url.origin}${url.pathname}`)
}
