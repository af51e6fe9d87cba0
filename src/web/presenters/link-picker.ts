import type { LinksView } from '../../app/contract.ts'
import { KINDS, type Source } from '../../core/activity.ts'
import type { Words } from '../language/words.ts'

const NAMED = 4

export interface LinkPicker {
  /** The VLE takes one link at a time, so the choices are radio buttons. */
  readonly onlyOne: boolean
  /** Links bring their gradebook column along. */
  readonly columns: boolean
  /** What the course has already, in words; `null` where it has none. */
  readonly known: Readonly<Record<'ladder' | 'checkIn' | 'coursework' | 'checkpoint', string | null>>
  readonly kinds: readonly { readonly id: string; readonly name: string }[]
  /** What stands in the form before anybody wrote in it. */
  readonly defaults: Readonly<Record<string, string>>
}

export function presentLinkPicker(view: LinksView, words: Words): LinkPicker {
  const { ladderAt, settings } = view
  const onlyOne = !settings.acceptMultiple
  const first = ladderAt === null ? 'ladder' : 'checkIn'
  return {
    onlyOne,
    columns: settings.acceptLineItem,
    known: {
      ladder: ladderAt && words.t('deepLink.ladderKnown', { date: words.date(ladderAt) }),
      checkIn: titlesOf('check-in', view, words),
      coursework: titlesOf('coursework', view, words),
      checkpoint: titlesOf('checkpoint', view, words),
    },
    kinds: KINDS.map((id) => ({ id, name: words.t(`kinds.${id}`) })),
    defaults: {
      // Nobody is to add “My credentials” twice by leaving a tick where it is.
      ...(onlyOne ? { only: first } : ladderAt === null && { ladder: 'on' }),
      checkIns: '1',
      checkInTitle: words.t('deepLink.checkInDefault'),
      checkInNames: 'numbers',
      checkInEvery: '7',
      courseworkTitle: words.t('deepLink.courseworkDefault'),
      courseworkKind: 'coursework',
      checkpointTitle: words.t('deepLink.checkpointDefault'),
      checkpointKind: 'participation',
    },
  }
}

function titlesOf(source: Source, { activities }: LinksView, words: Words): string | null {
  const titles = activities.filter((one) => one.source === source).map(({ title }) => title)
  if (titles.length === 0) return null
  const more = titles.length - NAMED
  const named = titles.slice(0, more > 0 ? NAMED : titles.length)
  const rest = more > 0 ? [words.t('deepLink.more', { count: more })] : []
  return words.t('deepLink.known', { titles: words.list([...named, ...rest]) })
}
