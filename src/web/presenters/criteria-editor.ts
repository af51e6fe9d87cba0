import type { CourseActivity } from '../../app/model.ts'
import type { Criterion } from '../../core/criteria.ts'
import { type CourseCriteria, LEVEL_IDS, type LevelCriteria, type LevelId } from '../../core/ladder.ts'
import { MAX_MONTHS } from '../../core/parse-criterion.ts'
import { ADDITIONS } from '../admin/criteria-additions.ts'
import { type CriteriaProblem, fieldName } from '../admin/criteria-form.ts'
import { at, stepsOffered, type Verb } from '../admin/criteria-steps.ts'
import type { Words } from '../language/words.ts'
import { controlsOf } from './criterion-controls.ts'
import { cautionOf, criterionSentence, titlesOf } from './criterion-sentence.ts'
import { type Part, sentence } from './sentence.ts'

/** One condition as a sentence with controls in it, and the buttons that change the tree around it. */
export interface EditedLine {
  /** Where the page goes on after a step: `at-completed.0`. */
  readonly anchor: string
  readonly parts: readonly Part[]
  /** "every one of them", where the criterion counts activities. */
  readonly every: { readonly name: string; readonly ticked: boolean } | null
  readonly problem: string | null
  readonly caution: string | null
  /** For a group, or a condition that stands alone: what can be added. */
  readonly add: AddLine | null
  readonly remove: StepButton | null
  readonly moves: readonly StepButton[]
  /** What the buttons are about, for who hears them. */
  readonly about: string
  readonly children: readonly EditedLine[]
}

interface StepButton {
  readonly value: string
  readonly text: string
  /** Part of the page to go on at. */
  readonly anchor: string
}

interface AddLine extends StepButton {
  readonly name: string
  readonly choices: readonly { value: string; text: string }[]
}

export interface EditedLevel {
  readonly id: LevelId
  readonly name: string
  readonly line: EditedLine
  readonly award: { readonly name: string; readonly automatic: boolean }
  readonly expires: {
    readonly name: string
    readonly value: string
    readonly max: number
    readonly problem: string | null
  }
}

export interface CriteriaForm {
  readonly basedOn: number
  /** The tree that the fields belong to, as JSON. */
  readonly draft: string
  /** It differs from what is saved. */
  readonly changed: boolean
  readonly levels: readonly EditedLevel[]
  readonly note: string
  readonly problems: { readonly summary: readonly { field: string; text: string }[] } | null
}

export interface Draft {
  readonly basedOn: number
  readonly criteria: CourseCriteria
  readonly saved: CourseCriteria
  readonly activities: readonly CourseActivity[]
  /** What was typed and not taken over yet. */
  readonly sent?: Readonly<Record<string, string>>
  readonly problems?: readonly CriteriaProblem[]
  readonly note: string
}

interface Editor {
  readonly words: Words
  readonly level: LevelId
  readonly root: Criterion
  readonly activities: readonly CourseActivity[]
  readonly sent: Readonly<Record<string, string>>
  readonly problems: readonly CriteriaProblem[]
}

/** Criteria as a form of sentences. */
export function presentForm(draft: Draft, words: Words): CriteriaForm {
  const { basedOn, criteria, saved, activities, sent = {}, problems = [], note } = draft
  return {
    basedOn,
    draft: JSON.stringify(criteria),
    changed: JSON.stringify(criteria) !== JSON.stringify(saved),
    levels: LEVEL_IDS.map((level) =>
      presentLevel(criteria[level], {
        words,
        level,
        root: criteria[level].criterion,
        activities,
        sent,
        problems,
      }),
    ),
    note,
    problems:
      problems.length === 0
        ? null
        : { summary: problems.map(({ field, code }) => ({ field, text: problemText(code, words) })) },
  }
}

function presentLevel({ award, expiresAfterMonths }: LevelCriteria, editor: Editor): EditedLevel {
  const { level: id, words, sent, problems } = editor
  const [awardName, expiresName] = [`${id}.award`, `${id}.expires`]
  const wrong = problems.find(({ field }) => field === expiresName)
  return {
    id,
    name: words.t(`levels.${id}.name`),
    line: lineOf(editor, []),
    award: { name: awardName, automatic: (sent[awardName] ?? award) === 'automatic' },
    expires: {
      name: expiresName,
      value: sent[expiresName] ?? String(expiresAfterMonths ?? ''),
      max: MAX_MONTHS,
      problem: wrong ? problemText(wrong.code, words) : null,
    },
  }
}

function lineOf(editor: Editor, path: readonly number[]): EditedLine {
  const { words, level, root, activities, sent, problems } = editor
  // A path comes from the tree itself.
  const criterion = at(root, path) as Criterion
  const name = (threshold: string) => fieldName(level, path, threshold)
  const controls = controlsOf({ criterion, name, sent, activities, words })
  const wrong = problems.find(({ field }) => controls.some((control) => control.name === field))
  const titles = titlesOf(activities)
  const steps = new Set(stepsOffered(root, path))
  const place = [level, ...path].join('.')
  const button = (verb: Verb, anchor: string): StepButton => ({
    value: `${verb}:${place}`,
    text: words.t(`criteriaEdit.step.${verb}`),
    anchor,
  })
  const around = `at-${[level, ...path.slice(0, -1)].join('.')}`
  return {
    anchor: `at-${place}`,
    parts: sentence(`criteriaEdit.sentence.${formOf(criterion)}`, controls, words),
    every: everyOf(criterion, name, sent),
    problem: wrong ? problemText(wrong.code, words) : null,
    caution: cautionOf(criterion, words, titles),
    add: steps.has('add')
      ? { ...button('add', `at-${place}`), name: `add.${place}`, choices: choicesOf(editor) }
      : null,
    remove: steps.has('remove') ? button('remove', around) : null,
    moves: MOVES.filter((verb) => steps.has(verb)).map((verb) => button(verb, around)),
    about: criterionSentence(criterion, words, titles),
    children: 'of' in criterion ? criterion.of.map((_, index) => lineOf(editor, [...path, index])) : [],
  }
}

const MOVES = ['up', 'down', 'in', 'out', 'group', 'ungroup'] as const

/** A named activity reads otherwise than "at least so many of". */
function formOf(criterion: Criterion): string {
  return 'target' in criterion && 'activity' in criterion.target ? `${criterion.type}One` : criterion.type
}

function everyOf(criterion: Criterion, name: (threshold: string) => string, sent: Editor['sent']) {
  if (!('need' in criterion) || 'activity' in criterion.target) return null
  const resent = sent[name('need')] !== undefined
  return {
    name: name('every'),
    ticked: resent ? sent[name('every')] !== undefined : criterion.need === 'every',
  }
}

function choicesOf({ words, activities }: Editor): AddLine['choices'] {
  return ADDITIONS.filter((addition) => addition !== 'completed-one' || activities.length > 0).map(
    (value) => ({
      value,
      text: words.t(`criteriaEdit.add.${value}`),
    }),
  )
}

function problemText(code: string, words: Words): string {
  return words.t(words.has(`problems.${code}`) ? `problems.${code}` : 'problems.invalid')
}
