import type { Clock, Random, Repositories } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'
import { createActivities } from './activities.ts'
import { createApplications } from './applications.ts'
import { createCheckIns, createConfirmations, createRegisters } from './attendance.ts'
import { createAudit } from './audit.ts'
import { createCollections } from './collections.ts'
import { createCopies } from './copies.ts'
import { createCourses } from './courses.ts'
import { createCoursework } from './coursework.ts'
import { createCredentials } from './credentials.ts'
import { createCriteria } from './criteria.ts'
import { createDefaults } from './defaults.ts'
import { createEveryone } from './everyone.ts'
import { createFiles } from './files.ts'
import { createGroups } from './groups.ts'
import { createImports } from './imports.ts'
import { createIssuers } from './issuers.ts'
import { createKeys } from './keys.ts'
import { createLadders } from './ladders.ts'
import { createLaunches } from './launches.ts'
import { createLevelColumns } from './level-columns.ts'
import { createDrawings, createLooks } from './looks.ts'
import { createMoodleSites } from './moodle-sites.ts'
import { createNotices } from './notices.ts'
import { createParticipation } from './participation.ts'
import { createPeople } from './people.ts'
import { createPersonal } from './personal.ts'
import { createPictures } from './pictures.ts'
import { createPlatforms } from './platforms.ts'
import { createPostedScores } from './posted-scores.ts'
import { createProgress } from './progress.ts'
import { createPublications } from './publications.ts'
import { createRefreshRuns } from './refresh-runs.ts'
import { createRegistrationLinks } from './registration-links.ts'
import { createReviews } from './reviews.ts'
import { createRulings } from './rulings.ts'
import { createSessions } from './sessions.ts'
import { createSettings } from './settings.ts'
import { createShareLinks } from './share-links.ts'
import { createSnapshots } from './snapshots.ts'
import { createWork } from './work.ts'

/** Every repository over one executor: the open database, or one unit of work. */
export function createRepositories(db: Executor, tables: Tables, random: Random, clock: Clock): Repositories {
  return {
    platforms: createPlatforms(db, tables),
    registrationLinks: createRegistrationLinks(db, tables),
    courses: createCourses(db, tables),
    copies: createCopies(db, tables),
    people: createPeople(db, tables, random, clock),
    personal: createPersonal(db, tables, random),
    groups: createGroups(db, tables),
    activities: createActivities(db, tables),
    participation: createParticipation(db, tables),
    checkIns: createCheckIns(db, tables),
    registers: createRegisters(db, tables),
    confirmations: createConfirmations(db, tables),
    snapshots: createSnapshots(db, tables),
    criteria: createCriteria(db, tables),
    settings: createSettings(db, tables),
    defaults: createDefaults(db, tables),
    everyone: createEveryone(db),
    launches: createLaunches(db, tables),
    ladders: createLadders(db, tables),
    progress: createProgress(db, tables),
    credentials: createCredentials(db, tables, random),
    publications: createPublications(db, tables),
    shareLinks: createShareLinks(db, tables),
    collections: createCollections(db, tables),
    postedScores: createPostedScores(db, tables),
    levelColumns: createLevelColumns(db, tables),
    moodleSites: createMoodleSites(db, tables),
    rulings: createRulings(db, tables),
    work: createWork(db, tables),
    coursework: createCoursework(db, tables),
    files: createFiles(db, tables),
    reviews: createReviews(db, tables),
    notices: createNotices(db, tables),
    sessions: createSessions(db, tables),
    applications: createApplications(db, tables),
    issuers: createIssuers(db, tables),
    looks: createLooks(db, tables),
    drawings: createDrawings(db, tables),
    pictures: createPictures(db, tables),
    keys: createKeys(db, tables),
    refreshRuns: createRefreshRuns(db, tables),
    audit: createAudit(db, tables, random),
    imports: createImports(db, tables),
  }
}
