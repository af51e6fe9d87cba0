import type { Deps } from './deps.ts'
import { isoNow } from './deps.ts'
import { isWaiting, publishCredentials, publishLater } from './issuing/publish.ts'
import { evaluateLearners } from './judging/evaluate-learners.ts'
import { postWork } from './learning/post-work.ts'
import type { RefreshRun } from './model.ts'
import type { JobHandlers } from './ports.ts'
import { refreshCourse } from './reading/refresh.ts'
import { mailNotices } from './reviewing/mail.ts'
import { reissueRest } from './teaching/reissue.ts'

/**
 * What runs in the queue. Each may be killed at any point and run again. The record of the run (one row a course) is written
 * here, so that a refresh itself writes nothing when nothing changed.
 */
export function createBackground(deps: Deps): JobHandlers {
  const { store, clock } = deps

  async function note(courseId: string, change: Partial<RefreshRun>): Promise<void> {
    const now = isoNow(clock)
    const blank: RefreshRun = {
      courseId,
      state: 'waiting',
      requestedAt: now,
      startedAt: null,
      succeededAt: null,
      done: 0,
      total: 0,
      error: null,
      errorDetail: null,
    }
    // Only what changes: the evaluation that a refresh asked for may end, and say so, at this very moment.
    await store.refreshRuns.note({ ...blank, ...change }, Object.keys(change) as (keyof RefreshRun)[])
  }

  /** What people are told is what will happen: `waiting` while the queue tries again by itself. */
  async function failed(courseId: string, error: unknown, last: boolean): Promise<never> {
    const { code, detail, retryable, countsAsTry } = error as {
      code?: unknown
      detail?: Record<string, string>
      retryable?: unknown
      countsAsTry?: unknown
    }
    const ends = retryable === false || (last && countsAsTry !== false)
    await note(courseId, {
      state: ends ? 'failed' : 'waiting',
      error: typeof code === 'string' ? code : 'internal',
      errorDetail: detail?.scope ?? null,
    })
    throw error
  }

  /** Scores that never got through, because the VLE was away for longer than the queue tries, go out once it can be read again. */
  async function publishWhatWaits(courseId: string): Promise<void> {
    const course = await store.courses.byId(courseId)
    if (!course?.lineItemsUrl || !(await isWaiting(deps, courseId))) return
    await store.write((unit) => unit.jobs.send('publish', { courseId }, { key: courseId, hasten: true }))
  }

  return {
    async refresh({ data: { courseId }, last }) {
      await note(courseId, { state: 'running', startedAt: isoNow(clock), done: 0, total: 0 })
      const outcome = await refreshCourse(deps, courseId).catch((error) => failed(courseId, error, last))
      const scope = outcome.missingScope
      const read = { succeededAt: isoNow(clock), error: scope && 'scope_missing', errorDetail: scope }
      await note(courseId, outcome.evaluating ? read : { ...read, state: 'done' })
      await publishWhatWaits(courseId)
    },
    async evaluate({ data: { courseId, personIds, endsRun }, last }) {
      const total = personIds?.length ?? (await store.progress.counts(courseId)).learners
      const onProgress = (done: number) => (endsRun ? note(courseId, { done, total }) : Promise.resolve())
      await evaluateLearners(deps, courseId, personIds, onProgress).catch((error) =>
        endsRun ? failed(courseId, error, last) : Promise.reject(error),
      )
      if (endsRun) await note(courseId, { state: 'done' })
    },
    async publish({ data: { courseId } }) {
      await publishCredentials(deps, courseId)
      await publishLater(deps, courseId)
    },
    async 'post-work'({ data }) {
      await postWork(deps, data)
    },
    async mail({ data: { courseId } }) {
      await mailNotices(deps, courseId)
    },
    async reissue({ data }) {
      await reissueRest(deps, data)
    },
  }
}
