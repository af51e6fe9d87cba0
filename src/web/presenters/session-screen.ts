import qrcode from 'qrcode'
import type { CheckInSession } from '../../app/model.ts'
import type { Words } from '../language/words.ts'

export interface ScreenView {
  readonly code: string
  /** Inline SVG, dark on white in every colour scheme: phones read no other. */
  readonly qr: string
  /** The QR code leads to the link in the VLE; otherwise it holds the code itself. */
  readonly leads: boolean
  readonly until: string | null
}

/**
 * What the room sees. A phone has no visit of its own: it comes in by the VLE, so the QR code can lead no further than to the link there,
 * and where nobody has told its address, it can only spare people the typing.
 */
export async function presentScreen(
  { code, address, closesAt }: CheckInSession & { code: string },
  words: Words,
): Promise<ScreenView> {
  const qr = await qrcode.toString(address ?? code, { type: 'svg', margin: 4, errorCorrectionLevel: 'M' })
  const until = closesAt && words.t('session.until', { moment: words.moment(closesAt) })
  return { code, qr, leads: address !== null, until }
}
