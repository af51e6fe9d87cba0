import type { Arrival } from '../../app/contract/sources.ts'
import type { Words } from '../language/words.ts'

export interface ArrivalView {
  readonly state: Arrival['state']
  /** The mark beside it; the words say the same. */
  readonly mark: 'met' | 'not-yet' | 'unknown'
  readonly title: string
  readonly text: string
}

const MARKS = { arriving: 'met', 'none-yet': 'not-yet', unreadable: 'unknown' } as const

/** The answer to “Are grades arriving?”. `source`: a column that people grade is filled in another way than one that the VLE computes. */
export function presentArrival(arrival: Arrival, source: 'column' | 'mirror', words: Words): ArrivalView {
  const { state } = arrival
  return {
    state,
    mark: MARKS[state],
    title: words.t(`arrival.${state}.title`),
    text: textOf(arrival, source, words),
  }
}

function textOf(arrival: Arrival, source: 'column' | 'mirror', words: Words): string {
  switch (arrival.state) {
    case 'arriving': {
      const { learners, newest, maximum } = arrival
      const values = { count: learners, maximum: words.number(maximum) }
      return newest === null
        ? words.t('arrival.arriving.text', values)
        : words.t('arrival.arriving.newest', { ...values, moment: words.moment(newest) })
    }
    case 'none-yet':
      return words.t(`arrival.none-yet.${source}`, { maximum: words.number(arrival.maximum) })
    case 'unreadable':
      return words.t(`arrival.unreadable.${arrival.why}`, { scope: arrival.scope ?? '' })
  }
}
