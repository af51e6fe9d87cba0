import type { Registration } from '../types.ts'
import { fail, pass } from './explain.ts'
import type { Probe } from './types.ts'

/** Whether what the registration names are https addresses; the authorization address is a browser's to open, so no more is asked of it. */
export function probeAddresses(registration: Registration, allowHttp: boolean): Probe {
  const { authUrl, tokenUrl, jwksUrl } = registration
  const addresses = Object.entries({ auth: authUrl, token: tokenUrl, jwks: jwksUrl })
  const named = (protocols: readonly string[]) =>
    addresses.filter(([, url]) => !URL.canParse(url) || !protocols.includes(new URL(url).protocol))
  const wrong = named(allowHttp ? ['https:', 'http:'] : ['https:'])
  if (wrong.length > 0)
    return fail('addresses', 'address_not_https', { which: wrong.map(([name]) => name).join(', ') })
  return pass('addresses', named(['https:']).length > 0 ? 'addresses_on_http_allowed' : 'addresses_https')
}
