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

/** An address of its own for a credential, made by its learner for somebody, to be taken back. */
export interface ShareLink {
  readonly id: string
  /** What is in the address. */
  readonly token: string
  readonly credentialId: string
  /** What the learner calls it: whom it is for. Nobody else sees it. */
  readonly name: string
  readonly showName: boolean
  readonly showEvidence: boolean
  readonly madeAt: string
  /** From then on it opens nothing; `null`: until it is taken back. */
  readonly endsAt: string | null
  /** When it was last opened, by whomever. */
  readonly openedAt: string | null
}
