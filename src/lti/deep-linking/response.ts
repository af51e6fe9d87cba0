import { CLAIM } from '../claims.ts'
import { LtiError } from '../errors.ts'
import { signMessage } from '../keys/sign.ts'
import { quirksOf } from '../platforms/index.ts'
import type {
  DeepLinkingSettings,
  DeepLinkingWords,
  LinkItem,
  LtiToolOptions,
  Registration,
} from '../types.ts'

const TYPE = 'ltiResourceLink'

/**
 * The signed message that takes the chosen links back (Deep Linking 2.0 §4.5), for the form field `JWT`. Here the tool
 * speaks: `iss` is its client id, `aud` the platform's issuer; `data` goes back as it came. Without items it only closes the
 * platform's dialogue, and `words` may say why.
 *
 * @throws LtiError `link_type_refused` where the platform takes no links to tools; `too_many_items` where it takes one;
 *   `custom_name_reserved` for a name the platform takes for its own
 */
export async function deepLinkResponse(
  options: Pick<LtiToolOptions, 'keys' | 'clock' | 'random'>,
  registration: Registration,
  deploymentId: string,
  settings: DeepLinkingSettings,
  items: readonly LinkItem[],
  words: DeepLinkingWords = {},
): Promise<string> {
  if (items.length > 0 && !takesLinks(settings)) {
    throw new LtiError('link_type_refused', 'the platform takes no links to tools here', { status: 409 })
  }
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
    ...(words.message && { [CLAIM.deepLinkingMessage]: words.message }),
    ...(words.errorMessage && { [CLAIM.deepLinkingErrorMessage]: words.errorMessage }),
    ...(words.errorLog && { [CLAIM.deepLinkingErrorLog]: words.errorLog }),
  })
}

/** Whether the place that asked takes links to tools; one that forgets `accept_types` does (§4.4.1 requires it). */
export function takesLinks({ acceptTypes }: DeepLinkingSettings): boolean {
  return acceptTypes.length === 0 || acceptTypes.includes(TYPE)
}

function contentItem(
  { lineItem, ...item }: LinkItem,
  settings: DeepLinkingSettings,
): Record<string, unknown> {
  const column = lineItem !== undefined && settings.acceptLineItem ? { lineItem } : {}
  return { type: TYPE, ...item, ...column }
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
