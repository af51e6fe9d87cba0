import type { IssuerInput, JsonObject } from '../types.ts'

/** An issuer inside a credential or an achievement (OB 3.0 §B.1.19 Profile). Members without a value are left out. */
export function profile(issuer: IssuerInput): JsonObject {
  return {
    id: issuer.id,
    type: ['Profile'],
    name: issuer.name,
    url: issuer.url,
    ...(issuer.email ? { email: issuer.email } : {}),
    ...(issuer.description ? { description: issuer.description } : {}),
    ...(issuer.imageUrl ? { image: { id: issuer.imageUrl, type: 'Image' } } : {}),
  }
}
