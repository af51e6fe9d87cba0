import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import { type ZipFile, zip } from './zip.ts'

/** Rows of text, as they come. */
export type Rows = AsyncIterable<readonly string[]> | Iterable<readonly string[]>

export const CSV_TYPE = 'text/csv; charset=utf-8'
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/**
 * CSV (RFC 4180) in UTF-8 with a mark, which Excel needs. A cell that a spreadsheet would take for a formula gets an apostrophe
 * before it.
 */
export function toCsv(rows: Rows): Readable {
  const stringifier = stringify({
    bom: true,
    quoted: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  })
  const source = Readable.from(rows)
  source.once('error', (error) => stringifier.destroy(error))
  stringifier.once('close', () => source.destroy())
  return source.pipe(stringifier)
}

/** An XLSX workbook (ECMA-376) of one sheet. Every cell is a string, which no spreadsheet takes for a formula. */
export function toXlsx(rows: Rows, sheetName: string): Readable {
  return Readable.from(zip(partsOf(sheetXml(rows), sheetName)), { objectMode: false })
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

function partsOf(sheet: AsyncIterable<Buffer>, sheetName: string): ZipFile[] {
  const part = (name: string, xml: string): ZipFile => ({ name, content: Buffer.from(HEAD + xml) })
  return [
    part(
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/></Types>`,
    ),
    part(
      '_rels/.rels',
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    part(
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets><sheet name="${xmlText(sheetTitle(sheetName))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    { name: 'xl/worksheets/sheet1.xml', content: sheet },
  ]
}

async function* sheetXml(rows: Rows): AsyncGenerator<Buffer> {
  yield Buffer.from(`${HEAD}<worksheet xmlns="${MAIN}"><sheetData>`)
  let number = 0
  for await (const row of rows) {
    number += 1
    const cells = row.map((text, column) => cellXml(text, `${columnName(column)}${number}`))
    yield Buffer.from(`<row r="${number}">${cells.join('')}</row>`)
  }
  yield Buffer.from('</sheetData></worksheet>')
}

function cellXml(text: string, at: string): string {
  if (text === '') return ''
  return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`
}

/** 0 → A, 25 → Z, 26 → AA. */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter
}

/** What Excel allows: 31 characters, none of them special to it. */
function sheetTitle(name: string): string {
  return (
    name
      .replace(/[\\/?*[\]:']/g, ' ')
      .trim()
      .slice(0, 31) || 'Sheet 1'
  )
}

/** XML 1.0 §2.2 has no place for some characters; `_x000D_` would be read as an escape (ECMA-376 Part 1 §22.9.2.19). */
function xmlText(text: string): string {
  return (
    text
      .replace(/\p{Surrogate}/gu, '')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: characters that XML cannot hold are taken out.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
      .replace(/\r/g, '_x000D_')
  )
}
