/** What anybody may ask about what was issued, without a session. */
import type { LevelId } from '../../core/ladder.ts'
import type { Check, JsonObject, ShownEvidence, Verdict, VerifyReport } from '../../openbadges/types.ts'
import type { Achievement, Credential, Issuer } from '../model.ts'
import type { Standing } from '../public/standing.ts'

export interface PublicCredential {
  readonly credential: Credential
  readonly achievement: Achievement
  readonly issuer: Issuer
  readonly below: {
    readonly credentialId: string
    readonly level: LevelId
    readonly awardedAt: string
  } | null
  readonly status: Standing['status']
  /** The one that counts in its place, where there is one. */
  readonly replacedBy: string | null
  /** Its learner published it: it may be found by those who do not know its address. */
  readonly listed: boolean
  /** The learner's, where they chose to show it; `null`: the page names nobody. */
  readonly name: string | null
  /** Of the learner's evidence, what they chose to show, as it was signed. */
  readonly evidence: readonly ShownEvidence[]
}

/** What came of verifying. */
export interface Verified {
  readonly verdict: Verdict
  readonly checks: readonly Check[]
  readonly credential: JsonObject | null
  /** Of a learner record: each credential in it, checked by itself. */
  readonly credentials?: readonly VerifyReport[]
  /** Of one of our own that is genuine and does not stand any longer: why. */
  readonly standing?: Standing & { readonly issuer: string }
}

export type CredentialForm = 'png' | 'svg' | 'pdf' | 'jwt'

export interface Credentials {
  /** As it is now: the same object as last time while nothing of it is otherwise. Errors: `credential_not_found` 404, `credential_erased` 410. */
  page(id: string): Promise<PublicCredential>
  /** The signed OB 3.0 document, as signed. */
  document(id: string): Promise<string>
  /** The OB 3.0 credential as a token (VC-JWT, RS256). */
  token(id: string): Promise<string>
  /**
   * As a file to keep, made at download, with what its name is made of: a PNG baked with OB 3.0 and OB 2.0; an SVG baked with OB 3.0; a
   * certificate on paper in every language of the tool, with the document attached; the token.
   */
  file(
    id: string,
    form: CredentialForm,
  ): Promise<{ body: Buffer | string; level: LevelId; courseTitle: string }>
  /** `below`: those that it rests on, nearest first. */
  achievement(id: string): Promise<{
    achievement: Achievement
    below: readonly Achievement[]
    issuer: Issuer
    document: JsonObject
  }>
  /** As it was first shown, to the byte; `small`: without small print. */
  achievementImage(id: string, small?: boolean): Promise<Buffer>
  /** A picture that somebody brought, by its hash. Errors: `picture_not_found` 404. */
  picture(hash: string): Promise<Buffer>
  issuer(id: string): Promise<{ issuer: Issuer; document: JsonObject; courses: number }>
  /** A key that tokens name, as a bare JWK. Errors: `page_not_found` 404. */
  tokenKey(issuerId: string, keyId: string): Promise<JsonObject>
  /** `did:web` of one issuer. */
  issuerDid(id: string): Promise<JsonObject>
  /** `gone`: withdrawn, to be answered with 410. */
  assertion(id: string): Promise<{ document: JsonObject; gone: boolean }>
  badgeClass(id: string): Promise<JsonObject>
  ob2Issuer(id: string): Promise<JsonObject>
  /** The id of the credential that stands now where this one did: itself, or the last that was issued in its place. Errors: `credential_not_found` 404. */
  standsFor(id: string): Promise<string>
  /** An issuer's withdrawn credentials by id (1EdTech Revocation List). Errors: `issuer_not_found` 404. */
  revocationList(issuerId: string): Promise<JsonObject>
  /** A signed BitstringStatusListCredential. */
  statusList(id: string): Promise<JsonObject>
  /** `did:web` of the whole host. */
  didDocument(): Promise<JsonObject>
  verify(input: Buffer, options: { recipient?: string }): Promise<Verified>
}
