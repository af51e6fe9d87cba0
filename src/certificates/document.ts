import { fileURLToPath } from 'node:url'
import PDFDocument from 'pdfkit'
import { PNG } from 'pngjs'

const font = (path: string): string => fileURLToPath(import.meta.resolve(`@expo-google-fonts/inter/${path}`))
export const FONTS = {
  body: font('500Medium/Inter_500Medium.ttf'),
  strong: font('700Bold/Inter_700Bold.ttf'),
}
export const INK = '#17212b'
export const MUTED = '#566273'
export const LINE = '#dde3ea'
export const WARNING = '#a3231b'

export type Document = InstanceType<typeof PDFDocument>

/** A PDF 1.7 of A4, tagged and with its language and title, so that a screen reader reads it in order (PDF/UA-1). `finished` ends it and answers its bytes. */
export function openDocument(of: {
  readonly title: string
  /** BCP 47 */
  readonly language: string
  readonly layout: 'landscape' | 'portrait'
  /** Points. */
  readonly margin: number
  /** The document's own date, so that the same words give the same file. */
  readonly at: Date
}): { readonly doc: Document; finished(): Promise<Buffer> } {
  // The types know neither PDF/UA nor relationships yet.
  const options = {
    size: 'A4',
    layout: of.layout,
    margin: of.margin,
    pdfVersion: '1.7',
    subset: 'PDF/UA',
    tagged: true,
    displayTitle: true,
    lang: of.language,
    font: FONTS.body,
    info: { Title: of.title, CreationDate: of.at, ModDate: of.at },
  }
  const doc = new PDFDocument(options as never)
  const parts: Buffer[] = []
  doc.on('data', (part: Buffer) => parts.push(part))
  const ended = new Promise<void>((resolve, reject) => {
    doc.on('end', resolve)
    doc.on('error', reject)
  })
  return {
    doc,
    async finished() {
      doc.end()
      await ended
      return Buffer.concat(parts)
    },
  }
}

/**
 * A picture as it looks on white paper. One that is see-through the library would unpack beside everything else, and of two of them either
 * could come first: the same words would not give the same file.
 *
 * @param image PNG
 */
export const onPaper = (image: Buffer): Buffer => PNG.sync.write(PNG.sync.read(image), { colorType: 2 })

export interface Look {
  readonly strong?: true
  readonly size: number
  readonly colour: string
}

/** Writes into what is left of a column; long text gets smaller, down to a half, and is then cut with an ellipsis. Answers where the next begins. */
export function writeFitted(
  doc: Document,
  text: string,
  { strong, size, colour }: Look,
  place: { x: number; y: number; width: number; bottom: number },
): number {
  const { x, y, width, bottom } = place
  const room = Math.max(0, Math.min(bottom - y, size * 6))
  doc.font(strong ? FONTS.strong : FONTS.body).fillColor(colour)
  let fitted = size
  while (fitted > size / 2 && doc.fontSize(fitted).heightOfString(text, { width }) > room) fitted -= 0.5
  doc.fontSize(fitted).text(text, x, y, { width, height: room, ellipsis: true })
  return y + Math.min(room, doc.heightOfString(text, { width })) + size * 0.5
}
