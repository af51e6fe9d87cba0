import type { Response } from 'express'
import type { Visit } from '../app/contract.ts'
import type { Words } from './language/words.ts'
import type { Rescued } from './middleware/rescue.ts'
import type { NoticeView } from './presenters/notices.ts'
import type { Framing } from './security/content-security.ts'
import type { ReceivedFiles } from './session/form-with-files.ts'

/** What the middlewares leave on `res.locals` for the handlers. */
export interface Locals {
  /** A nonce for the scripts of this answer, should it have any. */
  makeNonce(): string
  /** Set where a handler said who may frame this answer. */
  framing?: Framing
  words: Words
  /** Set once the session's cookie was checked. */
  visit?: Visit
  /** Set where a form may bring files. */
  files?: ReceivedFiles
  /** What somebody wrote in a form that was not taken. */
  rescued?: readonly Rescued[]
  /** What the person is told at the top of their own page. */
  notices?: { rows: readonly NoticeView[]; more: string | null } | null
}

/** Typed view of `res.locals`. */
export function localsOf(res: Response): Locals {
  return res.locals as Locals
}
