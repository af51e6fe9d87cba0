import { deflateSync } from 'node:zlib'
import { expect } from 'chai'
import { PNG } from 'pngjs'
import {
  BadgeError,
  bakePng,
  bakeSvg,
  cleanArt,
  cleanLogo,
  readPng,
  readSvg,
} from '../../../src/openbadges/index.ts'
import { listChunks, picture, plainItxt, rawChunk, withChunks } from '../support/png.ts'

function refusal(file: Buffer | string, check: (file: Buffer) => unknown = cleanArt): string {
  try {
    check(Buffer.from(file as string))
  } catch (error) {
    if (error instanceof BadgeError) return error.code
    throw error
  }
  return 'taken'
}

const svg = (inside: string, root = 'viewBox="0 0 100 100"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${root}>${inside}</svg>`
const CIRCLE = '<circle cx="50" cy="50" r="40" fill="#0b6e6e"/>'
const clean = (source: string) => cleanArt(Buffer.from(source)).bytes.toString('utf8')

/** A header that claims this size, with these bytes as its pixels. */
function claims(width: number, height: number, pixels: Buffer, interlace = 0): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 6, 0, 0, interlace], 8)
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  const chunks = [rawChunk('IHDR', header), rawChunk('IDAT', pixels), rawChunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([signature, ...chunks])
}

describe('a PNG that somebody brings as art', () => {
  it('keeps its pixels and nothing else', () => {
    const before = picture(200, 200)
    const noted = withChunks(before, plainItxt('Comment', 'taken at home'), rawChunk('gAMA', Buffer.alloc(4)))
    const { type, bytes } = cleanArt(Buffer.concat([noted, Buffer.from('<script>after the end</script>')]))
    expect(type).to.equal('image/png')
    expect([...new Set(listChunks(bytes).map((chunk) => chunk.type))]).to.deep.equal(['IHDR', 'IDAT', 'IEND'])
    expect(PNG.sync.read(bytes).data.equals(PNG.sync.read(before).data)).to.equal(true)
  })

  it('is square and of a size that can be shown', () => {
    expect(refusal(picture(200, 201))).to.equal('picture_not_square')
    expect(refusal(picture(199, 199))).to.equal('picture_size')
    expect(refusal(claims(2001, 2001, deflateSync(Buffer.alloc(10))))).to.equal('picture_size')
    expect(refusal(picture(200, 200))).to.equal('taken')
  })

  it('is a PNG by what is in it, and whole', () => {
    expect(refusal('GIF89a and so on')).to.equal('picture_kind')
    expect(refusal(Buffer.from('ffd8ffe000104a464946', 'hex'))).to.equal('picture_kind')
    const whole = picture(200, 200)
    expect(refusal(whole.subarray(0, whole.length - 30))).to.equal('picture_broken')
    const harmed = Buffer.from(whole)
    harmed.fill(7, 60, 90)
    expect(refusal(harmed)).to.equal('picture_broken')
  })

  it('does not move', () => {
    expect(refusal(withChunks(picture(200, 200), rawChunk('acTL', Buffer.alloc(8))))).to.equal(
      'picture_animated',
    )
  })

  it('is refused by the size that it claims, before a byte is unpacked', () => {
    expect(refusal(claims(100_000, 100_000, deflateSync(Buffer.alloc(10))))).to.equal('picture_size')
    expect(refusal(claims(0, 0, Buffer.alloc(0)))).to.equal('picture_size')
  })

  it('unpacks to as much as it claims and no more', () => {
    const bomb = deflateSync(Buffer.alloc(100_000_000))
    expect(bomb.length).to.be.below(200_000)
    for (const interlace of [0, 1]) {
      const before = process.memoryUsage().arrayBuffers
      expect(refusal(claims(200, 200, bomb, interlace))).to.equal('picture_broken')
      expect(process.memoryUsage().arrayBuffers - before).to.be.below(20_000_000)
    }
  })

  it('is at most two megabytes', () => {
    const padded = withChunks(picture(200, 200), rawChunk('tEXt', Buffer.alloc(2_000_000)))
    expect(refusal(padded)).to.equal('picture_too_large')
  })

  it('is baked as any other', () => {
    const baked = bakePng(cleanArt(picture(200, 200)).bytes, { ob3: '{"a":1}', ob2: '{"b":2}' })
    expect(readPng(baked)).to.deep.equal({ ob3: '{"a":1}', ob2: '{"b":2}' })
  })
})

