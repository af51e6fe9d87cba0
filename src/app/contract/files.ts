/** Files: taken in while they stream, given out to those who may read them. */
import type { Readable } from 'node:stream'
import type { Visit } from '../contract.ts'
import type { FilePurpose, FileRecord } from '../model.ts'
import type { Upload } from '../ports.ts'

export interface FileLimits {
  readonly maxBytes: number
  /** Files of one hand-in. */
  readonly maxCount: number
}

export interface FilesApp {
  readonly limits: FileLimits
  /**
   * Takes one file in. It stays loose until a hand-in or a draft settles it (`unit.files.settle`), and is swept otherwise.
   * Errors: those of `FileStore.put`; `anonymous` and `only_looking` 403 before a byte is read.
   */
  receive(visit: Visit, purpose: FilePurpose, upload: Upload): Promise<FileRecord>
  /** Removes files that were received and are not wanted after all. */
  discard(visit: Visit, files: readonly FileRecord[]): Promise<void>
  /** One's own; for staff of the course also what was handed in. Errors: `file_not_found` 404, `file_gone` 404. */
  open(visit: Visit, id: string): Promise<{ file: FileRecord; stream: Readable }>
}
