import type { Response } from 'express'
import type { Visit } from '../app/contract.ts'
import type { Words } from './language/words.ts'
import type { NoticeView } from './presenters/notices.ts'

/** What the middlewares leave on `res.locals` for the handlers. */
export interface Locals {
  nonce: string
  words: Words
  /** Set once the session's cookie was checked. */
  visit?: Visit
  /** What the person is told at the top of their own page. */
  notices?: { rows: readonly NoticeView[]; more: string | null } | null
}

/** Typed view of `res.locals`. */
export function localsOf(res: Response): Locals {
  return res.locals as Locals
}
