import type { ConnectionView } from '../../app/contract.ts'
import type { Finding, Outcome } from '../../app/operating/findings.ts'
import { worst } from '../../app/operating/findings.ts'
import { type FindingWords, wordsOf } from '../../app/operating/words.ts'
import type { Words } from '../language/words.ts'
import { presentRun } from './run.ts'

/** How an outcome is shown: a sign, and the names of its mark and of its colours. */
interface Look {
  readonly sign: string
  readonly mark: string
  readonly tone: string
}

const LOOKS: Readonly<Record<Outcome, Look>> = {
  pass: { sign: '✓', mark: 'met', tone: 'good' },
  fail: { sign: '✗', mark: 'bad', tone: 'bad' },
  unknown: { sign: '?', mark: 'unknown', tone: 'caution' },
}

export interface CheckView extends FindingWords {
  readonly id: Finding['check']
  readonly look: Look
  /** The outcome in a word. */
  readonly state: string
  /** How old the key set is that launches use. */
  readonly more: string | null
  /** For support. */
  readonly code: string
}

export interface ConnectionPage {
  readonly look: Look
  readonly title: string
  readonly text: string | null
  readonly checked: string
  /** What does not work first. */
  readonly checks: readonly CheckView[]
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  readonly courses: readonly { readonly label: string; readonly value: string }[]
  readonly pending: readonly string[]
}

const FIRST: readonly Outcome[] = ['fail', 'unknown', 'pass']

export function presentConnection(view: ConnectionView, words: Words, toolUrl: string): ConnectionPage {
  const { platform, product, version, findings, readings, run } = view
  const outcome = worst(findings)
  const told = (key: string, value: string) => ({ label: words.t(`connection.${key}`), value })
  const isPaused = findings.some(({ check }) => check === 'pause')
  return {
    look: LOOKS[outcome],
    ...heading(outcome, view, words),
    checked: words.t('connection.checked', { when: words.moment(view.checkedAt) }),
    checks: FIRST.flatMap((wanted) => findings.filter((one) => one.outcome === wanted)).map((one) =>
      presentCheck(one, view, words, toolUrl),
    ),
    courses: [
      told('thisCourse', presentRun(run, words).text),
      told('allCourses', words.t('connection.counts', { ...readings })),
      ...(isPaused ? [] : [told('pause', words.t('connection.noPause'))]),
    ],
    facts: [
      told('name', platform.name),
      told('issuer', platform.issuer),
      told('clientId', platform.clientId),
      told('deployments', platform.deploymentIds.join(', ')),
      told('product', words.t(`connection.products.${product}`)),
      told('version', version ?? words.t('connection.notTold')),
    ],
    pending: view.pending.map((one) => words.t('connection.pendingText', one)),
  }
}

function heading(
  outcome: Outcome,
  { platform, findings }: ConnectionView,
  words: Words,
): Pick<ConnectionPage, 'title' | 'text'> {
  const count = findings.filter((one) => one.outcome === 'fail').length
  return {
    title: words.t(`connection.${outcome}`, { name: platform.name, count }),
    text: outcome === 'pass' ? null : words.t(`connection.${outcome}Text`),
  }
}

function presentCheck(
  finding: Finding,
  { product }: ConnectionView,
  words: Words,
  toolUrl: string,
): CheckView {
  const { check, outcome, code, detail } = finding
  const inTime = detail.until ? { ...detail, until: words.moment(detail.until) } : detail
  return {
    id: check,
    look: LOOKS[outcome],
    state: words.t(`connection.states.${outcome}`),
    code,
    more: detail.cachedSeconds
      ? words.t('connection.copy', { age: age(Number(detail.cachedSeconds), words) })
      : null,
    ...wordsOf({ ...finding, detail: inTime }, { product, toolUrl }, words.t),
  }
}

function age(seconds: number, words: Words): string {
  return seconds < 60
    ? words.t('connection.age.seconds', { n: words.number(seconds) })
    : words.t('connection.age.minutes', { n: words.number(Math.floor(seconds / 60)) })
}
