/** What may stand in a slot: any text, a moment in whole seconds, or an address. */
export type SlotKind = 'text' | 'date' | 'iri'

/** Which members of a document are slots, member by member; lists hold what their items hold. */
export interface SlotMap {
  readonly [member: string]: SlotKind | SlotMap
}

/** What differs between two learners' credentials of one achievement. A member that a document does not have is no slot in it. */
export const CREDENTIAL_SLOTS: SlotMap = {
  id: 'iri',
  validFrom: 'date',
  validUntil: 'date',
  credentialSubject: {
    id: 'iri',
    narrative: 'text',
    identifier: { identityHash: 'text', salt: 'text' },
  },
  credentialStatus: { id: 'iri', statusListIndex: 'text' },
  refreshService: { id: 'iri' },
  evidence: {
    id: 'iri',
    name: 'text',
    description: 'text',
    narrative: 'text',
    genre: 'text',
    audience: 'text',
  },
}

/** What differs between two proofs of one issuer. */
export const PROOF_SLOTS: SlotMap = { created: 'date', verificationMethod: 'iri' }
