/** Whether cookies of another site than the top page's are kept: Chromium keeps partitioned ones only. */
export type ThirdPartyCookies = 'partitioned' | 'allowed' | 'blocked'

/** Where a request is made from. */
export interface Setting {
  /** Address of the page in the address bar. */
  readonly top: URL
  /** In a frame of that page. */
  readonly framed: boolean
  /** The page that asked for it; `null` when typed in. Redirects keep it. */
  readonly initiator: URL | null
  readonly method: string
}

interface Cookie {
  readonly origin: string
  readonly name: string
  readonly value: string
  readonly path: string
  readonly secure: boolean
  readonly sameSite: 'strict' | 'lax' | 'none'
  /** Site of the top page, for a partitioned cookie. */
  readonly partition: string | null
}

export interface Jar {
  keep(setting: Setting, url: URL, setCookies: readonly string[]): void
  /** Value of the Cookie header, or `null`. */
  header(setting: Setting, url: URL): string | null
  /** Names of the cookies held for an origin. */
  names(origin: string): string[]
  clear(): void
}

/** Scheme and host: no public suffixes here, only names without dots and addresses. */
export const siteOf = (url: URL) => `${url.protocol}//${url.hostname}`

const LOCAL = ['localhost', '127.0.0.1', '[::1]']
const isSecure = (url: URL) => url.protocol === 'https:' || LOCAL.includes(url.hostname)

function parse(line: string, url: URL, top: string): { cookie: Cookie; gone: boolean } | null {
  const [pair = '', ...rest] = line.split(';')
  const at = pair.indexOf('=')
  if (at < 1) return null
  const attributes = new Map(
    rest.map((part) => {
      const [name = '', ...value] = part.split('=')
      return [name.trim().toLowerCase(), value.join('=').trim()]
    }),
  )
  const asked = attributes.get('samesite')?.toLowerCase()
  const given = attributes.get('path') ?? ''
  const cookie: Cookie = {
    origin: url.origin,
    name: pair.slice(0, at).trim(),
    value: pair.slice(at + 1).trim(),
    path: given.startsWith('/') ? given : url.pathname.replace(/\/[^/]*$/, '') || '/',
    secure: attributes.has('secure'),
    sameSite: asked === 'none' || asked === 'strict' ? asked : 'lax',
    partition: attributes.has('partitioned') ? top : null,
  }
  const maxAge = attributes.get('max-age')
  const expires = Date.parse(attributes.get('expires') ?? '')
  const gone = maxAge === undefined ? expires < Date.now() : Number(maxAge) <= 0
  return { cookie, gone }
}

const onPath = (cookie: Cookie, path: string) =>
  path === cookie.path || path.startsWith(cookie.path.endsWith('/') ? cookie.path : `${cookie.path}/`)

/**
 * Cookies as a browser of today keeps them: by origin and path, with Secure, SameSite and Partitioned
 * (RFC 6265bis, CHIPS). Times of expiry are looked at when a cookie arrives, not later.
 */
export function createJar(thirdParty: ThirdPartyCookies): Jar {
  let cookies: Cookie[] = []
  const isThird = (setting: Setting, url: URL) => setting.framed && siteOf(setting.top) !== siteOf(url)
  const crosses = (setting: Setting, url: URL) =>
    isThird(setting, url) || (setting.initiator !== null && siteOf(setting.initiator) !== siteOf(url))
  const isLet = (cookie: Cookie) =>
    cookie.sameSite === 'none' &&
    (thirdParty === 'allowed' || (thirdParty === 'partitioned' && cookie.partition !== null))

  return {
    keep(setting, url, setCookies) {
      for (const line of setCookies) {
        const parsed = parse(line, url, siteOf(setting.top))
        if (!parsed) continue
        const { cookie, gone } = parsed
        if (cookie.secure && !isSecure(url)) continue
        if ((cookie.sameSite === 'none' || cookie.partition !== null) && !cookie.secure) continue
        if (isThird(setting, url) && !isLet(cookie)) continue
        cookies = cookies.filter(
          (old) =>
            old.origin !== cookie.origin ||
            old.name !== cookie.name ||
            old.path !== cookie.path ||
            old.partition !== cookie.partition,
        )
        if (!gone) cookies.push(cookie)
      }
    },
    header(setting, url) {
      const sent = cookies.filter((cookie) => {
        if (cookie.origin !== url.origin || !onPath(cookie, url.pathname)) return false
        if (cookie.partition !== null && cookie.partition !== siteOf(setting.top)) return false
        if (isThird(setting, url)) return isLet(cookie)
        if (cookie.sameSite === 'none' || !crosses(setting, url)) return true
        return cookie.sameSite === 'lax' && !setting.framed && setting.method === 'GET'
      })
      return sent.length > 0 ? sent.map(({ name, value }) => `${name}=${value}`).join('; ') : null
    },
    names: (origin) => cookies.filter((cookie) => cookie.origin === origin).map((cookie) => cookie.name),
    clear() {
      cookies = []
    },
  }
}
