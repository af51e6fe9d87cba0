import type { Column, Grade, VleData } from '../types.ts'
import type { Given } from './records.ts'

/** What a tool's score did: `refused` names the reason in the words of the AGS rules. */
export type ScoreOutcome = 'kept' | 'overridden' | 'earlier' | 'locked'

export interface Gradebook {
  /** Every column of a course, the VLE's own and the tools'. */
  columns(courseId: string): readonly Column[]
  column(id: string): Column | null
  addColumn(
    courseId: string,
    column: Given<Omit<Column, 'id' | 'courseId'>, 'label' | 'scoreMaximum'>,
  ): Column
  /** As `PUT` of a line item does it: a new maximum rescales, and the ungraded turn into 0. */
  updateColumn(
    id: string,
    change: Partial<Omit<Column, 'id' | 'courseId'>>,
    gradable: readonly string[],
  ): Column
  removeColumn(id: string): void
  /** A teacher's grade. `comment` is kept when not given. */
  grade(columnId: string, userId: string, score: number, teacherId?: string, comment?: string | null): void
  clearGrade(columnId: string, userId: string): void
  /** The column's grades become those of an activity, or its own again with `null`. */
  setCalculation(columnId: string, activityId: string | null): void
  lockGrade(columnId: string, userId: string, locked?: boolean): void
  /** A score from a tool; `score: null` clears. `timestamp` in milliseconds. */
  score(
    columnId: string,
    userId: string,
    given: { score: number | null; comment: string | null; timestamp: number },
  ): ScoreOutcome
  gradeOf(columnId: string, userId: string): Grade | null
  grades(columnId: string): Readonly<Record<string, Grade>>
  submissions(columnId: string, userId: string): number
  addSubmission(columnId: string, userId: string): void
}

const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000)

/** Columns and grades, by Moodle's rules. */
export function createGradebook(
  data: VleData,
  changed: () => void,
  next: () => string,
  clock: () => number,
): Gradebook {
  const columns = new Map(data.columns.map((column) => [column.id, column]))
  const column = (id: string) => {
    const found = columns.get(id)
    if (!found || !data.columns.includes(found)) throw new Error(`There is no column ${id}`)
    return found
  }
  const book = (id: string) => {
    data.grades[id] ??= {}
    return data.grades[id]
  }
  const bounded = (score: number, maximum: number) => Math.min(Math.max(score, 0), maximum)

  /** A calculated column has no grades of its own (`=[[idnumber]]`): the other item's raw score, held to its own maximum. */
  function grades(id: string): Readonly<Record<string, Grade>> {
    const one = columns.get(id)
    if (!one?.calculation) return data.grades[id] ?? {}
    const source = data.columns.find((other) => other.activityId === one.calculation)
    const computed: Record<string, Grade> = {}
    for (const [userId, grade] of Object.entries((source && data.grades[source.id]) ?? {})) {
      if (grade.score === null) continue
      computed[userId] = {
        ...grade,
        score: bounded(grade.score, one.scoreMaximum),
        comment: null,
        locked: false,
      }
    }
    return computed
  }

  return {
    columns: (courseId) => data.columns.filter((one) => one.courseId === courseId),
    column: (id) => data.columns.find((one) => one.id === id) ?? null,
    addColumn(courseId, given) {
      const none = {
        toolId: null,
        linkId: null,
        activityId: null,
        resourceId: null,
        tag: null,
        calculation: null,
        submissionReview: null,
      }
      const one: Column = { ...none, startDateTime: null, endDateTime: null, ...given, id: next(), courseId }
      columns.set(one.id, one)
      data.columns.push(one)
      changed()
      return one
    },
    updateColumn(id, change, gradable) {
      const one = column(id)
      const before = one.scoreMaximum
      Object.assign(one, change)
      if (one.scoreMaximum !== before) {
        for (const grade of Object.values(book(id))) {
          if (grade.score !== null) grade.score = (grade.score * one.scoreMaximum) / before
          grade.timestamp = clock()
        }
        for (const userId of gradable) {
          const grade = book(id)[userId]
          if (!grade || grade.score === null) {
            book(id)[userId] = { score: 0, comment: null, timestamp: clock(), by: 'tool', locked: false }
          }
        }
      }
      changed()
      return one
    },
    removeColumn(id) {
      columns.delete(id)
      data.columns = data.columns.filter((one) => one.id !== id)
      delete data.grades[id]
      changed()
    },
    grade(columnId, userId, score, teacherId = 'teacher', comment) {
      const one = column(columnId)
      const known = book(columnId)[userId]
      book(columnId)[userId] = {
        score: bounded(score, one.scoreMaximum),
        comment: comment === undefined ? (known?.comment ?? null) : comment,
        timestamp: clock(),
        by: teacherId,
        locked: known?.locked ?? false,
      }
      const activity = data.activities.find((other) => other.id === one.activityId)
      if (activity) activity.completed[userId] = true
      changed()
    },
    clearGrade(columnId, userId) {
      const known = book(columnId)[userId]
      if (known) Object.assign(known, { score: null, comment: null, timestamp: clock() })
      changed()
    },
    setCalculation(columnId, activityId) {
      column(columnId).calculation = activityId
      changed()
    },
    lockGrade(columnId, userId, locked = true) {
      const empty: Grade = { score: null, comment: null, timestamp: 0, by: 'teacher', locked }
      book(columnId)[userId] = { ...(book(columnId)[userId] ?? empty), locked }
      changed()
    },
    score(columnId, userId, given) {
      const one = column(columnId)
      const known = book(columnId)[userId]
      if (one.calculation || known?.locked) return 'locked'
      // Moodle keeps whole seconds: a second score within the same second counts as no later.
      if (known && seconds(given.timestamp) <= seconds(known.timestamp)) return 'earlier'
      // On the column of a link a teacher's grade is an override that stays; on a standalone one it is lost.
      if (known && known.by !== 'tool' && known.score !== null && one.linkId) return 'overridden'
      if (!known && given.score === null) return 'kept'
      const score = given.score === null ? null : bounded(given.score, one.scoreMaximum)
      const comment = score === null ? null : given.comment
      book(columnId)[userId] = { score, comment, timestamp: given.timestamp, by: 'tool', locked: false }
      changed()
      return 'kept'
    },
    gradeOf: (columnId, userId) => grades(columnId)[userId] ?? null,
    grades,
    submissions: (columnId, userId) => data.submissions[`${columnId}/${userId}`] ?? 0,
    addSubmission(columnId, userId) {
      data.submissions[`${columnId}/${userId}`] = (data.submissions[`${columnId}/${userId}`] ?? 0) + 1
      changed()
    },
  }
}
