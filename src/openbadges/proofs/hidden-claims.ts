import type { JsonObject } from '../types.ts'

const VC = 'https://www.w3.org/2018/credentials#'
const CLAIMS: readonly { readonly iri: string; readonly members: readonly string[] }[] = [
  { iri: `${VC}credentialStatus`, members: ['credentialStatus'] },
  { iri: `${VC}validUntil`, members: ['validUntil'] },
  { iri: `${VC}expirationDate`, members: ['expirationDate'] },
  { iri: `${VC}validFrom`, members: ['validFrom'] },
  { iri: `${VC}issuer`, members: ['issuer'] },
  { iri: `${VC}credentialSubject`, members: ['credentialSubject'] },
]

/**
 * JSON-LD lets a holder rename members without breaking the signature (`credentialStatus` written as its full address, say): a check
 * that reads the JSON would then miss a withdrawal. This compares what was signed with what can be read.
 *
 * @param quads canonical N-Quads of `document`
 * @returns names of members that were signed but stand elsewhere in the JSON
 */
export function hiddenClaims(quads: string, document: JsonObject): string[] {
  const lines = quads.split('\n')
  const root = rootOf(lines, document)
  if (root === null) return ['id']
  return CLAIMS.filter(({ iri, members }) => {
    const signed = lines.filter((line) => line.startsWith(`${root} <${iri}> `)).length
    const read = members.reduce((sum, member) => sum + valuesOf(document[member]), 0)
    return signed !== read
  }).flatMap(({ members }) => members)
}

function rootOf(lines: readonly string[], document: JsonObject): string | null {
  if (typeof document.id === 'string') return `<${document.id}>`
  // Without an id the credential is the blank node that nothing else in the graph points at.
  const issuers = lines
    .filter((line) => line.includes(` <${VC}issuer> `))
    .map((line) => line.slice(0, line.indexOf(' ')))
  const roots = issuers.filter((node) => !lines.some((line) => line.includes(`> ${node} `)))
  return roots.length === 1 ? (roots[0] ?? null) : null
}

function valuesOf(value: JsonObject[string] | undefined): number {
  if (value === undefined || value === null) return 0
  return Array.isArray(value) ? value.length : 1
}
