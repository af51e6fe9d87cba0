import { type LookupAddress, lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, fetch as undiciFetch } from 'undici'
import { isPrivateAddress } from './private-addresses.ts'

const MAX_REDIRECTS = 3

/** A refusal to go somewhere. The message never says what is behind an address. */
export class GuardedFetchError extends Error {
  readonly code = 'address_refused'
  constructor(message: string) {
    super(message)
    this.name = 'GuardedFetchError'
  }
}

/**
 * The one way out: https only, no private addresses (checked on the address that is really connected to, after DNS), few
 * redirects, each checked again. Callers bring their own time and size limits.
 *
 * `allowPrivate` lets http and private addresses in, for the demo and a laboratory VLE.
 */
export function createGuardedFetch(options: {
  allowPrivate: boolean
  userAgent: string
}): typeof globalThis.fetch {
  const agent = new Agent({
    connect: options.allowPrivate ? {} : { lookup: publicLookup },
    connectTimeout: 5_000,
    headersTimeout: 15_000,
    bodyTimeout: 15_000,
  })

  async function guarded(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
    let url = new URL(input instanceof Request ? input.url : input)
    let request: RequestInit = { ...init, headers: withUserAgent(init.headers, options.userAgent) }
    const wanted = init.redirect ?? 'follow'
    for (let hop = 0; ; hop += 1) {
      if (!options.allowPrivate) refuseUnsafe(url)
      // undici's own types and the global ones describe the same objects.
      const response = (await undiciFetch(url, {
        ...request,
        redirect: 'manual',
        dispatcher: agent,
      } as never)) as unknown as Response
      const location = response.headers.get('location')
      if (wanted === 'manual' || response.status < 300 || response.status > 399 || !location) return response
      if (wanted === 'error' || hop >= MAX_REDIRECTS) throw new GuardedFetchError('redirected too often')
      await response.body?.cancel()
      const next = new URL(location, url)
      request = redirected(request, response.status, next.origin === url.origin)
      url = next
    }
  }
  return guarded as typeof globalThis.fetch
}

/** After a redirect a POST becomes a GET (but for 307 and 308), and credentials stay with their origin. */
function redirected(request: RequestInit, status: number, sameOrigin: boolean): RequestInit {
  const headers = new Headers(request.headers)
  if (!sameOrigin) headers.delete('authorization')
  if (status === 307 || status === 308) return { ...request, headers }
  headers.delete('content-type')
  const { body: _, ...rest } = request
  return { ...rest, method: 'GET', headers }
}

function withUserAgent(headers: RequestInit['headers'], userAgent: string): Headers {
  const all = new Headers(headers)
  if (!all.has('user-agent')) all.set('user-agent', userAgent)
  return all
}

function refuseUnsafe(url: URL): void {
  if (url.protocol !== 'https:') throw new GuardedFetchError('only https is fetched')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && isPrivateAddress(host)) throw new GuardedFetchError('the address is refused')
}

/** DNS as usual, but a name that leads to a private address is refused at the moment of connecting: no second look-up can differ. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, '', 0)
    const [first] = addresses
    if (!first || addresses.some(({ address }) => isPrivateAddress(address))) {
      return callback(new GuardedFetchError('the address is refused') as NodeJS.ErrnoException, '', 0)
    }
    // Node asks for one address or for all, as it pleases.
    if (options.all) return callback(null, addresses as never)
    return callback(null, first.address, first.family)
  })
}
