import { createReadStream } from 'node:fs'
import { fileTypeFromFile } from 'file-type'
import { endingOf, isTaken, OLD_OFFICE, OLD_OFFICE_TYPES, TEXT } from './taken.ts'

/** What a file is by its content, as a media type; `null` where it is nothing that is taken. */
export async function typeOf(path: string, name: string): Promise<string | null> {
  const found = await fileTypeFromFile(path).catch(() => undefined)
  if (found === undefined) return (await isText(path)) ? TEXT : null
  const type: string = found.mime
  if (type === OLD_OFFICE) return OLD_OFFICE_TYPES[endingOf(name)?.toLowerCase() ?? ''] ?? null
  return isTaken(type) ? type : null
}

/** Whether every byte is of a text: UTF-8 without control characters other than white space. */
async function isText(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const stream = createReadStream(path)
  try {
    for await (const chunk of stream)
      if (/[^\P{Cc}\t\n\r\f]/u.test(decoder.decode(chunk as Buffer, { stream: true }))) return false
    decoder.decode()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  } finally {
    stream.destroy()
  }
}
