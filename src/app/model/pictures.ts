/** Pictures that people brought: logos, and art in place of a badge's drawing. */

export interface StoredPicture {
  /** Whose it is: a platform's id; `''`: the operator's. */
  readonly owner: string
  /** SHA-256 of the bytes, as hexadecimal. */
  readonly hash: string
  readonly type: 'image/png' | 'image/svg+xml'
  readonly bytes: Buffer
  readonly madeAt: string
}
