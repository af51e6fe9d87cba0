import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { expect } from 'chai'
import { TableError } from '../../src/tables/index.ts'
import { type ZipFile, zip } from '../../src/tables/zip.ts'

/** The code that a reading is refused with; fails where it is not. */
export async function fault(reading: Promise<unknown>): Promise<string> {
  const error = await reading.then(
    () => expect.fail('this was read'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof TableError)) throw error
  return error.code
}

export const archive = (files: readonly ZipFile[]) => buffer(Readable.from(zip(files)))

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A workbook of one sheet with this inside `<sheetData>`. */
export function workbook(sheetData: string | AsyncIterable<Buffer>): Promise<Buffer> {
  const part = (name: string, xml: string) => ({ name, content: Buffer.from(xml) })
  return archive([
    part(
      '[Content_Types].xml',
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    ),
    part(
      'xl/workbook.xml',
      `<workbook xmlns:r="${RELATIONS}"><sheets><sheet name="Sheet" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      `<Relationships><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    typeof sheetData === 'string'
      ? part('xl/worksheets/sheet1.xml', `<worksheet><sheetData>${sheetData}</sheetData></worksheet>`)
      : { name: 'xl/worksheets/sheet1.xml', content: sheetData },
  ])
}
