/** What is issued, and by whom. */
import type { LevelId } from '../../core/ladder.ts'
import type { Publication } from './publishing.ts'

/** One level of one course under one version of its criteria: what a credential points at. */
export interface Achievement {
  readonly id: string
  readonly courseId: string
  readonly level: LevelId
  readonly criteriaVersion: number
  readonly courseTitle: string
  readonly issuerId: string
  readonly name: string
  readonly description: string
  readonly criteriaNarrative: string
  readonly belowId: string | null
  /** From 1: the course is called otherwise than before, or its issuer or what counts is. */
  readonly edition: number
  /** A `Look` as JSON: what its image is made of. */
  readonly look: string
}

/** Why a credential was withdrawn, as far as the public may know; a tutor's own words stay inside. */
export const WITHDRAWAL_CAUSES = ['not-met', 'mistake', 'asked', 'level-below'] as const
export type WithdrawalCause = (typeof WITHDRAWAL_CAUSES)[number]

export interface Credential {
  /** Public: in `/credentials/{id}`. */
  readonly id: string
  readonly achievementId: string
  readonly courseId: string
  readonly personId: string
  readonly level: LevelId
  readonly state: 'live' | 'withdrawn'
  readonly criteriaVersion: number
  /** Why it was awarded, in words, as judged then. */
  readonly narrative: string
  readonly awardedAt: string
  readonly awardedBy: string | null
  readonly expiresAt: string | null
  readonly withdrawnAt: string | null
  readonly withdrawnReason: string | null
  readonly statusListId: string
  readonly statusIndex: number
  readonly subjectId: string
  readonly recipientType: 'emailAddress' | 'sourcedId' | 'systemId'
  readonly recipientHash: string
  readonly salt: string
  /** The signed OB 3.0 document, JSON text, byte for byte as signed. */
  readonly document: string
  /** From when on its score may stand in the gradebook, even where nobody heard back: until then it can be undone. */
  readonly offeredAt: string | null
  readonly publishedAt: string | null
  /** Of a withdrawn one: the time of the score that took its own out of the gradebook. */
  readonly retractedAt: string | null
  /** Taken back before it was published. `open`: the rule may award the level again; `barred`: only a person may. */
  readonly undone: 'open' | 'barred' | null
  /** `level-below`: it fell with one that it rests on. `null`: the public is told no reason. */
  readonly withdrawnCause: WithdrawalCause | null
  /** The id of the credential that stands in its place. */
  readonly replacedBy: string | null
  /** Of one that ended: the id of the one that was earned anew. */
  readonly renewedBy: string | null
  /** Of one that stands in another's place: when it was issued. `awardedAt` is then the award's own time. */
  readonly reissuedAt: string | null
}

/** All that is told of a credential, to whomever. */
export interface WholeCredential {
  readonly credential: Credential
  readonly achievement: Achievement
  /** The achievement that this one rests on. */
  readonly below: Achievement | null
  readonly issuer: Issuer
  /** What its learner chose; `null`: they never chose. */
  readonly publication: Publication | null
  /** Whose it is, if their name is known. */
  readonly holder: string | null
  /** What its learner holds of the level below in the same course. */
  readonly restsOn: Pick<Credential, 'id' | 'awardedAt'> | null
}

export interface Issuer {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly email: string | null
  readonly description: string | null
  /** Hash of a picture. */
  readonly logo: string | null
  /** `#rrggbb`, from which the badges' colours are derived; `null`: the family's own. */
  readonly colour: string | null
  /** `null`: it follows the settings, until somebody saves it. */
  readonly savedAt: string | null
}

export interface StatusList {
  readonly id: string
  readonly issuerId: string
  readonly length: number
}
