import { expect } from 'chai'
import fc from 'fast-check'
import { storableJson } from '../../src/store/storable.ts'

const hostile = fc.string({
  unit: fc.constantFrom('\0', '\\', 'u0000', 'ud800', '\ud800', '\udfff', '\u{1f393}', '"', 'a'),
})

describe('JSON text for PostgreSQL', () => {
  it('loses U+0000 and halves of pairs, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(hostile), (texts) => {
        const stored = JSON.parse(storableJson(JSON.stringify(texts)))
        expect(stored).to.deep.equal(
          texts.map((text) => Buffer.from(text).toString().replaceAll('\0', '\ufffd')),
        )
      }),
      { numRuns: 1000 },
    )
  })
})
