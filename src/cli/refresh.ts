import { AppError } from '../app/errors.ts'
import type { JobEngine, Store } from '../app/ports.ts'
import { type Arguments, optional } from './arguments.ts'
import type { Output } from './output.ts'

/** `refresh [--course ID]`: reads courses now and waits until it is done. Exits 1 when a course could not be read. */
export async function refreshCommand(
  args: Arguments,
  output: Output,
  deps: { store: Store; engine: JobEngine; enqueue: (courseId: string) => Promise<void> },
): Promise<number> {
  const wanted = optional(args, 'course')
  const courses = (await deps.store.courses.list()).filter((course) => !wanted || course.id === wanted)
  if (wanted && courses.length === 0) throw new AppError('course_not_found', 2, `no course ${wanted}`)
  for (const course of courses) await deps.enqueue(course.id)
  await deps.engine.idle()
  const runs = await Promise.all(
    courses.map(async (course) => ({ course, run: await deps.store.refreshRuns.of(course.id) })),
  )
  const report = runs.map(({ course, run }) => ({
    id: course.id,
    title: course.title,
    state: run?.state ?? 'waiting',
    error: run?.error ?? null,
  }))
  output.result(
    report,
    () =>
      report
        .map((row) => `${row.id}  ${row.title}: ${row.state}${row.error ? ` (${row.error})` : ''}`)
        .join('\n') || 'No course is known yet.',
  )
  // `waiting`: the queue would try again, but this command ends here.
  return report.some((row) => row.state !== 'done') ? 1 : 0
}
