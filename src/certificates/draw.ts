import type { CertificateContent } from './content.ts'
import {
  type Document,
  FONTS,
  INK,
  LINE,
  type Look,
  MUTED,
  onPaper,
  openDocument,
  WARNING,
  writeFitted,
} from './document.ts'
import { drawQr } from './qr.ts'

/** Points; A4 on its side is 842 by 595. */
const MARGIN = 48
const BADGE = 190
const QR = 92
const LOGO = { width: 170, height: 64 }

/**
 * A certificate as PDF 1.7: one A4 page on its side, tagged and with its language, so that a screen reader reads it in order (PDF/UA-1);
 * the signed credential is attached to it.
 */
export async function drawCertificate(content: CertificateContent): Promise<Buffer> {
  const { doc, finished } = openDocument({
    title: content.title,
    language: content.versions[0]?.language ?? 'en',
    layout: 'landscape',
    margin: MARGIN,
    at: content.issuedAt,
  })
  const { name, type, bytes } = content.attachment
  const dates = { creationDate: content.issuedAt, modifiedDate: content.issuedAt }
  doc.file(bytes, { name, type, relationship: 'Source', ...dates } as never)
  drawPage(doc, content)
  return finished()
}

function drawPage(doc: Document, content: CertificateContent): void {
  const { width, height } = doc.page
  const root = doc.struct('Document')
  doc.addStructure(root)
  const figure = (alt: string, draw: () => void) => root.add(doc.struct('Figure', { alt }, [draw]))

  doc.markContent('Artifact', { type: 'Layout' })
  doc
    .rect(18, 18, width - 36, height - 36)
    .lineWidth(1)
    .stroke(LINE)
  doc.endMarkedContent()

  const columnsAt = MARGIN + BADGE + 36
  const columns = Math.max(1, content.versions.length)
  const gap = 28
  const column = (width - columnsAt - MARGIN - gap * (columns - 1)) / columns
  const bottom = height - MARGIN - QR - 24

  figure(content.badge.alt, () =>
    doc.image(onPaper(content.badge.image), MARGIN, (bottom - BADGE) / 2 + MARGIN / 2, { width: BADGE }),
  )
  content.versions.forEach((version, index) => {
    const part = doc.struct('Sect', { lang: version.language })
    root.add(part)
    const x = columnsAt + index * (column + gap)
    let y = MARGIN + 12
    const write = (kind: 'H1' | 'P', text: string, look: Look) => {
      if (text === '') return
      part.add(
        doc.struct(kind, { lang: version.language }, [
          () => {
            y = writeFitted(doc, text, look, { x, y, width: column, bottom })
          },
        ]),
      )
    }
    if (version.warning !== null) write('P', version.warning, { strong: true, size: 13, colour: WARNING })
    write('P', version.heading, { size: 13, colour: MUTED })
    write('H1', version.level, { strong: true, size: 30, colour: INK })
    write('P', version.course, { strong: true, size: 16, colour: INK })
    for (const line of version.lines) write('P', line, { size: 11, colour: INK })
    part.end()
  })

  const qrY = height - MARGIN - QR
  figure(content.url, () => drawQr(doc, content.url, { x: MARGIN, y: qrY, size: QR }))
  content.versions.forEach(({ language, check }, index) => {
    root.add(
      doc.struct('P', { lang: language }, [
        () => {
          doc.font(FONTS.body).fontSize(10).fillColor(MUTED)
          doc.text(check, MARGIN + QR + 20, qrY + 16 + index * 18, { lineBreak: false })
        },
      ]),
    )
  })
  const { logo } = content
  if (logo !== null) {
    const place = { x: width - MARGIN - LOGO.width, y: qrY + (QR - LOGO.height) / 2 }
    figure(logo.alt, () =>
      doc.image(onPaper(logo.image), place.x, place.y, {
        fit: [LOGO.width, LOGO.height],
        align: 'right',
        valign: 'center',
      }),
    )
  }
  root.add(
    doc.struct('Link', { alt: content.url }, [
      () => {
        doc.font(FONTS.body).fontSize(10).fillColor(INK)
        const y = qrY + 20 + content.versions.length * 18
        doc.text(content.url, MARGIN + QR + 20, y, { lineBreak: false, link: content.url })
      },
    ]),
  )
  root.end()
}
