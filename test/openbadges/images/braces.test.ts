import { expect } from 'chai'
import fc from 'fast-check'
import { escapeBraces } from '../../../src/openbadges/images/braces.ts'

/** The same, letter by letter. */
function letterByLetter(text: string): string {
  let [escaped, inside] = ['', false]
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at)
    if (letter === '"') inside = !inside
    const isBrace = letter === '{' || letter === '}'
    if (inside && letter === '\\') {
      escaped += letter + text.charAt(at + 1)
      at += 1
    } else escaped += inside && isBrace ? `\\u00${letter.charCodeAt(0).toString(16)}` : letter
  }
  return escaped
}

const word = fc.string({
  unit: fc.constantFrom('{', '}', ':', ',', '[', ']', '"', '\\', 'a', '@', '\u{1f393}', ' '),
})
const { object } = fc.letrec<{ object: object; value: unknown }>((tie) => ({
  object: fc.dictionary(word, tie('value'), { maxKeys: 4 }),
  value: fc.oneof({ maxDepth: 3 }, word, fc.integer(), fc.array(word, { maxLength: 3 }), tie('object')),
}))

describe('braces in the strings of a badge', () => {
  it('are written as escapes, and the value stays the same', () => {
    fc.assert(
      fc.property(object, fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent)
        const escaped = escapeBraces(text)
        expect(escaped).to.equal(letterByLetter(text))
        expect(JSON.parse(escaped)).to.deep.equal(value)
      }),
      { numRuns: 3000 },
    )
  })

  it('stay in what is no JSON object', () => {
    expect(escapeBraces('eyJhbGciOiJSUzI1NiJ9.e30.c2ln')).to.equal('eyJhbGciOiJSUzI1NiJ9.e30.c2ln')
    expect(escapeBraces('"{"')).to.equal('"{"')
  })
})