describe('an SVG that somebody brings as art', () => {
  it('keeps its shapes and loses what nobody sees', () => {
    const source = `<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd"><!-- by me -->
      ${svg(`<title>t</title><metadata><rdf:RDF xmlns:rdf="r">who</rdf:RDF></metadata><sodipodi:namedview id="n"/><g style="fill:#123456;-inkscape-x:y" class="c" data-x="1">${CIRCLE}</g>`)}`
    const kept = clean(source)
    expect(kept).to.contain('<circle cx="50" cy="50" r="40" fill="#0b6e6e">').and.contain('fill="#123456"')
    for (const gone of [
      'who',
      'title',
      'sodipodi',
      'class',
      'data-x',
      'inkscape',
      'DOCTYPE',
      'by me',
      '<?xml',
    ])
      expect(kept, gone).not.to.contain(gone)
    expect(clean(kept)).to.equal(kept)
  })

  it('runs nothing', () => {
    for (const inside of [
      '<script>alert(1)</script>',
      '<script href="data:text/javascript,1"/>',
      '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">hi</p></foreignObject>',
      '<circle r="4" onclick="x()"/>',
      '<circle r="4" OnLoad="x()"/>',
      '<a href="javascript:alert(1)"><circle r="4"/></a>',
      '<set attributeName="href" to="x"/>',
      '<g><animate attributeName="x" to="5"/></g>',
    ])
      expect(refusal(svg(inside)), inside).to.equal('picture_script')
    expect(refusal(svg(CIRCLE, 'viewBox="0 0 9 9" onload="x()"'))).to.equal('picture_script')
  })

  it('loads nothing from elsewhere', () => {
    for (const inside of [
      '<use href="https://evil.example/a.svg#x"/>',
      '<use xlink:href="other.svg#x"/>',
      '<circle r="4" fill="url(https://evil.example/#a)"/>',
      `<circle r="4" style="fill: url('//evil.example/a')"/>`,
      '<linearGradient id="a" href="data:image/svg+xml,x"/>',
    ])
      expect(refusal(svg(inside)), inside).to.equal('picture_external')
    for (const inside of [
      '<image href="https://evil.example/a.png"/>',
      '<style>@import "x"</style>',
      '<filter id="f"/>',
    ])
      expect(refusal(svg(inside)), inside).to.match(/^picture_(external|unsupported)$/)
  })

  it('declares nothing', () => {
    const laughs = `<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>${svg('<text>&b;</text>')}`
    expect(refusal(laughs)).to.equal('picture_entities')
    expect(refusal(`<!DOCTYPE svg [ ]>${svg(CIRCLE)}`)).to.equal('picture_entities')
  })

  it('ends: shapes that draw others that draw others, or themselves, are refused at once', () => {
    const levels = Array.from({ length: 20 }, (_, level) => {
      const uses = `<use href="#l${level}"/>`.repeat(10)
      return `<g id="l${level + 1}">${uses}</g>`
    })
    const started = Date.now()
    expect(
      refusal(svg(`<defs><g id="l0">${CIRCLE}</g>${levels.join('')}</defs><use href="#l20"/>`)),
    ).to.equal('picture_endless')
    expect(refusal(svg('<g id="a"><use href="#a"/></g>'))).to.equal('picture_endless')
    expect(refusal(svg(`<mask id="m"><g mask="url('#m')">${CIRCLE}</g></mask><g mask="url(#m)"/>`))).to.equal(
      'picture_endless',
    )
    expect(refusal(svg(`${'<g>'.repeat(5000)}${CIRCLE}${'</g>'.repeat(5000)}`))).to.equal('picture_endless')
    expect(Date.now() - started).to.be.below(2000)
  })

  it('is square, and says how far it goes', () => {
    expect(refusal(svg(CIRCLE, 'viewBox="0 0 100 90"'))).to.equal('picture_not_square')
    expect(refusal(svg(CIRCLE, 'width="80" height="80px"'))).to.equal('taken')
    expect(refusal(svg(CIRCLE, 'width="100%" height="100%"'))).to.equal('picture_broken')
    expect(refusal(svg(CIRCLE, 'viewBox="0 0 -1 -1"'))).to.equal('picture_broken')
    expect(refusal(svg(CIRCLE, 'viewBox="0 0 1e999 1e999"'))).to.equal('picture_broken')
  })

  it('is at most half a megabyte', () => {
    expect(refusal(svg(`${CIRCLE}<!--${'x'.repeat(500_000)}-->`))).to.equal('picture_too_large')
  })

  it('is whole enough to be drawn', () => {
    expect(refusal(svg('').replace('</svg>', ''))).to.match(/taken|picture_broken/)
    expect(refusal('<svg')).to.match(/picture_/)
    expect(refusal(`<html><body>${svg(CIRCLE)}</body></html>`)).to.match(/picture_/)
    expect(refusal(Buffer.concat([Buffer.from('<svg '), Buffer.from([0xff, 0xfe])]))).to.match(/picture_/)
  })

  it('is baked as any other', () => {
    const baked = bakeSvg(clean(svg(CIRCLE)), '{"a":"<b>"}')
    expect(readSvg(baked)).to.equal('{"a":"<b>"}')
  })
})

describe('a logo', () => {
  it('is a PNG whatever it came as, and no larger than anything shows', () => {
    const wide = PNG.sync.read(cleanLogo(picture(1200, 300)).bytes)
    expect([wide.width, wide.height]).to.deep.equal([480, 120])
    const small = PNG.sync.read(cleanLogo(picture(64, 20)).bytes)
    expect([small.width, small.height]).to.deep.equal([64, 20])
    const drawn = PNG.sync.read(cleanLogo(Buffer.from(svg(CIRCLE, 'viewBox="0 0 50 100"'))).bytes)
    expect([drawn.width, drawn.height]).to.deep.equal([240, 480])
  })

  it('is at most a megabyte', () => {
    const padded = withChunks(picture(64, 64), rawChunk('tEXt', Buffer.alloc(1_000_000)))
    expect(refusal(padded, cleanLogo)).to.equal('picture_too_large')
  })
})
