import { buffer } from 'node:stream/consumers'
import { expect } from 'chai'
import fc from 'fast-check'
import writeXlsxFile from 'write-excel-file/node'
import { LIMITS, readTable, toXlsx } from '../../src/tables/index.ts'
import { archive, fault, workbook } from './support.ts'

const cell = (at: string, value: string) => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`

describe('an XLSX file', () => {
  it('is read with texts, numbers, days, times and truth values as text', async () => {
    const bytes = await writeXlsxFile([
      ['Name', 'Score', 'Day', 'Moment', 'Passed', null],
      [
        'Siân',
        72.5,
        { value: new Date('2026-11-24T00:00:00Z'), format: 'dd/mm/yyyy' },
        { value: new Date('2026-11-24T14:05:00Z'), format: 'dd/mm/yyyy hh:mm' },
        true,
        'x',
      ],
    ]).toBuffer()
    const [sheet] = await readTable(bytes)
    expect(sheet?.rows).to.deep.equal([
      ['Name', 'Score', 'Day', 'Moment', 'Passed', ''],
      ['Siân', '72.5', '2026-11-24', '2026-11-24 14:05:00', 'true', 'x'],
    ])
  })

  it('answers each sheet with something in it, by name', async () => {
    const bytes = await writeXlsxFile([
      { data: [['a']], sheet: 'One' },
      { data: [[]], sheet: 'Empty' },
      { data: [['b']], sheet: 'Two' },
    ]).toBuffer()
    expect(await readTable(bytes)).to.deep.equal([
      { name: 'One', rows: [['a']] },
      { name: 'Two', rows: [['b']] },
    ])
  })

  it('that was written is read back as it was', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 }).map((one) => one.trim())
    const rows = fc.array(fc.array(text, { minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(rows, async (written) => {
        const bytes = await buffer(toXlsx([['first'], ...written, ['last']], 'Progress: all/of?it'))
        const [sheet] = await readTable(bytes)
        const width = Math.max(...(sheet?.rows ?? []).map((row) => row.length))
        const padded = [['first'], ...written, ['last']].map((row) =>
          [...row, ...Array(width).fill('')].slice(0, width),
        )
        expect(sheet?.rows).to.deep.equal(padded)
      }),
      { numRuns: 15 },
    )
  })

  it('holds what looks like a formula as a string', async () => {
    const bytes = await buffer(toXlsx([["=cmd|' /C calc'!A0"], ['_x000D_'], ['a\u0000\ud800b']], "''"))
    expect((await readTable(bytes))[0]).to.deep.equal({
      name: 'Sheet 1',
      rows: [["=cmd|' /C calc'!A0"], ['_x000D_'], ['ab']],
    })
  })

  it('of 100,000 rows is read while other work goes on, and of one more refused', async function () {
    this.timeout(600_000)
    const rows = (count: number) => Array.from({ length: count }, (_, n) => [`l${n}@example.test`, 'Present'])
    const most = await buffer(toXlsx(rows(LIMITS.rows), 'All'))
    let turns = 0
    const beat = setInterval(() => {
      turns += 1
    }, 1)
    try {
      expect((await readTable(most))[0]?.rows).to.have.length(LIMITS.rows)
      expect(turns).to.be.greaterThan(50)
    } finally {
      clearInterval(beat)
    }
    const more = await buffer(toXlsx(rows(LIMITS.rows + 1), 'All'))
    expect(await fault(readTable(more))).to.equal('table_too_many_rows')
  })

  it('that is a bomb is refused before it goes off, whatever it says of its size', async () => {
    const bomb = await workbook(
      (async function* () {
        const spaces = Buffer.alloc(1_000_000, ' ')
        for (let n = 0; n < 150; n += 1) yield spaces
      })(),
    )
    expect(bomb.length).to.be.lessThan(500_000)
    expect(await fault(readTable(bomb))).to.equal('table_bomb')

    const lying = Buffer.from(bomb)
    const entry = lying.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'))
    lying.writeUInt32LE(1_000, entry + 24)
    const before = process.memoryUsage().rss
    expect(await fault(readTable(lying))).to.equal('table_bomb')
    expect(process.memoryUsage().rss - before).to.be.lessThan(600_000_000)
  }).timeout(60_000)

  it('whose one cell stands at the far end of the sheet takes no memory for what lies between', async () => {
    const rows = Array.from({ length: 9_000 }, (_, n) => `<row r="${n + 1}">${cell(`A${n + 1}`, 'a')}</row>`)
    const far = await workbook(`${rows.join('')}<row r="9001">${cell('XFD9001', 'far')}</row>`)
    expect(await fault(readTable(far))).to.equal('table_too_many_columns')
    const low = await workbook(
      `<row r="1">${cell('A1', 'a')}</row><row r="1048576">${cell('A1048576', 'low')}</row>`,
    )
    expect(await fault(readTable(low))).to.equal('table_too_many_rows')
  }).timeout(60_000)

  it('that is none is refused: another archive, a cut one, one that leads astray, old Excel', async () => {
    expect(
      await fault(readTable(await archive([{ name: 'word/document.xml', content: Buffer.from('<a/>') }]))),
    ).to.equal('table_unknown_type')
    const good = await buffer(toXlsx([['a', 'b']], 'All'))
    expect(await fault(readTable(good.subarray(0, good.length - 30)))).to.equal('table_broken')
    expect(await fault(readTable(good.subarray(0, 40)))).to.equal('table_broken')
    const astray = Buffer.from(good)
    astray.writeUInt32LE(0xffffff00, astray.length - 6)
    expect(await fault(readTable(astray))).to.equal('table_broken')
    expect(await fault(readTable(await workbook('<row r="1"><c r="A1" t="s"><v>7</v>')))).to.equal(
      'table_broken',
    )
    expect(await fault(readTable(Buffer.from('d0cf11e0a1b11ae1', 'hex')))).to.equal('table_old_excel')
  })

  it('with any byte changed is read or refused, and never anything else', async () => {
    const good = await buffer(
      toXlsx(
        [
          ['Name', 'Email'],
          ['a', 'b'],
        ],
        'All',
      ),
    )
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(255), async (at, value) => {
        const changed = Buffer.from(good)
        changed[at] = value
        await readTable(changed).catch((error: unknown) => {
          expect(error).to.have.property('name', 'TableError')
        })
      }),
      { numRuns: 15 },
    )
  })
})
