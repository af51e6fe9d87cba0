import { expect } from 'chai'
import fc from 'fast-check'
import { fillLine, openLine } from '../../../../src/openbadges/proofs/compiled/nquads.ts'
import { orderLines } from '../../../../src/openbadges/proofs/compiled/order.ts'
import { liftSlots, withPlaceholders } from '../../../../src/openbadges/proofs/compiled/shape.ts'

/** Two addresses and a text. */
const { placeholders } = withPlaceholders(
  liftSlots(
    { id: 'https://x.example/a', also: 'https://x.example/b', say: 'c' },
    { id: 'iri', also: 'iri', say: 'text' },
  )?.shape ?? '',
)
const [one = '', two = '', text = ''] = placeholders
const subject = fc.constantFrom(
  '<https://x.example/m>',
  '<https://x.example/mm>',
  `<${one}>`,
  `<${two}>`,
  '_:c14n0',
  '_:c14n1',
)
const predicate = fc.constantFrom('<https://x.example/p>', '<https://x.example/pq>', '<https://x.example/q>')
const object = fc.oneof(subject, fc.constantFrom('"fixed"', `"${text}"`, `"${text}"@en`))
const LINES = fc.uniqueArray(
  fc.tuple(subject, predicate, object).map((terms) => `${terms.join(' ')} .\n`),
  { minLength: 1, maxLength: 12 },
)
const iri = fc.constantFrom(
  'https://x.example/',
  'https://x.example/m',
  'https://x.example/mn',
  'https://a.example/',
)
const VALUES = fc.tuple(iri, iri, fc.constantFrom('', 'fixed', 'a', '~', '\u{1f393}', '\uffee'))

describe('lines whose order is known before their values', () => {
  it('come out sorted, or not at all where two subjects or two lines are one', () => {
    let written = 0
    fc.assert(
      fc.property(LINES, VALUES, fc.boolean(), (texts, values, turned) => {
        const labels = new Map<string, number>()
        const lines = texts.flatMap((line) => openLine(line, placeholders, labels) ?? [])
        expect(lines).to.have.length(texts.length)
        const labelOf = (node: number) => (turned ? `_:c14n${9 - node}` : `_:c14n${node * 10 + 1}`)
        const filled = lines.map((line) => fillLine(line, values, labelOf))
        const found = orderLines(lines).fill(values, labelOf)
        if (found !== null) written += 1
        const subjects = (list: readonly string[]) => new Set(list.map((line) => line.split(' ')[0])).size
        const merged = subjects(filled) < subjects(texts) || new Set(filled).size < filled.length
        expect(found).to.equal(merged ? null : filled.sort().join(''))
      }),
      { numRuns: 3000 },
    )
    expect(written).to.be.above(1000)
  })
})
