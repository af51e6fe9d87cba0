/** Evidence for Implemented. */
import type { EvidenceRecord } from '../model.ts'

export interface WorkRepository {
  evidence(courseId: string, personId: string): Promise<EvidenceRecord[]>
  evidenceById(courseId: string, id: string): Promise<EvidenceRecord | null>
  /** Unique on (courseId, personId) while `submitted`: `false` when one is waiting already. */
  submitEvidence(record: EvidenceRecord): Promise<boolean>
}
