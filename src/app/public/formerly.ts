import type { Credentials } from '../contract.ts'
import type { Deps } from '../deps.ts'
import { publicUrls } from '../issuing/urls.ts'
import { createIssuerKeys } from '../keys/issuer-keys.ts'
import { createCredentials } from './credentials.ts'

/** What anybody may ask, by each address that the tool had: the same records, with the ids under which they were issued there. */
export function createFormerly(deps: Deps): ReadonlyMap<string, Omit<Credentials, 'verify'>> {
  return new Map(
    deps.formerUrls.map((toolUrl) => {
      const issuerKeys = createIssuerKeys(deps.keyRing, publicUrls(toolUrl))
      return [toolUrl, createCredentials({ ...deps, toolUrl, issuerKeys })]
    }),
  )
}
