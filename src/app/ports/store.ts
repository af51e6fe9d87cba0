/** The database as a whole. */

import type { LoginState, LtiStore } from '../../lti/types.ts'
import type { ApplicationRepository } from './applications.ts'
import type { CheckInRepository, ConfirmationRepository, RegisterRepository } from './attendance.ts'
import type { AuditRepository } from './audit.ts'
import type { CollectionRepository } from './collections.ts'
import type { CopyRepository, CourseRepository } from './courses.ts'
import type { CourseworkRepository } from './coursework.ts'
import type { CredentialRepository, LevelColumnRepository } from './credentials.ts'
import type { CriteriaRepository } from './criteria.ts'
import type { DefaultsRepository } from './defaults.ts'
import type { EveryoneRepository } from './everyone.ts'
import type { FileRepository } from './files.ts'
import type { GroupRepository } from './groups.ts'
import type { ImportRepository } from './imports.ts'
import type { IssuerRepository, KeyRepository } from './issuers.ts'
import type { JobSender } from './jobs.ts'
import type { LadderRepository } from './ladders.ts'
import type { LaunchRepository } from './launches.ts'
import type { DrawingRepository, LookRepository } from './looks.ts'
import type { MoodleSiteRepository } from './moodle-sites.ts'
import type { NoticeRepository } from './notices.ts'
import type { ActivityRepository, ParticipationRepository, SnapshotRepository } from './participation.ts'
import type { PeopleRepository } from './people.ts'
import type { PersonalRepository } from './personal.ts'
import type { PictureRepository } from './pictures.ts'
import type { PlatformRepository, RegistrationLinkRepository } from './platforms.ts'
import type { ProgressRepository } from './progress.ts'
import type { PublicationRepository } from './publications.ts'
import type { RefreshRunRepository } from './refreshes.ts'
import type { ReviewRepository } from './reviews.ts'
import type { RulingRepository } from './rulings.ts'
import type { PostedScoreRepository } from './scores.ts'
import type { SessionRepository } from './sessions.ts'
import type { SettingsRepository } from './settings.ts'
import type { ShareLinkRepository } from './share-links.ts'
import type { WorkRepository } from './work.ts'

export interface Repositories {
  readonly platforms: PlatformRepository
  readonly registrationLinks: RegistrationLinkRepository
  readonly courses: CourseRepository
  readonly copies: CopyRepository
  readonly people: PeopleRepository
  readonly personal: PersonalRepository
  readonly groups: GroupRepository
  readonly activities: ActivityRepository
  readonly participation: ParticipationRepository
  readonly checkIns: CheckInRepository
  readonly registers: RegisterRepository
  readonly confirmations: ConfirmationRepository
  readonly snapshots: SnapshotRepository
  readonly criteria: CriteriaRepository
  readonly settings: SettingsRepository
  readonly defaults: DefaultsRepository
  readonly everyone: EveryoneRepository
  readonly launches: LaunchRepository
  readonly ladders: LadderRepository
  readonly progress: ProgressRepository
  readonly credentials: CredentialRepository
  readonly publications: PublicationRepository
  readonly shareLinks: ShareLinkRepository
  readonly collections: CollectionRepository
  readonly postedScores: PostedScoreRepository
  readonly levelColumns: LevelColumnRepository
  readonly moodleSites: MoodleSiteRepository
  readonly rulings: RulingRepository
  readonly work: WorkRepository
  readonly coursework: CourseworkRepository
  readonly files: FileRepository
  readonly reviews: ReviewRepository
  readonly notices: NoticeRepository
  readonly sessions: SessionRepository
  readonly applications: ApplicationRepository
  readonly issuers: IssuerRepository
  readonly looks: LookRepository
  readonly drawings: DrawingRepository
  readonly pictures: PictureRepository
  readonly keys: KeyRepository
  readonly refreshRuns: RefreshRunRepository
  readonly audit: AuditRepository
  readonly imports: ImportRepository
}

/** One unit of work: everything in it is written, or nothing. */
export interface UnitOfWork extends Repositories {
  readonly jobs: JobSender
}

export interface Store extends Repositories {
  /** Logins under way, for the LTI library. */
  readonly lti: LtiStore & { saveState(state: LoginState): Promise<void> }
  /** One writer at a time on SQLite; side by side on PostgreSQL. Throwing rolls back. */
  write<T>(work: (unit: UnitOfWork) => Promise<T>): Promise<T>
  /**
   * The same work where there may be nothing to write: it reads without waiting for any writer, and is given up at its first write, with
   * `null`. What it read may be old by the time it ends.
   */
  glance<T>(work: (unit: UnitOfWork) => Promise<T>): Promise<T | null>
  /** A statement that proves the database answers. */
  ping(): Promise<void>
  condition(): Promise<DatabaseCondition>
  close(): Promise<void>
}

/** How the database is. */
export interface DatabaseCondition {
  readonly kind: 'sqlite' | 'postgres'
  /** Migrations of this version that were not run. */
  readonly pending: readonly string[]
  /** Migrations that were run and that this version does not know: a newer one used the database. */
  readonly unknown: readonly string[]
  /** Code of what kept a trial row from being written; `null`: it was written, and taken away again. */
  readonly writeFault: string | null
  /** On the disk of the SQLite file; `null` on PostgreSQL, or where it cannot be told. */
  readonly freeBytes: number | null
}
