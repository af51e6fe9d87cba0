import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import fc from 'fast-check'
import { PNG } from 'pngjs'
import { widthOf } from '../../../src/openbadges/art/measure.ts'
import { wrap } from '../../../src/openbadges/art/wrap.ts'
import { BadgeError, drawBadge, drawBadgeSvg } from '../../../src/openbadges/index.ts'

const LEVELS = ['completed', 'demonstrated', 'implemented'] as const
const art = (level: string) => readFileSync(`config/art/${level}.svg`, 'utf8')
const words = { level: 'Completed', course: 'Teaching with technology', issuer: 'Riverside College' }

/** Red, green and blue at a point given in the template's units. */
function colourAt(png: PNG, x: number, y: number): number[] {
  const at = (Math.round((y * png.height) / 600) * png.width + Math.round((x * png.width) / 600)) * 4
  return [...png.data.subarray(at, at + 3)]
}

describe('a drawn badge', () => {
  for (const size of [600, 64]) {
    it(`is a square PNG of ${size} pixels with clear corners`, () => {
      const png = PNG.sync.read(drawBadge(art('completed'), words, { size }))
      expect([png.width, png.height]).to.deep.equal([size, size])
      expect(png.data[3]).to.equal(0)
      expect(png.data[((size * size) / 2 + size / 2) * 4 + 3]).to.equal(255)
    })
  }

  it('differs from level to level even without words', () => {
    const drawn = LEVELS.map((level) => drawBadge(art(level), words, { size: 64 }).toString('base64'))
    expect(new Set(drawn).size).to.equal(3)
  })

  it('lights as many steps as the level', () => {
    const lit = LEVELS.map((level) => {
      const png = PNG.sync.read(drawBadge(art(level), words, { size: 600 }))
      return [220, 300, 380].filter((x) => colourAt(png, x, 300).every((part) => part > 245)).length
    })
    expect(lit).to.deep.equal([1, 2, 3])
  })

  it('draws Welsh letters and accents, each with its own shape', () => {
    const width = (text: string) => widthOf(text, { size: 100, weight: 500 })
    const missing = width('\u{10FFFD}')
    for (const letter of 'ŵŷâêîôûáéëïöñŴŶ')
      expect(width(letter), letter).to.be.above(0).and.not.equal(missing)
    const plain = drawBadge(art('completed'), { ...words, course: 'wy' }, { size: 600 })
    expect(plain.equals(drawBadge(art('completed'), { ...words, course: 'ŵŷ' }, { size: 600 }))).to.equal(
      false,
    )
  })

  it('sets markup in a title as letters', () => {
    const svg = drawBadgeSvg(
      art('completed'),
      { ...words, course: '<script>"&\'{{words}}\u0000' },
      { text: true },
    )
    expect(svg).to.include('&lt;script&gt;&quot;&amp;&#39;')
    expect(svg).to.not.include('<script').and.not.include('\u0000')
  })

  it('can be drawn whatever the words are', () => {
    const text = fc.string({ unit: 'binary', maxLength: 300 })
    fc.assert(
      fc.property(text, text, (course, issuer) => {
        expect(
          drawBadge(art('implemented'), { level: 'Implemented', course, issuer }, { size: 160 }).length,
        ).to.be.above(0)
      }),
      { numRuns: 15 },
    )
  })

  it('refuses sizes that make no sense and art that is none', () => {
    for (const size of [0, 15, 2049, 64.5])
      expect(() => drawBadge(art('completed'), words, { size })).to.throw(BadgeError)
    expect(() => drawBadge('no art', words, { size: 64 })).to.throw(BadgeError)
  })
})

describe('a badge for pages', () => {
  it('leaves the small text to its label', () => {
    const svg = drawBadgeSvg(art('completed'), words)
    expect(svg).to.not.include('<text')
    expect(svg).to.include('aria-label="Completed, Teaching with technology, Riverside College"')
    expect(svg).to.include('width="64" height="64"')
    expect(svg).to.not.match(/\{\{|<!--/)
  })

  it('is a grey outline while locked', () => {
    const locked = PNG.sync.read(drawBadge(art('implemented'), words, { size: 64, locked: true }))
    for (let at = 0; at < locked.data.length; at += 4) {
      const [red = 0, , blue = 0] = locked.data.subarray(at, at + 3)
      expect(Math.abs(red - blue)).to.be.below(32)
    }
    expect(drawBadgeSvg(art('implemented'), words, { locked: true })).to.not.include('Gradient')
  })
})

describe('a long title', () => {
  const measure = (text: string) => text.length

  it('goes onto two lines and is then shortened', () => {
    expect(wrap('one two three four five six', [9, 9], measure)).to.deep.equal(['one two', 'three…'])
    expect(wrap('one two', [9, 9], measure)).to.deep.equal(['one two'])
    expect(wrap('', [9], measure)).to.deep.equal([])
  })

  it('never is wider than its room', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.integer({ min: 4, max: 30 }), (text, room) => {
        for (const line of wrap(text, [room, room - 2], measure)) expect(line.length).to.be.at.most(room)
      }),
    )
  })
})
