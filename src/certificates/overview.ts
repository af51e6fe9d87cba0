import {
  type Document,
  FONTS,
  INK,
  LINE,
  MUTED,
  onPaper,
  openDocument,
  WARNING,
  writeFitted,
} from './document.ts'
import { drawQr } from './qr.ts'

/** The same in each language; BCP 47 tags. */
type InEach = readonly { readonly language: string; readonly text: string }[]

interface OverviewRow {
  /** PNG, square. */
  readonly badge: { readonly image: Buffer; readonly alt: string }
  readonly course: string
  readonly level: InEach
  /** Where it does not stand any more: said first, and in red. */
  readonly warning: InEach
  /** By whom, and when. */
  readonly issued: InEach
  /** What it took, in a line. */
  readonly meaning: InEach
  /** Its public page, also as a QR code. */
  readonly url: string
}

/** What stands on a page with several credentials; the drawing knows nothing of who issues what. */
export interface OverviewContent {
  readonly title: string
  readonly name: string | null
  readonly introduction: string | null
  readonly rows: readonly OverviewRow[]
  /** That so many are left out. */
  readonly more: (count: number) => InEach
  readonly made: InEach
  readonly check: InEach
  /** Where all of them can be seen; `null`: nowhere. */
  readonly url: string | null
  readonly madeAt: Date
}

/** Points; A4 is 595 by 842. */
const MARGIN = 44
const BADGE = 54
const QR = 54
const GAP = 14
const ROW = { least: 66, most: 92 }
const FOOT = 66

/** Several credentials on one A4 page as tagged PDF 1.7 (PDF/UA-1): as many as fit, and how many are left out. */
export async function drawOverview(content: OverviewContent): Promise<Buffer> {
  const language = content.made[0]?.language ?? 'en'
  const { doc, finished } = openDocument({
    title: content.title,
    language,
    layout: 'portrait',
    margin: MARGIN,
    at: content.madeAt,
  })
  const root = doc.struct('Document')
  doc.addStructure(root)
  const page = new Page(doc, root)
  page.head(content)
  const bottom = doc.page.height - MARGIN - FOOT
  const fitting = content.rows.slice(0, Math.max(1, Math.floor((bottom - page.y) / ROW.least)))
  const height = Math.min(ROW.most, (bottom - page.y) / Math.max(1, fitting.length))
  for (const row of fitting) page.row(row, height)
  page.foot(content, content.rows.length - fitting.length, bottom)
  root.end()
  return finished()
}

type Struct = ReturnType<Document['struct']>

/** Writes from top to bottom; `y` is where the next begins. */
class Page {
  readonly #doc: Document
  readonly #root: Struct
  readonly #width: number
  y = MARGIN

  constructor(doc: Document, root: Struct) {
    this.#doc = doc
    this.#root = root
    this.#width = doc.page.width - 2 * MARGIN
  }

  head({ title, name, introduction }: OverviewContent): void {
    const write = (kind: 'H1' | 'P', text: string, size: number, strong: boolean) =>
      this.#root.add(
        this.#doc.struct(kind, {}, [
          () => {
            const place = { x: MARGIN, y: this.y, width: this.#width, bottom: this.y + size * 5 }
            const look = { size, colour: INK, ...(strong && { strong: true as const }) }
            this.y = writeFitted(this.#doc, text, look, place)
          },
        ]),
      )
    write('H1', title, 20, true)
    if (name !== null) write('P', name, 14, true)
    if (introduction !== null) write('P', introduction, 10, false)
    this.y += 4
  }

  row(row: OverviewRow, height: number): void {
    const doc = this.#doc
    const top = this.y
    const part = doc.struct('Sect')
    this.#root.add(part)
    this.#artifact(() => {
      doc
        .moveTo(MARGIN, top)
        .lineTo(MARGIN + this.#width, top)
        .lineWidth(0.75)
        .stroke(LINE)
    })
    const middle = top + (height - BADGE) / 2
    part.add(
      doc.struct('Figure', { alt: row.badge.alt }, [
        () => doc.image(onPaper(row.badge.image), MARGIN, middle, { width: BADGE }),
      ]),
    )
    const x = MARGIN + BADGE + GAP
    const width = this.#width - BADGE - QR - 2 * GAP
    let y = top + 7
    const line = (kind: 'H2' | 'P', { language, text }: InEach[number], look: LineLook) => {
      const at = y
      part.add(doc.struct(kind, { lang: language }, [() => writeLine(doc, text, { x, y: at, width }, look)]))
      y += look.size * 1.3
    }
    for (const warning of row.warning) line('P', warning, { size: 8, strong: true, colour: WARNING })
    const level = row.level.map(({ text }) => text).join(' · ')
    const [{ language } = { language: 'en' }] = row.level
    line('H2', { language, text: `${level}: ${row.course}` }, { size: 10.5, strong: true, colour: INK })
    for (const issued of row.issued) line('P', issued, { size: 8, colour: INK })
    for (const meaning of row.meaning) line('P', meaning, { size: 7.5, colour: MUTED })
    const qr = { x: MARGIN + this.#width - QR, y: top + (height - QR) / 2, size: QR }
    part.add(doc.struct('Figure', { alt: row.url }, [() => drawQr(doc, row.url, qr)]))
    part.end()
    this.y = top + height
  }

  foot(content: OverviewContent, left: number, top: number): void {
    const doc = this.#doc
    const { url } = content
    this.#artifact(() => {
      doc
        .moveTo(MARGIN, top)
        .lineTo(MARGIN + this.#width, top)
        .lineWidth(0.75)
        .stroke(LINE)
    })
    let y = top + 8
    const x = url === null ? MARGIN : MARGIN + QR + GAP
    const width = this.#width - (x - MARGIN)
    if (url !== null)
      this.#root.add(
        doc.struct('Figure', { alt: url }, [() => drawQr(doc, url, { x: MARGIN, y: top + 6, size: QR })]),
      )
    // In each language one line: what is left out, how to check, and of which day it is.
    for (const { language, text } of content.check) {
      const others = [left > 0 ? content.more(left) : [], content.made]
      const words = others.flatMap((each) => each.find((one) => one.language === language)?.text ?? [])
      const at = y
      const whole = [text, ...words].join(' ')
      const write = () => writeLine(doc, whole, { x, y: at, width }, { size: 8, colour: MUTED })
      this.#root.add(doc.struct('P', { lang: language }, [write]))
      y += 11
    }
    if (url === null) return
    const at = y + 2
    this.#root.add(
      doc.struct('Link', { alt: url }, [
        () => {
          doc.font(FONTS.body).fontSize(8).fillColor(INK)
          doc.text(url, x, at, { lineBreak: false, link: url })
        },
      ]),
    )
  }

  #artifact(draw: () => void): void {
    this.#doc.markContent('Artifact', { type: 'Layout' })
    draw()
    this.#doc.endMarkedContent()
  }
}

interface LineLook {
  readonly size: number
  readonly strong?: true
  readonly colour: string
}

/** One line: long text gets smaller, down to two thirds, and is then cut with an ellipsis. */
function writeLine(
  doc: Document,
  text: string,
  { x, y, width }: { x: number; y: number; width: number },
  { size, strong, colour }: LineLook,
): void {
  doc.font(strong ? FONTS.strong : FONTS.body).fillColor(colour)
  let fitted = size
  while (fitted > (size * 2) / 3 && doc.fontSize(fitted).widthOfString(text) > width) fitted -= 0.25
  doc.fontSize(fitted).text(text, x, y, { width, height: fitted * 1.3, ellipsis: true })
}
