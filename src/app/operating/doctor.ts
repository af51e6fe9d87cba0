import type { LtiTool } from '../../lti/types.ts'
import { AppError } from '../errors.ts'
import type { Course, Platform } from '../model.ts'
import type { Clock, FileStore, JobEngine, Mailer, Store } from '../ports.ts'
import type { MoodleSites } from '../sources/moodle-sites.ts'
import { checkDatabase, checkQueue, checkSecret, databaseFault } from './database.ts'
import { type Finding, finding, type Outcome, worst } from './findings.ts'
import { checkFiles, checkMail } from './outside-parts.ts'
import { checkOutside, checkOwnKeys, checkTime } from './own-address.ts'
import {
  checkPlatform,
  checkReadings,
  countReadings,
  newestCourse,
  type ReadingCounts,
  readingsOf,
} from './platform.ts'
import { checkPublicUrl, checkSettings, type OperatingSettings } from './settings.ts'
import { checkWebService } from './web-service.ts'

/** Platforms asked at once: each takes some requests and mostly waits. */
const AT_ONCE = 8

export interface PlatformReport {
  readonly id: string
  readonly name: string
  readonly issuer: string
  readonly clientId: string
  readonly family: string | null
  readonly outcome: Outcome
  readonly findings: readonly Finding[]
}

/** The whole diagnosis. */
export interface DoctorReport {
  /** ISO 8601 UTC. */
  readonly at: string
  readonly outcome: Outcome
  /** About the tool itself. */
  readonly findings: readonly Finding[]
  readonly platforms: readonly PlatformReport[]
}

/** What there is without a database. */
export interface Surroundings {
  readonly settings: OperatingSettings
  readonly clock: Clock
  /** Reaches the tool's own address, wherever that is. */
  readonly fetch: typeof globalThis.fetch
}

export interface DoctorDeps extends Surroundings {
  readonly store: Store
  readonly lti: LtiTool
  readonly engine: Pick<JobEngine, 'counts' | 'troubles'>
  readonly moodleSites: Pick<MoodleSites, 'of'>
  readonly files: Pick<FileStore, 'condition'>
  /** `null`: the tool sends no mail. */
  readonly mailer: Pick<Mailer, 'fault'> | null
  /** Opens a secret that is encrypted at rest, or throws. */
  readonly openSecret: (sealed: string) => unknown
}

export interface Doctor {
  /** Looks at everything, or at the tool and one platform. Errors: `platform_not_found` 404. */
  examine(platformId?: string): Promise<DoctorReport>
  /** One platform, asked about this course. */
  platform(platform: Platform, course: Course): Promise<Finding[]>
  readings(platformId: string): Promise<ReadingCounts>
}

export function createDoctor(deps: DoctorDeps): Doctor {
  const { store, lti, settings, clock } = deps

  async function known(platformId: string) {
    const [courses, runs] = await Promise.all([
      store.courses.ofPlatform(platformId),
      store.refreshRuns.ofPlatform(platformId),
    ])
    return { courses, runs, readings: readingsOf(courses, runs, settings, clock.now()) }
  }

  async function look(platform: Platform, course: Course | null): Promise<Finding[]> {
    const addressesWait = (await store.platforms.proposed()).has(platform.id)
    const [findings, webService] = await Promise.all([
      checkPlatform(lti, settings, { ...platform, addressesWait }, course),
      checkWebService(deps.moodleSites, platform, course),
    ])
    return [...findings, ...webService]
  }

  async function report(platform: Platform): Promise<PlatformReport> {
    const { courses, runs, readings } = await known(platform.id)
    const asked = await look(platform, newestCourse(courses, runs))
    const findings = platform.status === 'approved' ? [...asked, checkReadings(readings)] : asked
    const { id, name, issuer, clientId, family } = platform
    return { id, name, issuer, clientId, family, outcome: worst(findings), findings }
  }

  return {
    async examine(platformId) {
      const database = await checkDatabase(store)
      if (database.some(({ check, outcome }) => check === 'database' && outcome !== 'pass'))
        return withoutDatabase(deps, database)
      const platforms = await store.platforms.list()
      const wanted = platforms.filter(({ id }) => platformId === undefined || id === platformId)
      if (platformId !== undefined && wanted.length === 0)
        throw new AppError('platform_not_found', 404, `no platform ${platformId}`)
      const reports: PlatformReport[] = []
      for (let start = 0; start < wanted.length; start += AT_ONCE)
        reports.push(...(await Promise.all(wanted.slice(start, start + AT_ONCE).map(report))))
      const ofPlatforms = reports.flatMap(({ findings }) => findings)
      const kids = async () => (await store.keys.list('lti', null)).map(({ id }) => id)
      return reportOf(clock, reports, [
        checkSettings(settings),
        checkPublicUrl(settings),
        ...database,
        await checkSecret(store, deps.openSecret),
        await checkOwnKeys(deps.fetch, settings.toolUrl, kids),
        checkOutside(ofPlatforms),
        ...(await checkFiles(deps.files)),
        ...(await checkMail(deps.mailer)),
        ...(await checkQueue(deps.engine, clock.now())),
        checkTime(ofPlatforms),
        platforms.length > 0
          ? finding('platforms', 'pass', 'platforms_known', { platforms: String(platforms.length) })
          : finding('platforms', 'unknown', 'no_platform'),
      ])
    },
    platform: look,
    readings: async (platformId) => countReadings((await known(platformId)).readings),
  }
}

/** What can be said where the database could not be opened (`error`), or was not asked because the settings that name it are wrong (`null`). */
export function examineWithoutDatabase(around: Surroundings, error: unknown): Promise<DoctorReport> {
  const database =
    error === null ? finding('database', 'unknown', 'database_not_asked') : databaseFault(error)
  return withoutDatabase(around, [database])
}

async function withoutDatabase(
  { settings, clock, fetch }: Surroundings,
  database: readonly Finding[],
): Promise<DoctorReport> {
  return reportOf(
    clock,
    [],
    [
      checkSettings(settings),
      checkPublicUrl(settings),
      ...database,
      await checkOwnKeys(fetch, settings.toolUrl, null),
    ],
  )
}

function reportOf(
  clock: Clock,
  platforms: readonly PlatformReport[],
  findings: readonly Finding[],
): DoctorReport {
  const outcome = worst([...findings, ...platforms])
  return { at: new Date(clock.now()).toISOString(), outcome, findings, platforms }
}
