/** What learners handed in. */
import type { EvidenceRecord, Submission } from '../model.ts'

export interface WorkRepository {
  submission(activityId: string, personId: string): Promise<Submission | null>
  /** All that a person handed in to activities of a course, newest first. */
  submissions(courseId: string, personId: string): Promise<Submission[]>
  submit(submission: Submission): Promise<void>
  evidence(courseId: string, personId: string): Promise<EvidenceRecord[]>
  evidenceById(courseId: string, id: string): Promise<EvidenceRecord | null>
  /** Unique on (courseId, personId) while `submitted`: `false` when one is waiting already. */
  submitEvidence(record: EvidenceRecord): Promise<boolean>
}
