/** Credentials that a learner puts together for somebody to see. */

import type { PublicCredential, Visit } from '../contract.ts'
import type { Collection } from '../model.ts'

/** A credential as it stands among others. */
export type CollectedCredential = Pick<
  PublicCredential,
  'credential' | 'achievement' | 'issuer' | 'status' | 'replacedBy'
>

/** As anybody reads it. */
export interface PublicCollection {
  readonly title: string
  readonly introduction: string | null
  /** The learner's, where they chose to show it. */
  readonly name: string | null
  /** Search engines may have it. */
  readonly listed: boolean
  /** In the learner's order. Those that do not stand any more are among them, as that. */
  readonly credentials: readonly CollectedCredential[]
}

export interface OwnCollection {
  /** `null`: nothing was saved yet. */
  readonly collection: Collection | null
  /** What is in the address where it can be seen; `null`: nowhere. */
  readonly address: string | null
  /** What it can be made of: the learner's credentials of every course of the platform, newest first. */
  readonly credentials: readonly CollectedCredential[]
}

export type CollectionChoices = Omit<Collection, 'personId' | 'savedAt'>

/** One a learner, over all courses of the platform. Errors of all that take a visit: `anonymous` 403. */
export interface Collections {
  own(visit: Visit): Promise<OwnCollection>
  /** Takes the place of what was saved before. Errors: `only_looking` 403, `credential_not_found` 404 for one that is not theirs. */
  save(visit: Visit, choices: CollectionChoices): Promise<void>
  /** As a stranger sees it. Errors: `collection_not_found` 404 while nothing is saved. */
  preview(visit: Visit): Promise<PublicCollection>
  /** From now on it is seen at a new address, and no longer at the one before. Errors: `only_looking` 403, `collection_not_found` 404. */
  open(visit: Visit): Promise<string>
  /** It is seen nowhere. Errors: `only_looking` 403. */
  close(visit: Visit): Promise<void>
  /** By what is in the address. Errors: `collection_not_found` 404, `collection_ended` 410. */
  at(address: string): Promise<PublicCollection>
  /** A page as PDF, for an application. Errors: `collection_not_found` 404. */
  paper(visit: Visit, choices: { readonly showName: boolean }): Promise<Buffer>
}
