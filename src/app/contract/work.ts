/** Course work: handed in, drafted, looked at and marked. */
import type { Visit } from '../contract.ts'
import type { WithFiles } from '../files/with-files.ts'
import type { CourseActivity, Mark, Submission, WorkDraft } from '../model.ts'
import type { HandedIn } from '../ports.ts'

/** One hand-in as it is shown. */
export interface HandIn extends WithFiles<Submission> {
  /** The newest first. */
  readonly marks: readonly Mark[]
}

/** All of a person's work for one activity. */
export interface WorkView {
  readonly activity: CourseActivity
  /** Points that a tutor can give; `null`: it is not marked. */
  readonly maximum: number | null
  /** The newest first, which is the one that counts. */
  readonly handIns: readonly HandIn[]
  readonly draft: WithFiles<WorkDraft> | null
}

/** What a learner has in front of them. */
export interface WorkInHand {
  readonly text: string
  readonly url: string | null
  /** Ids. */
  readonly files: readonly string[]
}

/** One activity for those who mark. */
export interface MarkingView {
  readonly activity: CourseActivity
  readonly maximum: number | null
  readonly handedIn: number
  readonly waiting: number
}

export interface HandedInView extends MarkingView {
  readonly total: number
  readonly rows: readonly HandedIn[]
}

export interface WorkApp {
  /** What this visit's link is for, with one's own work. Errors: `activity_gone` 404. */
  own(visit: Visit): Promise<WorkView>
  /** All that the visit's person handed in or drafted in the course. */
  ofMine(visit: Visit): Promise<WorkView[]>
  /** Keeps what is not finished. `files` left out: they stay as they are. Where it is what was handed in last, there is no draft. Errors: `file_not_found` 404. */
  saveDraft(
    visit: Visit,
    work: Omit<WorkInHand, 'files'> & { readonly files?: readonly string[] },
  ): Promise<WorkDraft | null>
  /** Back to what was handed in last. */
  dropDraft(visit: Visit): Promise<void>
  /** Hands in text, a web address, files, or several of these. The same once more changes nothing. Errors: `work_empty` 422, `file_not_found` 404. */
  handIn(visit: Visit, work: WorkInHand): Promise<void>

  /** Staff: the course's course work, and how much of it waits. */
  activities(visit: Visit): Promise<MarkingView[]>
  /** Staff: who handed in to one. Errors: `activity_gone` 404. */
  handedIn(
    visit: Visit,
    activityId: string,
    page: { waiting: boolean; offset: number; limit: number },
  ): Promise<HandedInView>
  /** Staff: how many points there are, or that it is not marked (`null`). */
  setMarking(visit: Visit, activityId: string, maximum: number | null): Promise<void>
  /**
   * Staff: marks a hand-in. `basedOn`: how many marks of it one has seen. Errors: `work_not_found` 404; `already_marked` 409 where somebody marked meanwhile,
   * `work_changed` 409 where the learner handed in again meanwhile, `marking_off` 409; `score_out_of_range` 422.
   */
  mark(
    visit: Visit,
    submissionId: string,
    mark: { score: number; feedback: string | null; basedOn: number },
  ): Promise<void>
}
