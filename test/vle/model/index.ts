import type { Activity, Course, VleData } from '../types.ts'
import { type ActivityOptions, type Content, createContent } from './content.ts'
import { copyCourse } from './copy-course.ts'
import { createGradebook, type Gradebook } from './gradebook.ts'
import { createRoster, type Roster } from './roster.ts'

export interface Model extends Roster, Content, Gradebook {
  addQuiz(courseId: string, options: ActivityOptions): Activity
  addForum(courseId: string, options: ActivityOptions): Activity
  addAssignment(courseId: string, options: ActivityOptions): Activity
  /** The gradebook column of an activity of the VLE's own. */
  activityColumn(activityId: string): string | null
  /** A new course with the links and the tools' columns of another one, and nobody in it. */
  copyCourse(courseId: string, given: { id: string; label: string; title: string }): Course
  /** All of it as plain JSON, apart from what the VLE goes on to do. */
  snapshot(): VleData
  /** Calls back after each change; returns a function that stops it. */
  onChange(callback: () => void): () => void
}

export const emptyData = (): VleData => ({
  version: 1,
  sequence: 0,
  keys: [],
  tools: [],
  users: [],
  courses: [],
  enrolments: [],
  activities: [],
  links: [],
  groups: [],
  columns: [],
  grades: {},
  submissions: {},
})

/** Everything the VLE knows. `data` is taken over and changed in place. */
export function createModel(data: VleData, clock: () => number): Model {
  const listeners = new Set<() => void>()
  const changed = () => {
    for (const listener of listeners) listener()
  }
  const next = () => {
    data.sequence += 1
    return String(data.sequence)
  }
  const { createActivity, ...content } = createContent(data, changed, next)
  const gradebook = createGradebook(data, changed, next, clock)

  function add(courseId: string, kind: Activity['kind'], options: ActivityOptions): Activity {
    const activity = createActivity(courseId, kind, options)
    const scoreMaximum = options.scoreMaximum === undefined && kind !== 'forum' ? 100 : options.scoreMaximum
    if (typeof scoreMaximum === 'number') {
      const column = gradebook.addColumn(courseId, {
        label: options.title,
        scoreMaximum,
        activityId: activity.id,
      })
      for (const [userId, score] of Object.entries(options.grades ?? {}))
        gradebook.grade(column.id, userId, score)
    }
    return activity
  }

  const roster = createRoster(data, changed)
  return {
    ...roster,
    ...content,
    ...gradebook,
    copyCourse: (courseId, given) => copyCourse({ ...roster, ...content, ...gradebook }, courseId, given),
    addQuiz: (courseId, options) => add(courseId, 'quiz', options),
    addForum: (courseId, options) => add(courseId, 'forum', options),
    addAssignment: (courseId, options) => add(courseId, 'assignment', options),
    activityColumn: (id) => data.columns.find((column) => column.activityId === id)?.id ?? null,
    snapshot: () => structuredClone(data),
    onChange(callback) {
      listeners.add(callback)
      return () => listeners.delete(callback)
    },
  }
}
