import { setTimeout as wait } from 'node:timers/promises'
import { isoNow } from '../app/deps.ts'
import { AppError } from '../app/errors.ts'
import { enqueueRefresh } from '../app/launching/launch.ts'
import type { Course, RefreshRun } from '../app/model.ts'
import type { Clock, Store } from '../app/ports.ts'
import { type Arguments, optional } from './arguments.ts'
import type { Output } from './output.ts'

const LOOK_MILLISECONDS = 200

/** `refresh [--course ID]`: reads courses now and waits until it is done. Exits 1 when a course could not be read. */
export async function refreshCommand(
  args: Arguments,
  output: Output,
  deps: { store: Store; clock: Clock; signal: AbortSignal },
): Promise<number> {
  const { store, clock } = deps
  const wanted = optional(args, 'course')
  const courses = (await store.courses.list()).filter((course) => !wanted || course.id === wanted)
  if (wanted && courses.length === 0) throw new AppError('course_not_found', 2, `no course ${wanted}`)
  for (const { id } of courses)
    await store.write((unit) => enqueueRefresh(unit, id, isoNow(clock), { hasten: true }))
  const report: { id: string; title: string; state: RefreshRun['state']; error: string | null }[] = []
  for (const course of courses) {
    const run = await ended(course, output, deps)
    report.push({
      id: course.id,
      title: course.title,
      state: run?.state ?? 'waiting',
      error: run?.error ?? null,
    })
  }
  output.result(
    report,
    () =>
      report
        .map((row) => `${row.id}  ${row.title}: ${row.state}${row.error ? ` (${row.error})` : ''}`)
        .join('\n') || 'No course is known yet.',
  )
  // `waiting`: the queue tries again, but this command ends here.
  return report.some((row) => row.state !== 'done') ? 1 : 0
}

/** The run that was asked for, once it has ended or waits for another try; as it stands, when nobody waits for it any more. */
async function ended(
  { id, title }: Course,
  output: Output,
  { store, signal }: { store: Store; signal: AbortSignal },
): Promise<RefreshRun | null> {
  let said = ''
  for (;;) {
    const run = await store.refreshRuns.of(id)
    // One that was under way when this one was asked for may end in between: this one has not begun then.
    const begun = run !== null && run.startedAt !== null
    if (signal.aborted || (begun && run.state !== 'running')) return run
    const words = begun && run.total > 0 ? `${title}: ${run.done} of ${run.total} learners` : ''
    if (words !== said) output.progress(words)
    said = words
    await wait(LOOK_MILLISECONDS, undefined, { signal }).catch(() => undefined)
  }
}
