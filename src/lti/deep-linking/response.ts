import { CLAIM } from '../claims.ts'
import { LtiError } from '../errors.ts'
import { signMessage } from '../keys/sign.ts'
import { quirksOf } from '../platforms/index.ts'
import type { DeepLinkingSettings, LinkItem, LtiToolOptions, Registration } from '../types.ts'

/**
 * The signed message that takes the chosen links back (Deep Linking 2.0 §4.5), for the form field `JWT`. Here the tool
 * speaks: `iss` is its client id, `aud` the platform's issuer; `data` goes back as it came.
 *
 * @throws LtiError `too_many_items` where the platform takes one; `custom_name_reserved` for a name the platform takes for its own
 */
export async function deepLinkResponse(
  options: Pick<LtiToolOptions, 'keys' | 'clock' | 'random'>,
  registration: Registration,
  deploymentId: string,
  settings: DeepLinkingSettings,
  items: readonly LinkItem[],
): Promise<string> {
  if (items.length > 1 && !settings.acceptMultiple) {
    throw new LtiError('too_many_items', 'the platform takes one link at a time')
  }
  checkNames(items, quirksOf(registration).reservedCustom ?? [])
  return signMessage(options, {
    iss: registration.clientId,
    aud: [registration.issuer],
    nonce: options.random(32),
    [CLAIM.messageType]: 'LtiDeepLinkingResponse',
    [CLAIM.version]: '1.3.0',
    [CLAIM.deploymentId]: deploymentId,
    [CLAIM.contentItems]: items.map((item) => contentItem(item, settings)),
    ...(settings.data === null ? {} : { [CLAIM.deepLinkingData]: settings.data }),
  })
}

function contentItem(
  { lineItem, ...item }: LinkItem,
  settings: DeepLinkingSettings,
): Record<string, unknown> {
  const column = lineItem !== undefined && settings.acceptLineItem ? { lineItem } : {}
  return { type: 'ltiResourceLink', ...item, ...column }
}

function checkNames(items: readonly LinkItem[], reserved: readonly string[]): void {
  for (const name of items.flatMap((item) => Object.keys(item.custom))) {
    if (reserved.includes(name.toLowerCase())) {
      throw new LtiError('custom_name_reserved', `the platform keeps the name ${name} for itself`, {
        status: 500,
        detail: { name },
      })
    }
  }
}
