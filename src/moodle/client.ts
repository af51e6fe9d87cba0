import { z } from 'zod'
import { call, type MoodleSiteAccess } from './call.ts'

/** What the tool calls; a token's service must have them all. */
export const FUNCTIONS = [
  'core_webservice_get_site_info',
  'core_course_get_contents',
  'core_completion_get_activities_completion_status',
  'gradereport_user_get_grade_items',
] as const

export interface SiteInfo {
  readonly name: string
  /** As Moodle itself writes it, e.g. `4.5.6 (Build: 20250811)`; empty where it does not say. */
  readonly release: string
  /** Of `FUNCTIONS`, those that the token may not call. */
  readonly missing: readonly string[]
}

/** An activity on a course page. */
export interface CourseModule {
  /** Course module id, `cmid`. */
  readonly id: string
  readonly name: string
  /** `quiz`, `assign`, `forum` … */
  readonly type: string
  /** Whether Moodle keeps who completed it. */
  readonly tracked: boolean
}

export interface ModuleCompletion {
  readonly completed: boolean
  /** ISO 8601; `null` where Moodle does not say. */
  readonly at: string | null
}

export interface ModuleGrade {
  readonly score: number
  readonly maximum: number
  /** ISO 8601; `null` where Moodle does not say. */
  readonly at: string | null
}

export interface MoodleClient {
  siteInfo(): Promise<SiteInfo>
  /** The activities of a course, in its order; labels, and what is being deleted, left out. */
  modules(courseId: string): Promise<CourseModule[]>
  /** What one person completed, by module id; activities without completion are not there. */
  completion(courseId: string, userId: string): Promise<Map<string, ModuleCompletion>>
  /** One person's grades of activities, by module id; where an activity has several the first counts. */
  grades(courseId: string, userId: string): Promise<Map<string, ModuleGrade>>
}

const id = z.union([z.number().int(), z.string().regex(/^\d+$/)]).transform(String)
const seconds = z.number().nonnegative().nullish()

const siteInfo = z.looseObject({
  sitename: z.string().catch(''),
  release: z.string().catch(''),
  functions: z.array(z.looseObject({ name: z.string() })),
})

const contents = z.array(
  z.looseObject({
    modules: z.array(
      z.looseObject({
        id,
        name: z.string(),
        modname: z.string(),
        /** 0: none, 1: by hand, 2: by rules. */
        completion: z.number().catch(0),
        deletioninprogress: z.unknown().optional(),
      }),
    ),
  }),
)

const completion = z.looseObject({
  statuses: z.array(z.looseObject({ cmid: id, state: z.number().int(), timecompleted: seconds })),
})

const gradeItems = z.looseObject({
  usergrades: z.array(
    z.looseObject({
      gradeitems: z.array(
        z.looseObject({
          cmid: id.nullish(),
          graderaw: z.number().nullish(),
          grademin: z.number().catch(0),
          grademax: z.number().nullish(),
          gradedategraded: seconds,
        }),
      ),
    }),
  ),
})

/** Complete, and complete with a pass; 0 is incomplete, 3 complete without the pass that was asked for. */
const COMPLETE = new Set([1, 2])

const at = (time: number | null | undefined) => (time ? new Date(time * 1000).toISOString() : null)

/** Moodle's web services, for what a course's activities tell (Moodle 3.11 and later). `fetch` decides where one may go. */
export function createMoodleClient(fetch: typeof globalThis.fetch, site: MoodleSiteAccess): MoodleClient {
  return {
    async siteInfo() {
      const found = await call(fetch, site, 'core_webservice_get_site_info', {}, siteInfo)
      const allowed = new Set(found.functions.map(({ name }) => name))
      return {
        name: found.sitename,
        release: found.release,
        missing: FUNCTIONS.filter((name) => !allowed.has(name)),
      }
    },
    async modules(courseId) {
      const sections = await call(fetch, site, 'core_course_get_contents', { courseid: courseId }, contents)
      return sections
        .flatMap(({ modules }) => modules)
        .filter(({ modname, deletioninprogress }) => modname !== 'label' && !deletioninprogress)
        .map((one) => ({ id: one.id, name: one.name, type: one.modname, tracked: one.completion > 0 }))
    },
    async completion(courseId, userId) {
      const asked = { courseid: courseId, userid: userId }
      const name = 'core_completion_get_activities_completion_status'
      const { statuses } = await call(fetch, site, name, asked, completion)
      return new Map(
        statuses.map(({ cmid, state, timecompleted }) => [
          cmid,
          { completed: COMPLETE.has(state), at: at(timecompleted) },
        ]),
      )
    },
    async grades(courseId, userId) {
      const asked = { courseid: courseId, userid: userId }
      const { usergrades } = await call(fetch, site, 'gradereport_user_get_grade_items', asked, gradeItems)
      const grades = new Map<string, ModuleGrade>()
      for (const item of usergrades.flatMap(({ gradeitems }) => gradeitems)) {
        const { cmid, graderaw, grademin, grademax } = item
        if (cmid == null || graderaw == null || grademax == null || grades.has(cmid)) continue
        // Moodle's scales begin at 1, and a grade may begin anywhere: the share is what counts.
        grades.set(cmid, {
          score: graderaw - grademin,
          maximum: grademax - grademin,
          at: at(item.gradedategraded),
        })
      }
      return grades
    },
  }
}
