import type { CourseActivity } from '../../app/model.ts'
import { KINDS } from '../../core/activity.ts'
import type { Criterion, Target } from '../../core/criteria.ts'
import { MAX_MONTHS, MAX_NEED } from '../../core/parse-criterion.ts'
import type { Words } from '../language/words.ts'
import type { ChoiceControl, Control } from './sentence.ts'

/** What the controls of one condition are made from: `name` gives a field's name, `sent` what was typed into it. */
export interface Controlled {
  readonly criterion: Criterion
  readonly name: (threshold: string) => string
  readonly sent: Readonly<Record<string, string>>
  readonly activities: readonly CourseActivity[]
  readonly words: Words
}

/** Everything in a condition that may be changed in its place. */
export function controlsOf(of: Controlled): Control[] {
  const { criterion, words } = of
  switch (criterion.type) {
    case 'all':
    case 'any':
      return [groupType(of)]
    case 'at-least':
      return [groupType(of), number(of, 'n', criterion.n, 1, criterion.of.length)]
    case 'completed':
      return [...needOf(of, criterion), targetChoice(of, criterion.target)]
    case 'scored':
      return [
        { ...number(of, 'percent', criterion.percent, 0, 100), step: 'any' },
        ...needOf(of, criterion),
        targetChoice(of, criterion.target),
      ]
    case 'attended':
      return [number(of, 'percent', criterion.percent, 0, 100)]
    case 'confirmed': {
      const name = of.name('statement')
      const value = of.sent[name] ?? criterion.statement
      return [{ control: 'text', threshold: 'statement', name, value, maxlength: 500 }]
    }
    case 'evidence':
      return [
        number(of, 'months', criterion.months, 1, MAX_MONTHS),
        choice(of, 'from', criterion.from, [
          {
            label: null,
            options: (['course-end', 'award-below'] as const).map((value) => ({
              value,
              text: words.t(`criteriaEdit.from.${value}`),
            })),
          },
        ]),
      ]
  }
}

function number(of: Controlled, threshold: string, value: number, min: number, max: number) {
  const name = of.name(threshold)
  const shown = of.sent[name] ?? String(value)
  return { control: 'number' as const, threshold, name, value: shown, min, max, step: '1' as const }
}

/** A named activity is done or it is not: there is no number to give. */
function needOf(of: Controlled, { target, need }: Extract<Criterion, { need: unknown }>): Control[] {
  return 'activity' in target ? [] : [number(of, 'need', need === 'every' ? 1 : need, 1, MAX_NEED)]
}

function groupType(of: Controlled): ChoiceControl {
  const options = (['all', 'any', 'at-least'] as const).map((value) => ({
    value,
    text: of.words.t(`criteriaEdit.group.${value}`),
  }))
  return choice(of, 'type', of.criterion.type, [{ label: null, options }])
}

function targetChoice(of: Controlled, target: Target): ChoiceControl {
  const { activities, words } = of
  const kinds = KINDS.map((kind) => ({
    value: `kind:${kind}`,
    text: words.t('criteriaEdit.counted', { what: words.t(`kindsCounted.${kind}`) }),
  }))
  const named = activities.map(({ id, title }) => ({
    value: `activity:${id}`,
    text: words.t('common.quoted', { title }),
  }))
  const gone = 'activity' in target && !activities.some(({ id }) => id === target.activity)
  const missing = gone ? [{ value: `activity:${target.activity}`, text: words.t('criteria.gone') }] : []
  const now = 'kind' in target ? `kind:${target.kind}` : `activity:${target.activity}`
  return {
    ...choice(of, 'target', now, [
      { label: words.t('criteriaEdit.kinds'), options: kinds },
      ...(named.length + missing.length > 0
        ? [{ label: words.t('criteriaEdit.activities'), options: [...missing, ...named] }]
        : []),
    ]),
    threshold: 'what',
  }
}

type Groups = readonly { label: string | null; options: readonly { value: string; text: string }[] }[]

function choice(of: Controlled, threshold: string, now: string, groups: Groups): ChoiceControl {
  const name = of.name(threshold)
  const value = of.sent[name] ?? now
  return {
    control: 'choice',
    threshold,
    name,
    value,
    groups: groups.map(({ label, options }) => ({
      label,
      options: options.map((option) => ({ ...option, chosen: option.value === value })),
    })),
  }
}
