import type { Words } from '../language/words.ts'

interface Named {
  /** The placeholder in the words: `percent`, `need`, `what` … */
  readonly threshold: string
  readonly name: string
  readonly value: string
}

export interface NumberControl extends Named {
  readonly control: 'number'
  readonly min: number
  readonly max: number
  /** Whole numbers, or any. */
  readonly step: '1' | 'any'
}

export interface TextControl extends Named {
  readonly control: 'text'
  readonly maxlength: number
}

export interface ChoiceControl extends Named {
  readonly control: 'choice'
  /** Groups of choices; a group without a label is shown without one. */
  readonly groups: readonly {
    readonly label: string | null
    readonly options: readonly { value: string; text: string; chosen: boolean }[]
  }[]
}

export type Control = NumberControl | TextControl | ChoiceControl

/** Words, or a control that stands among them. */
export interface Part {
  readonly text?: string
  readonly number?: NumberControl & { label: string }
  readonly line?: TextControl & { label: string }
  readonly choice?: ChoiceControl & { label: string }
}

/** Characters that no language file and no title holds: they mark where the controls go. */
const MARK = '\u0000'

/** A sentence with its controls in the places that the language gives them. */
export function sentence(key: string, controls: readonly Control[], words: Words): Part[] {
  const marked = controls.map(({ threshold }) => [threshold, `${MARK}${threshold}${MARK}`])
  const text = words.t(key, Object.fromEntries(marked))
  return text.split(MARK).flatMap((piece, index): Part[] => {
    if (index % 2 === 0) return piece === '' ? [] : [{ text: piece }]
    const control = controls.find(({ threshold }) => threshold === piece)
    return control ? [partOf(control, words.t(`criteria.label.${piece}`))] : []
  })
}

function partOf(control: Control, label: string): Part {
  switch (control.control) {
    case 'number':
      return { number: { ...control, label } }
    case 'text':
      return { line: { ...control, label } }
    case 'choice':
      return { choice: { ...control, label } }
  }
}
