import type { Values, Words } from '../language/words.ts'

export interface SentenceInput {
  /** `percent`, `need`, `months` or `n`: the placeholder in the words. */
  readonly threshold: string
  readonly name: string
  readonly value: string
  readonly min: number
  readonly max: number
}

export interface Sentence {
  readonly key: string
  readonly values: Values
  readonly inputs: readonly SentenceInput[]
}

/** Words, or an input that stands among them. */
export type Part = { readonly text: string } | { readonly input: SentenceInput & { label: string } }

/** Characters that no language file and no title holds: they mark where the inputs go. */
const MARK = '\u0000'

/** A sentence with its inputs in the place that the language gives them, or with their values where nobody may edit. */
export function sentence({ key, values, inputs }: Sentence, words: Words, editable: boolean): Part[] {
  const marked = inputs.map(({ threshold, value }) => [
    threshold,
    editable ? `${MARK}${threshold}${MARK}` : value,
  ])
  const text = words.t(key, { ...values, ...Object.fromEntries(marked) })
  return text.split(MARK).flatMap((piece, index): Part[] => {
    if (index % 2 === 0) return piece === '' ? [] : [{ text: piece }]
    const input = inputs.find(({ threshold }) => threshold === piece)
    return input ? [{ input: { ...input, label: words.t(`criteria.label.${piece}`) } }] : []
  })
}
