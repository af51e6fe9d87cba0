import type { HandIn, WorkView } from '../../app/contract/work.ts'
import type { Mark } from '../../app/model.ts'
import type { Words } from '../language/words.ts'
import { type FileView, presentFile } from './files.ts'
import type { TagView } from './rung.ts'

export interface MarkView {
  /** ‘15 of 20’ */
  readonly points: string
  readonly feedback: string | null
  readonly when: string
}

export interface HandInView {
  readonly id: string
  /** ‘Hand-in 2’ */
  readonly name: string
  readonly when: string
  readonly text: string
  readonly url: string | null
  readonly files: readonly FileView[]
  readonly mark: MarkView | null
  /** Marks that were changed since, the newest first. */
  readonly marksBefore: readonly MarkView[]
  /** How many marks it has, for a form that gives the next. */
  readonly marks: number
}

export interface WorkPanel {
  readonly id: string
  readonly title: string
  /** Points that a tutor can give, in figures; `null`: not marked. */
  readonly maximum: string | null
  readonly tag: TagView
  /** The one that counts. */
  readonly latest: HandInView | null
  readonly earlier: readonly HandInView[]
  /** The mark that stands: of an earlier hand-in while the latest waits. */
  readonly mark: MarkView | null
}

/** A person's work for one activity, for themselves and for their tutors. */
export function presentWork(work: WorkView, words: Words, base: string): WorkPanel {
  const [latest = null, ...earlier] = work.handIns.map((one) => presentHandIn(one, words, base))
  return {
    id: work.activity.id,
    title: work.activity.title,
    maximum: work.maximum === null ? null : words.number(work.maximum),
    tag: workTag(latest !== null, work.maximum !== null, latest?.mark ?? null, words),
    latest,
    earlier,
    mark: latest?.mark ?? earlier.find(({ mark }) => mark !== null)?.mark ?? null,
  }
}

/** How a piece of work stands. */
export function workTag(
  isHandedIn: boolean,
  isMarked: boolean,
  mark: Pick<MarkView, 'points'> | null,
  words: Words,
): TagView {
  if (!isHandedIn) return { tone: 'quiet', text: words.t('coursework.states.nothing') }
  if (mark) return { tone: 'good', mark: '✓', text: words.t('coursework.states.marked', { ...mark }) }
  if (isMarked) return { tone: 'caution', text: words.t('coursework.states.waiting') }
  return { tone: 'good', mark: '✓', text: words.t('coursework.states.handedIn') }
}

export function points({ score, maximum }: Pick<Mark, 'score' | 'maximum'>, words: Words): string {
  return words.t('coursework.points', { score: words.number(score), maximum: words.number(maximum) })
}

function presentHandIn(handIn: HandIn, words: Words, base: string): HandInView {
  const [mark = null, ...marksBefore] = handIn.marks.map(
    (one): MarkView => ({
      points: points(one, words),
      feedback: one.feedback,
      when: words.moment(one.markedAt),
    }),
  )
  return {
    id: handIn.id,
    name: words.t('coursework.number', { number: words.number(handIn.number) }),
    when: words.moment(handIn.submittedAt),
    text: handIn.text,
    url: handIn.url,
    files: handIn.files.map((file) => presentFile(file, words, base)),
    mark,
    marksBefore,
    marks: handIn.marks.length,
  }
}
