import type { Ladder } from '../core/ladder.ts'
import type { LtiTool } from '../lti/types.ts'
import type { CredentialSigner } from '../openbadges/index.ts'
import type { FileLimits } from './contract/files.ts'
import type { IssuerKeys } from './keys/issuer-keys.ts'
import type { KeyRing } from './keys/key-ring.ts'
import type { Clock, FileStore, Mailer, Random, Store } from './ports.ts'
import type { MoodleSites } from './sources/moodle-sites.ts'

/** Words for what leaves the tool without a page: a score's comment, a credential's narrative. Keys are those of the language files. */
export type Words = (
  locale: string,
  key: string,
  values?: Readonly<Record<string, string | number>>,
) => string

/** One line of the log: an object of safe facts and a sentence. */
export interface Log {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

/** Counts of what was done since the process began. */
export interface Meter {
  /** `signaturesInFull`: of the signatures, those that no template could make. */
  add(what: 'evaluations' | 'signatures' | 'signaturesInFull' | 'awards' | 'scores', by: number): void
}

export interface Deps {
  readonly store: Store
  readonly lti: LtiTool
  readonly ladder: Ladder
  readonly keyRing: KeyRing
  readonly issuerKeys: IssuerKeys
  readonly files: FileStore
  readonly fileLimits: FileLimits
  readonly signer: CredentialSigner
  readonly moodleSites: MoodleSites
  readonly clock: Clock
  readonly random: Random
  readonly words: Words
  /** `null` where no mail server is configured. */
  readonly mailer: Mailer | null
  readonly log: Log
  readonly meter: Meter
  /** `https://tool`, without a trailing slash. */
  readonly toolUrl: string
  /** Where the tool was before, likewise. */
  readonly formerUrls: readonly string[]
  /** SVG templates of the badge art, by level. */
  readonly art: Readonly<Record<string, string>>
  /** The issuer of courses that nobody gave another. */
  readonly defaultIssuerId: string
}

/** The clock's time as ISO 8601 in UTC. */
export function isoNow(clock: Clock): string {
  return new Date(clock.now()).toISOString()
}
