import { CLAIM, type Claims } from '../claims.ts'
import { LtiError } from '../errors.ts'
import type { DeepLinkingSettings, MessageType, Registration } from '../types.ts'
import { httpUrl, isObject, originOf, strings } from '../values.ts'

/**
 * `deep_linking_settings` (Deep Linking 2.0 §4.4.1). The signed answer goes to the return URL, so that must be an address of
 * the platform: on the origin of its issuer, authorisation, token or key set address.
 */
export function readDeepLinking(
  claims: Claims,
  type: MessageType,
  registration: Registration,
): DeepLinkingSettings | null {
  if (type !== 'LtiDeepLinkingRequest') return null
  const settings = claims[CLAIM.deepLinkingSettings]
  if (!isObject(settings)) {
    throw new LtiError('deep_linking_settings_missing', 'the message carries no deep linking settings')
  }
  return {
    returnUrl: returnUrl(settings.deep_link_return_url, registration),
    data: typeof settings.data === 'string' ? settings.data : null,
    acceptTypes: strings(settings.accept_types),
    acceptMultiple: settings.accept_multiple === true,
    // Absent says nothing either way (§4.4.1), and Moodle, which makes the column, leaves it out.
    acceptLineItem: settings.accept_lineitem !== false,
  }
}

function returnUrl(value: unknown, registration: Registration): string {
  const url = httpUrl(value)
  if (url === null) throw new LtiError('return_url_invalid', 'the deep linking return URL is no http address')
  const { issuer, authUrl, tokenUrl, jwksUrl } = registration
  const own = [issuer, authUrl, tokenUrl, jwksUrl].map(originOf)
  const { username, password, origin } = new URL(url)
  if (!own.includes(origin) || username !== '' || password !== '') {
    throw new LtiError(
      'return_url_foreign',
      'the deep linking return URL is not on an origin of the platform',
    )
  }
  return url
}
