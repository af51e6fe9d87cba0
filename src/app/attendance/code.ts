import { createHash, timingSafeEqual } from 'node:crypto'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { CheckInSession } from '../model.ts'
import type { Random } from '../ports.ts'

/** 32 letters and digits that nobody takes for one another across a room: no I, O, 0 or 1. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
/** 32 to the 6th is a thousand million. */
const LENGTH = 6

const MOST_TRIES = 5
const FORGET_AFTER = 10 * 60_000

export function newCode(random: Random): string {
  const bytes = Buffer.from(random.token(LENGTH), 'base64url')
  return Array.from(bytes.subarray(0, LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('')
}

/** As people type it: in small letters, with spaces or a hyphen in between. */
const read = (typed: string) => typed.toUpperCase().replace(/[\s-]/g, '')

/**
 * Whether a learner knows the session's code. A try is counted, and kept, before it is compared.
 * Errors: `code_wrong` 422; `code_tried_often` 429 after five tries in ten minutes, `until` says when the next is taken.
 */
export async function proveCode(
  { store, clock }: Deps,
  { activityId, code }: CheckInSession,
  personId: string,
  typed: string,
): Promise<void> {
  if (code === null) return
  const now = clock.now()
  const since = await store.checkIns.tryCode(activityId, personId, {
    now,
    forget: now - FORGET_AFTER,
    most: MOST_TRIES,
  })
  if (since !== null) {
    const until = new Date(since + FORGET_AFTER).toISOString()
    throw new AppError('code_tried_often', 429, 'too many tries at the code', { until })
  }
  if (!timingSafeEqual(digest(read(typed)), digest(code)))
    throw new AppError('code_wrong', 422, 'the code is not that of the session')
}

const digest = (text: string) => createHash('sha256').update(text).digest()
