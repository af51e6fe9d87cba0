import { hash } from 'node:crypto'
import { expect } from 'chai'
import fc from 'fast-check'
import { digestOf } from '../../../../src/openbadges/proofs/compiled/digest.ts'
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

  it('are in the same order for other values, or are known not to be', () => {
    let [same, other] = [0, 0]
    fc.assert(
      fc.property(LINES, VALUES, VALUES, (texts, values, others) => {
        const labels = new Map<string, number>()
        const lines = texts.flatMap((line) => openLine(line, placeholders, labels) ?? [])
        const labelOf = (node: number) => `_:c14n${node}`
        const ordered = orderLines(lines)
        const settled = ordered.settle(values, labelOf)
        if (settled === null) return
        expect(settled.holdsFor(values)).to.equal(true)
        expect(fillLine(settled.text, values, () => '')).to.equal(ordered.fill(values, labelOf))
        if (!settled.holdsFor(others)) {
          other += 1
          return
        }
        same += 1
        expect(fillLine(settled.text, others, () => '')).to.equal(ordered.fill(others, labelOf))
      }),
      { numRuns: 3000 },
    )
    expect([same > 500, other > 100]).to.deep.equal([true, true])
  })
})

describe('the digest of ordered lines', () => {
  it('is that of their text, whichever values came before', () => {
    fc.assert(
      fc.property(LINES, fc.array(VALUES, { minLength: 1, maxLength: 12 }), (texts, all) => {
        const labels = new Map<string, number>()
        const lines = texts.flatMap((line) => openLine(line, placeholders, labels) ?? [])
        const names = [...labels.keys()].map((_, node) => `_:c14n${node}`)
        const ordered = orderLines(lines)
        const digest = digestOf(ordered)
        for (const values of all) {
          const text = ordered.fill(values, (node) => names[node] ?? '')
          expect(digest(values, names)?.toString('hex')).to.equal(
            text === null ? undefined : hash('sha256', text),
          )
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('takes texts of any length', () => {
    const [line] = [
      openLine(`<https://x.example/m> <https://x.example/p> "${text}" .\n`, placeholders, new Map()),
    ]
    const ordered = orderLines(line ? [line] : [])
    const values = [one, two, '“'.repeat(50_000)]
    expect(digestOf(ordered)(values, [])?.toString('hex')).to.equal(
      hash('sha256', ordered.fill(values, String) ?? ''),
    )
  })
})
