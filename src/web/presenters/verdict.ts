import type { Verified } from '../../app/contract.ts'
import type { Check, Json, JsonObject } from '../../openbadges/types.ts'
import type { Words } from '../language/words.ts'
import { presentStanding, type StandingView } from './standing.ts'

export interface VerdictView {
  readonly verdict: StandingView
  readonly facts: readonly { name: string; text: string }[]
  readonly checks: readonly {
    outcome: Check['outcome']
    mark: string
    name: string
    text: string
    /** What exactly was found, in English: the words of the library that looked. */
    detail: string
  }[]
  /** Of a learner record: the credentials in it, one by one. */
  readonly inside: readonly {
    mark: string
    outcome: Check['outcome']
    name: string
    text: string
    detail: string
  }[]
}

const TONES = { valid: 'good', invalid: 'bad', unknown: 'caution' } as const
const MARKS = { valid: '✓', invalid: '✗', unknown: '?' } as const
const CHECK_MARKS = { pass: '✓', fail: '✗', unknown: '?', skipped: '–' } as const
const OUTCOMES = { valid: 'pass', invalid: 'fail', unknown: 'unknown' } as const
const LONGEST = 500

/** A report in the words of whoever checks a badge: the verdict, what the badge says of itself, and each check. */
export function presentVerdict(
  { verdict, checks, credential, standing, credentials = [] }: Verified,
  words: Words,
): VerdictView {
  const found = {
    tone: TONES[verdict],
    mark: MARKS[verdict],
    title: words.t(`verify.verdicts.${verdict}.title`),
    text: words.t(`verify.verdicts.${verdict}.text`),
    instead: null,
  }
  return {
    verdict: standing ? presentStanding(standing, words) : found,
    facts: credential ? factsOf(credential, words) : [],
    checks: checks.map(({ id, outcome, message }) => ({
      outcome,
      mark: CHECK_MARKS[outcome],
      name: words.t(`verify.checks.${id}`),
      text: words.t(`verify.outcomes.${outcome}`),
      detail: message,
    })),
    inside: credentials.map((one) => ({
      mark: MARKS[one.verdict],
      outcome: OUTCOMES[one.verdict],
      name: nameOf(one.credential) ?? words.t('verify.inside.nameless'),
      text: words.t(`verify.inside.${one.verdict}`),
      detail: one.checks
        .filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown')
        .map(({ message }) => message)
        .join(' '),
    })),
  }
}

function factsOf(credential: JsonObject, words: Words): VerdictView['facts'] {
  const subject = member(credential, 'credentialSubject')
  const achievement = member(subject, 'achievement')
  const issuer = member(credential, 'issuer')
  const facts: [string, string | null][] = [
    ['name', nameOf(credential)],
    ['issuer', text(issuer?.name)],
    ['issuerId', text(issuer?.id) ?? text(credential.issuer)],
    ['from', date(credential.validFrom ?? credential.issuanceDate ?? credential.issuedOn, words)],
    ['until', date(credential.validUntil ?? credential.expirationDate ?? credential.expires, words)],
    ['did', text(achievement?.description)],
  ]
  return facts.flatMap(([key, value]) =>
    value === null ? [] : [{ name: words.t(`verify.facts.${key}`), text: value }],
  )
}

function nameOf(credential: JsonObject | null): string | null {
  const achievement = member(member(credential, 'credentialSubject'), 'achievement')
  return text(achievement?.name) ?? text(credential?.name)
}

/** The object under a name, or the first of a list of them. */
function member(of: JsonObject | null, name: string): JsonObject | null {
  const value: Json | undefined = of?.[name]
  const first = Array.isArray(value) ? value[0] : value
  return typeof first === 'object' && first !== null && !Array.isArray(first) ? first : null
}

/** A stranger may write at any length. */
const text = (value: Json | undefined) =>
  typeof value === 'string' && value.trim() !== '' ? value.slice(0, LONGEST) : null

const date = (value: Json | undefined, words: Words) =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? words.date(value) : text(value)
