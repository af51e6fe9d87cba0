import type { Random, Repositories } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'
import { createActivities } from './activities.ts'
import { createAudit } from './audit.ts'
import { createCopies } from './copies.ts'
import { createCourses } from './courses.ts'
import { createCredentials } from './credentials.ts'
import { createCriteria } from './criteria.ts'
import { createIssuers } from './issuers.ts'
import { createKeys } from './keys.ts'
import { createLevelColumns } from './level-columns.ts'
import { createParticipation } from './participation.ts'
import { createPeople } from './people.ts'
import { createPlatforms } from './platforms.ts'
import { createProgress } from './progress.ts'
import { createRefreshRuns } from './refresh-runs.ts'
import { createRegistrationLinks } from './registration-links.ts'
import { createRulings } from './rulings.ts'
import { createSessions } from './sessions.ts'
import { createSettings } from './settings.ts'
import { createSnapshots } from './snapshots.ts'
import { createWork } from './work.ts'

/** Every repository over one executor: the open database, or one unit of work. */
export function createRepositories(db: Executor, tables: Tables, random: Random): Repositories {
  return {
    platforms: createPlatforms(db, tables),
    registrationLinks: createRegistrationLinks(db, tables),
    courses: createCourses(db, tables),
    copies: createCopies(db, tables),
    people: createPeople(db, tables, random),
    activities: createActivities(db, tables),
    participation: createParticipation(db, tables),
    snapshots: createSnapshots(db, tables),
    criteria: createCriteria(db, tables),
    settings: createSettings(db, tables),
    progress: createProgress(db, tables),
    credentials: createCredentials(db, tables, random),
    levelColumns: createLevelColumns(db, tables),
    rulings: createRulings(db, tables),
    work: createWork(db, tables),
    sessions: createSessions(db, tables),
    issuers: createIssuers(db, tables),
    keys: createKeys(db, tables),
    refreshRuns: createRefreshRuns(db, tables),
    audit: createAudit(db, tables),
  }
}
