/** Files that people hand in: whose they are (a row each), and where their bytes lie. */
import type { Readable } from 'node:stream'
import type { FileFacts, FilePurpose, FileRecord, FileStanding } from '../model.ts'

/** A file as it arrives. */
export interface Upload {
  /** As the browser named it. */
  readonly name: string
  readonly stream: Readable
}

export interface Incoming extends Upload {
  readonly maxBytes: number
  /**
   * Awaited once the file is whole, of a type that is taken, and clean, before its bytes go where they stay. The row is written here, so
   * that no bytes are ever without one: whatever kills the process, the sweep finds them.
   */
  record(facts: FileFacts): Promise<void>
}

/** What became of a trial file. */
export interface FileStoreCondition {
  /** Code of what kept it from being written, read back or removed; `null`: nothing. */
  readonly fault: string | null
  /** What the scanner said of it; `null`: there is none. */
  readonly scan: 'clean' | 'infected' | 'unknown' | null
}

/** The bytes, on a disk or in an object store. */
export interface FileStore {
  /**
   * Streams a file in; half of one leaves nothing. Errors: `file_empty` 422, `file_too_large` 413 as soon as it is over the limit,
   * `file_type_refused` 415 by its content, `file_infected` 422, `file_unscanned` 503 where no scan could be made.
   */
  put(incoming: Incoming): Promise<FileFacts>
  /** Errors: `file_gone` 404. */
  open(id: string): Promise<Readable>
  /** One that is not there is no fault. */
  remove(id: string): Promise<void>
  /** Removes what is left of uploads that nobody worked at since `before` (milliseconds): their process was killed. */
  sweep(before: number): Promise<void>
  /** Tries it with a file of its own, which is gone afterwards. */
  condition(): Promise<FileStoreCondition>
}

/** Whether a file is clean. `unknown`: it could not be scanned, and is refused with other words than an infected one. */
export type Scan = (path: string) => Promise<'clean' | 'infected' | 'unknown'>

/** Whose files these are to be. */
export type FileOwner = Pick<FileRecord, 'courseId' | 'personId' | 'purpose'>

export interface FileRepository {
  insert(file: FileRecord): Promise<void>
  /** Of this course alone; not one that is being removed. */
  byId(courseId: string, id: string): Promise<FileRecord | null>
  /** In the order of the ids; those of another course are left out. */
  byIds(courseId: string, ids: readonly string[]): Promise<FileRecord[]>
  /** All that a person keeps in a course, newest first. */
  ofPerson(courseId: string, personId: string): Promise<FileRecord[]>
  /**
   * Puts files into a draft, or hands them in for good. Answers how many of the ids are the owner's own and stand so now: fewer than were named means
   * that one is somebody else's, or gone.
   */
  settle(
    owner: FileOwner,
    ids: readonly string[],
    standing: 'draft' | 'handed-in',
    at: string,
  ): Promise<number>
  /** Gives up those of these that no hand-in holds; answers them, for their bytes to be removed once the unit of work is done. */
  release(owner: FileOwner, ids: readonly string[], at: string): Promise<string[]>
  /** Gives up those that nobody took since `before`, and answers them along with those given up earlier and still here. */
  claimLoose(before: string, at: string, limit: number): Promise<string[]>
  /** Once their bytes are gone. Only what was given up. */
  forget(ids: readonly string[]): Promise<void>
}

export type { FileFacts, FilePurpose, FileRecord, FileStanding }
