import type { CriteriaView } from '../../app/contract.ts'
import type { Criterion } from '../../core/criteria.ts'
import { type CourseCriteria, LEVEL_IDS, type LevelId } from '../../core/ladder.ts'
import { type CriteriaProblem, fieldName } from '../admin/criteria-form.ts'
import type { Words } from '../language/words.ts'
import { type Part, type Sentence, sentence } from './sentence.ts'

export interface CriterionLine {
  readonly parts: readonly Part[]
  /** "every one of them", where the criterion counts activities. */
  readonly every: { readonly name: string; readonly ticked: boolean } | null
  readonly children: readonly CriterionLine[]
  readonly problem: string | null
}

export interface LevelLine {
  readonly id: LevelId
  readonly name: string
  readonly line: CriterionLine
}

export interface CriteriaPage {
  readonly canEdit: boolean
  readonly version: number
  readonly saved: string
  readonly levels: readonly (LevelLine & {
    award: { name: string; automatic: boolean; text: string }
  })[]
  readonly note: string
  readonly problems: { summary: readonly { field: string; text: string }[] } | null
  readonly history: readonly { version: number; when: string; note: string; current: boolean }[]
  readonly issuer: { name: string; href: string }
}

type Sent = Readonly<Record<string, string>>

/** The criteria as sentences; for those who may edit, with number inputs inside them. */
export function presentCriteria(
  view: CriteriaView,
  words: Words,
  sent: Sent = {},
  problems: readonly CriteriaProblem[] = [],
): CriteriaPage {
  const { current, canEdit } = view
  const editor: Editor = { words, canEdit, sent, problems }
  return {
    canEdit,
    version: current.version,
    saved: words.moment(current.savedAt),
    levels: LEVEL_IDS.map((id) => {
      const { criterion, award } = current.criteria[id]
      const chosen = sent[`${id}.award`] ?? award
      return {
        id,
        name: words.t(`levels.${id}.name`),
        line: lineOf(criterion, id, [], editor),
        award: { name: `${id}.award`, automatic: chosen === 'automatic', text: words.t(`award.${award}`) },
      }
    }),
    note: sent.note ?? '',
    problems:
      problems.length === 0
        ? null
        : { summary: problems.map(({ field, code }) => ({ field, text: problemText(code, words) })) },
    history: view.history
      .toSorted((a, b) => b.version - a.version)
      .map(({ version, savedAt, note }) => ({
        version,
        when: words.moment(savedAt),
        note: note ?? (version === 1 ? words.t('criteria.first') : ''),
        current: version === current.version,
      })),
    issuer: { name: view.issuer.name, href: `/issuers/${view.issuer.id}` },
  }
}

/** Criteria to read, without a form around them. */
export function levelLines(criteria: CourseCriteria, words: Words): LevelLine[] {
  const reader: Editor = { words, canEdit: false, sent: {}, problems: [] }
  return LEVEL_IDS.map((id) => ({
    id,
    name: words.t(`levels.${id}.name`),
    line: lineOf(criteria[id].criterion, id, [], reader),
  }))
}

interface Editor {
  readonly words: Words
  readonly canEdit: boolean
  readonly sent: Sent
  readonly problems: readonly CriteriaProblem[]
}

function lineOf(
  criterion: Criterion,
  level: LevelId,
  path: readonly number[],
  editor: Editor,
): CriterionLine {
  const { words, canEdit, sent, problems } = editor
  const name = (threshold: string) => fieldName(level, path, threshold)
  const counts = 'need' in criterion
  const resent = sent[name('need')] !== undefined
  const ticked = counts && (resent ? sent[name('every')] !== undefined : criterion.need === 'every')
  const asked: Sentence = {
    key: `criteria.${counts && criterion.need === 'every' && !canEdit ? `${criterion.type}Every` : criterion.type}`,
    values: {
      ...('statement' in criterion && { statement: criterion.statement }),
      ...('from' in criterion && { context: criterion.from }),
      ...('target' in criterion && {
        what:
          'kind' in criterion.target
            ? words.t(`kindsCounted.${criterion.target.kind}`)
            : words.t('criteria.named'),
      }),
    },
    inputs: inputsOf(criterion, name, sent),
  }
  const codes = problems.filter(({ field }) => asked.inputs.some((input) => input.name === field))
  return {
    parts: sentence(asked, words, canEdit),
    every: counts && canEdit ? { name: name('every'), ticked } : null,
    children:
      'of' in criterion
        ? criterion.of.map((child, index) => lineOf(child, level, [...path, index], editor))
        : [],
    problem: codes[0] ? problemText(codes[0].code, words) : null,
  }
}

function inputsOf(criterion: Criterion, name: (threshold: string) => string, sent: Sent): Sentence['inputs'] {
  const input = (threshold: string, value: number, min: number, max: number) => ({
    threshold,
    name: name(threshold),
    value: sent[name(threshold)] ?? String(value),
    min,
    max,
  })
  return [
    ...('percent' in criterion ? [input('percent', criterion.percent, 0, 100)] : []),
    ...('need' in criterion ? [input('need', criterion.need === 'every' ? 1 : criterion.need, 1, 500)] : []),
    ...('months' in criterion ? [input('months', criterion.months, 1, 60)] : []),
    ...('n' in criterion ? [input('n', criterion.n, 1, criterion.of.length)] : []),
  ]
}

function problemText(code: string, words: Words): string {
  return words.t(words.has(`problems.${code}`) ? `problems.${code}` : 'problems.invalid')
}
