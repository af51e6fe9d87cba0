/** A group of a course's learners, as the VLE keeps it. */
export interface CourseGroup {
  /** The VLE's own; unique in its course. */
  readonly id: string
  readonly name: string
}
