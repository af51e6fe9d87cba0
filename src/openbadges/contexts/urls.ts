/** JSON-LD contexts that issued documents name. */
export const VC2_CONTEXT = 'https://www.w3.org/ns/credentials/v2'
export const VC1_CONTEXT = 'https://www.w3.org/2018/credentials/v1'
export const OB3_CONTEXT = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'
/** Needed as soon as a 1EdTech status or refresh type is named (OB 3.0 §Extensions). */
export const EXTENSIONS_CONTEXT = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json'
export const CLR_CONTEXT = 'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json'
export const OB2_CONTEXT = 'https://w3id.org/openbadges/v2'
export const DID_CONTEXT = 'https://www.w3.org/ns/did/v1'
export const JWK_CONTEXT = 'https://w3id.org/security/jwk/v1'
export const MULTIKEY_CONTEXT = 'https://w3id.org/security/multikey/v1'

/** Any published version of the CLR 2.0 context. */
export const CLR_CONTEXT_PATTERN =
  /^https:\/\/purl\.imsglobal\.org\/spec\/clr\/v2p0\/context(-2\.\d\.\d)?\.json$/

/** Any published version of the OB 3.0 context. */
export const OB3_CONTEXT_PATTERN =
  /^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/context(-3\.\d\.\d)?\.json$/
