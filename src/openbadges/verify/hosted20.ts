import type { Check, JsonObject } from '../types.ts'
import { fail, pass, unknown } from './checks.ts'
import type { FetchDocument } from './http.ts'
import { idOf, isObject, listOf, stringsOf } from './json.ts'
import type { VerifyOptions } from './options.ts'
import { checkRecipient } from './recipient.ts'
import { checkValidity } from './validity.ts'

/** A stranger may write at any length. */
const LONGEST_REASON = 300

/**
 * Verifies a hosted OB 2.0 assertion (OB 2.0 §Verification): what its own URL serves now is what counts, and the badge class and issuer
 * that it names must live on the same host.
 */
export async function verifyHosted(
  copy: JsonObject,
  fetchDocument: FetchDocument,
  options: VerifyOptions,
): Promise<Check[]> {
  const url = idOf(copy)
  const types = listOf(copy.verification ?? copy.verify)
    .filter(isObject)
    .flatMap((item) => stringsOf(item.type))
  if (!stringsOf(copy.type).includes('Assertion') || url === null) {
    return [fail('schema', 'This is not an Open Badges 2.0 assertion.')]
  }
  const isHosted = types.some((type) => type === 'HostedBadge' || type === 'hosted')
  // What stands at the address of a withdrawn one need not say how to verify it (OB 2.0 §Revoked assertions).
  if (!isHosted && copy.revoked !== true) {
    return [unknown('proof', 'Open Badges 2.0 that are signed rather than hosted are not checked yet.')]
  }
  const answer = await fetchDocument(url)
  if (answer.kind !== 'document') {
    return [
      unknown('proof', 'A hosted badge is as good as its page, and that could not be fetched.'),
      checkValidity(copy, options.clock()),
      checkRecipient(copy, options.recipient),
    ]
  }
  const { document: hosted, gone } = answer
  if (gone || hosted.revoked === true) return [fail('status', withdrawn(hosted))]
  const [proof, schema] = [sameAsHosted(copy, hosted), checkShape(hosted)]
  const issuer = await checkHost(hosted, url, fetchDocument)
  const validity = checkValidity(hosted, options.clock())
  const recipient = checkRecipient(hosted, options.recipient)
  return [schema, proof, issuer, pass('status', 'The badge has not been withdrawn.'), validity, recipient]
}

/** The issuer's own reason is told where there is one (OB 2.0 §Revoked assertions). */
function withdrawn({ revocationReason: reason }: JsonObject): string {
  const told = 'The issuer has withdrawn this badge.'
  return typeof reason === 'string' && reason.trim() !== ''
    ? `${told} Its page says: ${reason.trim().slice(0, LONGEST_REASON)}`
    : told
}

function checkShape(hosted: JsonObject): Check {
  const complete =
    isObject(hosted.recipient) && hosted.badge !== undefined && typeof hosted.issuedOn === 'string'
  return complete
    ? pass('schema', 'Everything that an Open Badge must say is there.')
    : fail('schema', 'The badge’s page does not say everything that an Open Badge must say.')
}

/** The copy may be older, but it must not claim other things. */
function sameAsHosted(copy: JsonObject, hosted: JsonObject): Check {
  const told = (document: JsonObject) =>
    JSON.stringify(
      [document.id, idOf(document.badge), document.recipient, document.issuedOn, document.expires].map(
        sorted,
      ),
    )
  return told(copy) === told(hosted)
    ? pass('proof', 'The badge is the one that its page shows.')
    : fail('proof', 'The badge says something else than its page.')
}

function sorted(value: unknown): unknown {
  if (!isObject(value)) return value ?? null
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
}

async function checkHost(hosted: JsonObject, url: string, fetchDocument: FetchDocument): Promise<Check> {
  const badge = await embeddedOrFetched(hosted.badge, fetchDocument)
  const issuer = badge && (await embeddedOrFetched(badge.issuer, fetchDocument))
  if (!badge || !issuer) return unknown('issuer', 'The badge’s class or issuer could not be fetched.')
  const hosts = [idOf(badge), idOf(issuer)].map(originOf)
  return hosts.every((host) => host !== null && host === originOf(url))
    ? pass('issuer', `The badge is hosted by its issuer, ${String(issuer.name ?? issuer.id)}.`)
    : fail('issuer', 'The badge is hosted somewhere else than its issuer.')
}

async function embeddedOrFetched(
  value: JsonObject[string] | undefined,
  fetchDocument: FetchDocument,
): Promise<JsonObject | null> {
  const id = idOf(value)
  if (id === null) return null
  const answer = await fetchDocument(id)
  return answer.kind === 'document' && !answer.gone && answer.document.id === id ? answer.document : null
}

function originOf(id: string | null): string | null {
  return id !== null && URL.canParse(id) ? new URL(id).origin : null
}
