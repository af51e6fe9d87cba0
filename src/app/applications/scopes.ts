import type { Wants } from '../contract/applications.ts'

/** Open Badges 3.0 §6.2.1. Writing is not offered. */
export const READ_CREDENTIALS = 'https://purl.imsglobal.org/spec/ob/v3p0/scope/credential.readonly'
export const READ_PROFILE = 'https://purl.imsglobal.org/spec/ob/v3p0/scope/profile.readonly'
/** A refresh token: reading goes on until somebody ends it. */
const LATER = 'offline_access'

const OFFERED: readonly string[] = [READ_CREDENTIALS, READ_PROFILE, LATER]
export const EVERYTHING = OFFERED.join(' ')

/** Names of a scope (RFC 6749 §3.3), each once. */
export const namesIn = (scope: string): string[] => [
  ...new Set(scope.split(' ').filter((name) => name !== '')),
]

/**
 * Of what is asked, what is offered and may be asked: the rest is left out, as RFC 6749 §3.3 allows, and the answer says so.
 * `null`: nothing is left that could be read.
 */
export function grantable(asked: string, may: string): string | null {
  const left = namesIn(asked).filter((name) => OFFERED.includes(name) && namesIn(may).includes(name))
  return left.some((name) => name !== LATER) ? left.join(' ') : null
}

export const isWithin = (asked: string, scope: string) =>
  namesIn(asked).every((name) => namesIn(scope).includes(name))

export function wantsOf(scope: string): Wants {
  const names = namesIn(scope)
  return {
    credentials: names.includes(READ_CREDENTIALS),
    profile: names.includes(READ_PROFILE),
    later: names.includes(LATER),
  }
}
