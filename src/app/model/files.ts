/** Files that people hand in. */

/** What a file is handed in for. */
export type FilePurpose = 'coursework' | 'evidence'

/** `loose`: arrived, and nobody took it yet. `going`: given up, its bytes are being removed. Both are swept. */
export type FileStanding = 'loose' | 'draft' | 'handed-in' | 'going'

/** What is known of a file once it is whole. */
export interface FileFacts {
  readonly id: string
  /** Safe to show and to save under: no folders, no control characters, an ending that fits what it is. */
  readonly name: string
  /** A media type, by content. */
  readonly type: string
  /** Bytes. */
  readonly size: number
  /** Hexadecimal. */
  readonly sha256: string
}

/** A file of a person in a course. */
export interface FileRecord extends FileFacts {
  readonly courseId: string
  readonly personId: string
  readonly purpose: FilePurpose
  readonly standing: FileStanding
  /** Since when it stands so. */
  readonly since: string
}
