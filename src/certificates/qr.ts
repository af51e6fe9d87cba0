import QRCode from 'qrcode'

interface Canvas {
  rect(x: number, y: number, width: number, height: number): { fill(colour: string): unknown }
}

/** Draws text as a QR code of squares, with the quiet zone of four modules around it (ISO/IEC 18004 §6.3.8). */
export function drawQr(
  canvas: Canvas,
  text: string,
  { x, y, size }: { readonly x: number; readonly y: number; readonly size: number },
): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const step = size / (modules.size + 8)
  canvas.rect(x, y, size, size).fill('#ffffff')
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (!modules.get(row, column)) continue
      // A hair wider, so that no light shows between neighbours.
      canvas.rect(x + (column + 4) * step, y + (row + 4) * step, step + 0.05, step + 0.05).fill('#000000')
    }
  }
}
