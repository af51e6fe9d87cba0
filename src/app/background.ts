import type { Deps } from './deps.ts'
import { isoNow } from './deps.ts'
import { publishCredentials } from './issuing/publish.ts'
import { evaluateLearners } from './judging/evaluate-learners.ts'
import { postWork } from './learning/post-work.ts'
import type { RefreshRun } from './model.ts'
import type { JobHandlers } from './ports.ts'
import { refreshCourse } from './reading/refresh.ts'

/**
 * What runs in the queue. Each may be killed at any point and run again. The record of the run (one row a course) is written
 * here, so that a refresh itself writes nothing when nothing changed.
 */
export function createBackground(deps: Deps): JobHandlers {
  const { store, clock } = deps

  async function note(courseId: string, change: Partial<RefreshRun>): Promise<void> {
    const run = await store.refreshRuns.of(courseId)
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
    await store.refreshRuns.save({ ...(run ?? blank), ...change })
  }

  async function failed(courseId: string, error: unknown): Promise<never> {
    const { code, detail } = error as { code?: unknown; detail?: Record<string, string> }
    await note(courseId, {
      state: 'failed',
      error: typeof code === 'string' ? code : 'internal',
      errorDetail: detail?.scope ?? null,
    })
    throw error
  }

  return {
    async refresh({ data: { courseId } }) {
      await note(courseId, { state: 'running', startedAt: isoNow(clock), done: 0, total: 0 })
      const outcome = await refreshCourse(deps, courseId).catch((error) => failed(courseId, error))
      const scope = outcome.missingScope
      const read = { succeededAt: isoNow(clock), error: scope && 'scope_missing', errorDetail: scope }
      await note(courseId, outcome.evaluating ? read : { ...read, state: 'done' })
    },
    async evaluate({ data: { courseId, personIds, endsRun } }) {
      const total = personIds?.length ?? (await store.progress.counts(courseId)).learners
      const onProgress = (done: number) => (endsRun ? note(courseId, { done, total }) : Promise.resolve())
      await evaluateLearners(deps, courseId, personIds, onProgress).catch((error) =>
        endsRun ? failed(courseId, error) : Promise.reject(error),
      )
      if (endsRun) await note(courseId, { state: 'done' })
    },
    async publish({ data: { courseId } }) {
      await publishCredentials(deps, courseId)
    },
    async 'post-work'({ data }) {
      await postWork(deps, data)
    },
  }
}
