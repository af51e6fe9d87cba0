import { expect } from 'chai'
import fc from 'fast-check'
import { Client } from 'pg'
import { binaryArray } from '../../../src/store/postgres/binary-array.ts'
import { freshPostgres } from '../../support/postgres.ts'

const hostile = fc.string({
  unit: fc.constantFrom(
    '\0',
    '\\',
    '{',
    '}',
    ',',
    'NULL',
    '\n',
    '\ud800',
    '\udfff',
    '\u{1f393}',
    'é',
    '"',
    'a',
  ),
})
const orNull = <T>(values: fc.Arbitrary<T>) => fc.array(fc.option(values, { nil: null }))

describe('a list of values for PostgreSQL', function suite() {
  this.timeout(60_000)
  let client: Client
  before(async () => {
    client = new Client({ connectionString: await freshPostgres() })
    await client.connect()
  })
  after(() => client?.end())

  /** What the database took it for. */
  async function read(sqlType: string, values: readonly unknown[]): Promise<unknown[]> {
    const { rows } = await client.query(`SELECT value FROM unnest($1::${sqlType}[]) AS value`, [
      binaryArray(sqlType, values),
    ])
    return rows.map((row) => (row as { value: unknown }).value)
  }

  const same = (sqlType: string, values: fc.Arbitrary<unknown>, numRuns = 100) =>
    fc.assert(
      fc.asyncProperty(orNull(values), async (list) => {
        expect(await read(sqlType, list)).to.deep.equal(list)
      }),
      { numRuns },
    )

  it('is read as it was written: whole numbers, others, and answers', async () => {
    await same('integer', fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }))
    await same('boolean', fc.boolean())
    await same('double precision', fc.double({ noDefaultInfinity: true, noNaN: true }))
    expect(await read('bigint', [0, -1, Number.MAX_SAFE_INTEGER, null])).to.deep.equal([
      '0',
      '-1',
      '9007199254740991',
      null,
    ])
  })

  it('has every text as it is, but for U+0000 and halves of pairs, which no text there can hold', async () => {
    await fc.assert(
      fc.asyncProperty(orNull(hostile), async (texts) => {
        const stored = texts.map((text) =>
          text === null ? null : Buffer.from(text).toString().replaceAll('\0', '\ufffd'),
        )
        expect(await read('text', texts)).to.deep.equal(stored)
      }),
      { numRuns: 300 },
    )
  })

  it('is refused where a value is none of its type', () => {
    expect(() => binaryArray('integer', [1.5])).to.throw(TypeError)
    expect(() => binaryArray('integer', [2 ** 31])).to.throw(RangeError)
    expect(() => binaryArray('bigint', [0.5])).to.throw(RangeError)
    expect(() => binaryArray('polygon', [])).to.throw(TypeError)
  })
})
