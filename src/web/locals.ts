import type { Response } from 'express'
import type { Visit } from '../app/contract.ts'
import type { Words } from './language/words.ts'

/** What the middlewares leave on `res.locals` for the handlers. */
export interface Locals {
  nonce: string
  words: Words
  /** Set once the session's cookie was checked. */
  visit?: Visit
}

/** Typed view of `res.locals`. */
export function localsOf(res: Response): Locals {
  return res.locals as Locals
}
