import { buffer } from 'node:stream/consumers'
import { expect } from 'chai'
import fc from 'fast-check'
import { readTable, toCsv } from '../../src/tables/index.ts'
import { fault } from './support.ts'

const rowsOf = async (bytes: Uint8Array | string) =>
  (await readTable(typeof bytes === 'string' ? Buffer.from(bytes) : bytes))[0]?.rows

describe('a CSV file', () => {
  it('is read with commas, semicolons and tabs, whichever stands between its cells', async () => {
    const wanted = [
      ['Name', 'Email'],
      ['Okafor, Adaeze', 'a;b@example.test'],
    ]
    expect(await rowsOf('Name,Email\n"Okafor, Adaeze",a;b@example.test\n')).to.deep.equal(wanted)
    expect(await rowsOf('Name;Email\r\nOkafor, Adaeze;"a;b@example.test"\r\n')).to.deep.equal(wanted)
    expect(await rowsOf('Name\tEmail\rOkafor, Adaeze\ta;b@example.test')).to.deep.equal(wanted)
    expect(await rowsOf('sep=;\r\nName;Email\r\nOkafor, Adaeze;"a;b@example.test"')).to.deep.equal(wanted)
  })

  it('keeps quotes, line ends within quotes, and rows of any length', async () => {
    expect(await rowsOf('a,"said ""yes""\r\nthen no"\r\n\r\nb\r\n,c,d\r\n\r\n')).to.deep.equal([
      ['a', 'said "yes"\r\nthen no'],
      [''],
      ['b'],
      ['', 'c', 'd'],
    ])
    expect(await rowsOf('5" pipe,b\n')).to.deep.equal([['5" pipe', 'b']])
  })

  it('is read in UTF-8 with and without a mark, UTF-16 of both kinds, and Windows-1252', async () => {
    const text = 'Enw;Cyfeiriad\nSiân Ŵyn;s@example.test\n'
    const wanted = [
      ['Enw', 'Cyfeiriad'],
      ['Siân Ŵyn', 's@example.test'],
    ]
    const little = Buffer.from(`\ufeff${text}`, 'utf16le')
    expect(await rowsOf(text)).to.deep.equal(wanted)
    expect(await rowsOf(`\ufeff${text}`)).to.deep.equal(wanted)
    expect(await rowsOf(little)).to.deep.equal(wanted)
    expect(await rowsOf(little.subarray(2))).to.deep.equal(wanted)
    expect(await rowsOf(Buffer.from(little).swap16())).to.deep.equal(wanted)
    // € and ’ of Windows-1252 are control characters in Latin-1.
    const western = Buffer.from('Enw;D\xe2l\n\x80;\x92O\xe2\n', 'latin1')
    expect(await rowsOf(western)).to.deep.equal([
      ['Enw', 'Dâl'],
      ['€', '’Oâ'],
    ])
  })

  it('is refused when it is no table: empty, something else, or broken', async () => {
    const refused = (bytes: string | Buffer) => fault(readTable(Buffer.from(bytes)))
    expect(await refused('')).to.equal('table_empty')
    expect(await refused('\ufeff \r\n\r\n,,\r\n')).to.equal('table_empty')
    expect(await refused('%PDF-1.7\n')).to.equal('table_unknown_type')
    expect(await refused(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]))).to.equal(
      'table_unknown_type',
    )
    expect(await refused(Buffer.from('a,b\n\u0001\u0002\u0000c'))).to.equal('table_unknown_type')
    expect(await refused(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))).to.equal(
      'table_old_excel',
    )
    expect(await refused('a,b\n"never closed,c\n')).to.equal('table_broken')
  })

  it('of 100,000 rows is read while other work goes on, and of one more refused', async function () {
    this.timeout(600_000)
    const line = (n: number) => `l${n}@example.test,Present\n`
    const most = Array.from({ length: 100_000 }, (_, n) => line(n)).join('')
    let turns = 0
    const beat = setInterval(() => {
      turns += 1
    }, 1)
    try {
      expect(await rowsOf(most)).to.have.length(100_000)
      expect(turns).to.be.greaterThan(10)
      expect(await fault(readTable(Buffer.from(most + line(0))))).to.equal('table_too_many_rows')
    } finally {
      clearInterval(beat)
    }
  })

  it('over a limit is refused: bytes, columns, one endless row', async () => {
    expect(await fault(readTable(Buffer.alloc(10_000_001, 'a')))).to.equal('table_too_large')
    expect(await fault(readTable(Buffer.from(','.repeat(200))))).to.equal('table_too_many_columns')
    expect(await fault(readTable(Buffer.alloc(9_000_000, 'a')))).to.equal('table_broken')
  })

  it('that was written is read back as it was, but for the apostrophe before what looks like a formula', async () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 12 })
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(rows, async (written) => {
        const back = await rowsOf(await buffer(toCsv([['first', 'row'], ...written, ['last', 'row']])))
        const harmless = written.map((row) =>
          row.map((text) => (/^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text)),
        )
        expect(back?.slice(1, -1)).to.deep.equal(harmless)
      }),
    )
  })

  it('makes formulas harmless and begins with the mark that Excel needs', async () => {
    const text = (
      await buffer(toCsv([["=cmd|' /C calc'!A0", '+1', '-2', '@SUM(A1)', '\tx', '\rx', 'a=b']]))
    ).toString()
    expect(text).to.equal(`\ufeff"'=cmd|' /C calc'!A0","'+1","'-2","'@SUM(A1)","'\tx","'\rx","a=b"\r\n`)
  })

  it('ends with the error of what its rows come from', async () => {
    const broken = async function* () {
      yield ['a']
      throw new Error('the database went away')
    }
    const error = await buffer(toCsv(broken())).then(
      () => null,
      (reason: Error) => reason,
    )
    expect(error?.message).to.equal('the database went away')
  })
})
