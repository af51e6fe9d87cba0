/** What learners handed in, what they are still at, and how it was marked. */
import type { Mark, Marking, Person, Submission, WorkDraft } from '../model.ts'

/** Who handed in to an activity: the last hand-in of each, with its last mark. */
export interface HandedIn {
  readonly person: Person
  readonly submission: Submission
  readonly mark: Mark | null
}

export interface CourseworkRepository {
  /** All that a person handed in to activities of a course, newest first; every hand-in of each. */
  ofPerson(courseId: string, personId: string): Promise<Submission[]>
  latest(activityId: string, personId: string): Promise<Submission | null>
  byId(courseId: string, id: string): Promise<Submission | null>
  /** Unique on (activityId, personId, number): `false` where another hand-in has that number. */
  submit(submission: Submission): Promise<boolean>
  draft(activityId: string, personId: string): Promise<WorkDraft | null>
  drafts(courseId: string, personId: string): Promise<WorkDraft[]>
  /** In place of the one before. */
  saveDraft(draft: WorkDraft): Promise<void>
  removeDraft(activityId: string, personId: string): Promise<void>
  /** `null`: nobody ever said anything about marking. */
  marking(activityId: string): Promise<Marking | null>
  markings(courseId: string): Promise<Marking[]>
  setMarking(marking: Marking): Promise<void>
  /** Unique on (submissionId, number): `false` where somebody marked meanwhile. */
  mark(mark: Mark): Promise<boolean>
  /** Of these hand-ins, the newest first. */
  marks(submissionIds: readonly string[]): Promise<Mark[]>
  /** The last mark of each of these people in an activity, whichever hand-in it was for. One statement for up to 1,000 people. */
  standingMarks(activityId: string, personIds: readonly string[]): Promise<Map<string, Mark>>
  /** By activity: how many people handed in, and of how many the last hand-in has no mark. */
  counts(courseId: string): Promise<Map<string, { handedIn: number; waiting: number }>>
  /** The one who waits longest first. `waiting`: only where the last hand-in has no mark. */
  handedIn(
    courseId: string,
    activityId: string,
    page: { waiting: boolean; offset: number; limit: number },
  ): Promise<{ total: number; rows: HandedIn[] }>
}
