import { expect } from 'chai'
import QRCode from 'qrcode'
import { drawQr } from '../../src/certificates/qr.ts'

describe('a QR code on paper', () => {
  it('has a dark square for every dark module, and a quiet zone of four around it', () => {
    const squares: { x: number; y: number; colour: string }[] = []
    const canvas = {
      rect: (x: number, y: number) => ({ fill: (colour: string) => void squares.push({ x, y, colour }) }),
    }
    const url = 'https://tool.example/credentials/1'
    const { modules } = QRCode.create(url, { errorCorrectionLevel: 'M' })
    drawQr(canvas, url, { x: 0, y: 0, size: modules.size + 8 })
    const dark = squares.filter(({ colour }) => colour === '#000000')
    expect(dark).to.have.length(modules.data.reduce((sum, module) => sum + module, 0))
    expect(Math.min(...dark.flatMap(({ x, y }) => [x, y]))).to.equal(4)
  })
})
