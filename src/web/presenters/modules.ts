import type { ModulesView } from '../../app/contract/sources.ts'
import { KINDS } from '../../core/activity.ts'
import type { Words } from '../language/words.ts'

export interface ModulesPage {
  /** Those that may be chosen, each with a suggestion in words that chooses nothing. */
  readonly open: readonly {
    readonly id: string
    readonly name: string
    readonly type: string
    readonly notes: readonly string[]
  }[]
  /** Those that are there already. */
  readonly counted: readonly { readonly name: string; readonly text: string }[]
  readonly kinds: readonly { readonly value: string; readonly name: string }[]
  /** What stands where nothing can be chosen. */
  readonly empty: string
  /** Why the list cannot be had, and what mends it. */
  readonly fault: { readonly text: string; readonly mend: string } | null
}

export function presentModules(view: ModulesView, words: Words): ModulesPage {
  const kinds = KINDS.map((kind) => ({ value: kind, name: words.t(`kinds.${kind}`) }))
  if ('fault' in view) {
    const say = (what: 'text' | 'mend') => words.t(`doctor.codes.${view.fault}.${what}`, view.detail)
    return { open: [], counted: [], kinds, empty: '', fault: { text: say('text'), mend: say('mend') } }
  }
  const { modules } = view
  return {
    open: modules
      .filter(({ activity }) => activity === null)
      .map(({ id, name, type, tracked, suggestion }) => ({
        id,
        name,
        type,
        notes: [
          ...(tracked ? [] : [words.t('modules.untracked')]),
          ...(suggestion ? [words.t('activities.suggested', { kind: words.t(`kinds.${suggestion}`) })] : []),
        ],
      })),
    counted: modules.flatMap(({ name, activity }) =>
      activity ? [{ name, text: countsAs(activity.kind, words) }] : [],
    ),
    kinds,
    empty: words.t(modules.length === 0 ? 'modules.none' : 'modules.all'),
    fault: null,
  }
}

function countsAs(kind: string | null, words: Words): string {
  return kind === null
    ? words.t('modules.countsNothing')
    : words.t('modules.counts', { kind: words.t(`kinds.${kind}`) })
}
