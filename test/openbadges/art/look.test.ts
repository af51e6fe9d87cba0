import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { wcagContrast } from 'culori'
import fc from 'fast-check'
import { PNG } from 'pngjs'
import { drawBadge, drawBadgeSvg, logoOf, paletteOf } from '../../../src/openbadges/index.ts'
import { picture } from '../support/png.ts'

const LEVELS = ['completed', 'demonstrated', 'implemented'] as const
const STEPS = [0, 1, 2] as const
const art = (level: string) => readFileSync(`config/art/${level}.svg`, 'utf8')
const words = { level: 'Demonstrated', course: 'A course', issuer: 'A college' }
const hex = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`)

/** Relative luminance (WCAG), 0 to 1. */
function luminance(data: Buffer, at: number): number {
  const [r = 0, g = 0, b = 0] = [0, 1, 2].map((offset) => {
    const value = (data[at + offset] ?? 0) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

describe('a badge in an institution’s own colour', () => {
  it('is read as a ladder: each level is darker than the one below, whatever the colour', () => {
    fc.assert(
      fc.property(hex, (colour) => {
        const contrasts = STEPS.map((step) => wcagContrast(paletteOf(colour, step).field2, '#ffffff'))
        expect(contrasts).to.deep.equal([...contrasts].sort((a, b) => a - b))
        expect(new Set(contrasts).size).to.equal(3)
      }),
    )
  })

  it('bears white words of 4.5:1 wherever they stand, as it is drawn', function suite() {
    this.timeout(20_000)
    for (const colour of ['#ffff00', '#ffffff', '#00ffcc', '#ff66aa', '#12355b', '#000000', '#c8102e']) {
      for (const step of STEPS) {
        const template = art(LEVELS[step] ?? '')
        const blank = { level: '', course: '', issuer: '' }
        const palette = paletteOf(colour, step)
        const { data } = PNG.sync.read(drawBadge(template, blank, { size: 600, text: true, palette }))
        let lightest = 0
        for (let y = 345; y < 495; y += 3)
          for (let x = 120; x < 480; x += 3) {
            // Inside the hexagon, which narrows towards its foot.
            if (Math.abs(x - 300) > 195 - Math.max(0, y - 400) * 1.5) continue
            lightest = Math.max(lightest, luminance(data, (y * 600 + x) * 4))
          }
        // The issuer's name is white at 86 %.
        const ink = lightest + (1 - lightest) * 0.86
        expect((ink + 0.05) / (lightest + 0.05), `${colour} ${step}`).to.be.at.least(4.5)
      }
    }
  })

  it('keeps the colour’s hue near', () => {
    expect(STEPS.map((step) => paletteOf('#12355b', step).field2)).to.satisfy((colours: string[]) =>
      colours.every(
        (colour) => Number.parseInt(colour.slice(5), 16) > Number.parseInt(colour.slice(1, 3), 16),
      ),
    )
  })

  it('leaves the family as it is where nobody chose a colour', () => {
    const plain = drawBadgeSvg(art('completed'), words)
    expect(plain).to.contain('#0b6e6e').and.not.contain('{{').and.not.contain('|')
    expect(drawBadgeSvg(art('completed'), words, { palette: null, logo: null })).to.equal(plain)
    expect(drawBadgeSvg(art('completed'), words, { palette: paletteOf('#c8102e', 0) })).not.to.contain(
      '#0b6e6e',
    )
  })
})

describe('a badge with a logo', () => {
  it('shows it on a white plate within the picture, however wide it is', () => {
    for (const [width, height] of [
      [40, 40],
      [400, 20],
      [20, 400],
      [480, 160],
    ] as const) {
      const svg = drawBadgeSvg(art('completed'), words, { logo: logoOf(picture(width, height)) })
      const [, x, y, w, h] =
        /<image x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? []
      expect(Number(w) / Number(h)).to.be.closeTo(width / height, (width / height) * 0.2)
      expect(Number(x)).to.be.above(180)
      expect(Number(y) + Number(h)).to.be.below(600)
      expect(svg).to.contain('fill="#fff" stroke="#075656"')
    }
  })

  it('has none while it is locked', () => {
    const logo = logoOf(picture(40, 40))
    expect(drawBadgeSvg(art('completed'), words, { logo, locked: true })).not.to.contain('<image')
  })
})
