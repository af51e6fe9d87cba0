import { Umzug } from 'umzug'
import type { Database } from '../database.ts'
import coursesAndPeople from './0001-courses-and-people.ts'
import participationAndProgress from './0002-participation-and-progress.ts'
import credentials from './0003-credentials.ts'
import audit from './0004-audit.ts'
import jobs from './0005-jobs.ts'
import registration from './0006-registration.ts'
import keyTimes from './0007-key-times.ts'
import courseCopies from './0008-course-copies.ts'
import rostersAndRefusals from './0009-rosters-and-refusals.ts'
import standingAndSettings from './0010-standing-and-settings.ts'
import attendance from './0011-attendance.ts'
import files from './0013-files.ts'
import courseWork from './0014-course-work.ts'
import gatesAndLeaving from './0015-gates-and-leaving.ts'
import moodleWebServices from './0016-moodle-web-services.ts'
import imports from './0017-imports.ts'
import platformDefaults from './0019-platform-defaults.ts'
import evidenceReview from './0021-evidence-review.ts'
import notices from './0022-notices.ts'
import decisions from './0023-decisions.ts'
import auditStays from './0024-audit-stays.ts'
import auditNotes from './0025-audit-notes.ts'
import erasing from './0026-erasing.ts'
import evidenceFiles from './0027-evidence-files.ts'
import importSheets from './0028-import-sheets.ts'
import tokenKeys from './0030-token-keys.ts'
import renewedCredentials from './0031-renewed-credentials.ts'
import publications from './0032-publications.ts'
import shareLinks from './0033-share-links.ts'
import collections from './0034-collections.ts'
import reissuedCredentials from './0035-reissued-credentials.ts'
import endingCredentials from './0036-ending-credentials.ts'
import applications from './0037-applications.ts'
import issuerProfiles from './0038-issuer-profiles.ts'
import collectionNames from './0039-collection-names.ts'
import looks from './0040-looks.ts'
import postedScores from './0042-posted-scores.ts'
import courseGroups from './0043-course-groups.ts'

/** Forward only, in this order; one that was released never changes. */
const MIGRATIONS = [
  coursesAndPeople,
  participationAndProgress,
  credentials,
  audit,
  jobs,
  registration,
  keyTimes,
  courseCopies,
  rostersAndRefusals,
  standingAndSettings,
  attendance,
  files,
  courseWork,
  gatesAndLeaving,
  moodleWebServices,
  evidenceReview,
  notices,
  imports,
  platformDefaults,
  decisions,
  auditStays,
  evidenceFiles,
  importSheets,
  publications,
  shareLinks,
  collections,
  reissuedCredentials,
  endingCredentials,
  issuerProfiles,
  auditNotes,
  erasing,
  tokenKeys,
  renewedCredentials,
  collectionNames,
  postedScores,
  courseGroups,
  looks,
  applications,
]

export const MIGRATION_NAMES: readonly string[] = MIGRATIONS.map(({ name }) => name)

/** One number for this product, so that of several processes that start at once only one migrates. */
const ADVISORY_LOCK = 7_223_091

/** Brings the database to the newest version, all of it or nothing. Answers the names of what was run. */
export async function migrate(database: Database): Promise<string[]> {
  return database.unit(async (db) => {
    if (db.dialect === 'postgres') await db.read('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCK])
    await db.write('CREATE TABLE IF NOT EXISTS schema_migrations (name TEXT PRIMARY KEY)')
    const umzug = new Umzug({
      migrations: MIGRATIONS.map(({ name, up }) => ({ name, up: () => up(db) })),
      logger: undefined,
      storage: {
        async executed() {
          const rows = await db.read('SELECT name FROM schema_migrations ORDER BY name')
          return rows.map((row) => String(row.name))
        },
        async logMigration({ name }) {
          await db.write('INSERT INTO schema_migrations (name) VALUES ($1)', [name])
        },
        async unlogMigration() {
          throw new Error('migrations only go forward')
        },
      },
    })
    return (await umzug.up()).map(({ name }) => name)
  })
}
