/**
 * What strangers see of a credential, as its learner chose. `unlisted`: the page is there for those who know its address, names nobody and
 * is kept out of search. A credential without one is `unlisted` and shows the evidence that was signed to be shown.
 */
export interface Publication {
  readonly credentialId: string
  readonly state: 'unlisted' | 'published'
  /** When it last was; `null`: never. */
  readonly publishedAt: string | null
  /** Only ever on a published page. */
  readonly showName: boolean
  /** Of the evidence, what was signed with the credential. */
  readonly showEvidence: boolean
}
