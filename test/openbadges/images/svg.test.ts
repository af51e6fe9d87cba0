import { expect } from 'chai'
import fc from 'fast-check'
import { BadgeError, bakeSvg, readSvg } from '../../../src/openbadges/index.ts'

const svg =
  '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0"/></svg>'

describe('baking an SVG', () => {
  it('gives back what was put in, whatever is in it', () => {
    const json = fc
      .dictionary(
        fc.string(),
        fc.oneof(
          fc.string(),
          fc.constantFrom(']]>', '</openbadges:credential>', '<openbadges:credential>', '&lt;'),
        ),
      )
      .map((value) => JSON.stringify(value))
    fc.assert(
      fc.property(json, json, (first, second) => {
        expect(readSvg(bakeSvg(svg, first))).to.equal(first)
        expect(readSvg(bakeSvg(bakeSvg(svg, first), second))).to.equal(second)
      }),
    )
  })

  it('keeps the picture and declares the namespace once', () => {
    const baked = bakeSvg(bakeSvg(svg, '{}'), '{}')
    expect(baked).to.include('<path d="M0 0"/>')
    expect(baked.match(/xmlns:openbadges=/g)).to.have.length(1)
    expect(baked).to.match(/<svg [^>]*><openbadges:credential>/)
  })

  it('puts a token into an attribute', () => {
    const baked = bakeSvg(svg, 'eyJh.eyJi.c2ln')
    expect(baked).to.include('verify="eyJh.eyJi.c2ln"')
    expect(readSvg(baked)).to.equal('eyJh.eyJi.c2ln')
  })
})

describe('reading an SVG', () => {
  it('finds nothing where there is nothing', () => {
    expect(readSvg(svg)).to.equal(null)
  })

  it('reads a document type that declares nothing', () => {
    const typed =
      '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    expect(readSvg(typed + bakeSvg(svg.slice(22), '{}'))).to.equal('{}')
  })

  const hostile: Readonly<Record<string, string>> = {
    'declared entities': `<!DOCTYPE svg [<!ENTITY a "b">]>${svg}`,
    'a document type with declarations': `<!doctype svg [ ]>${svg}`,
    'two badges': bakeSvg(svg, '{}').replace('</svg>', '<openbadges:credential/></svg>'),
    'a badge that never ends': bakeSvg(svg, '{}').replace('</openbadges:credential>', ''),
    'a tag that never ends': '<svg><openbadges:credential',
    'a CDATA section that never ends':
      '<svg><openbadges:credential><![CDATA[{}</openbadges:credential></svg>',
  }
  for (const [name, text] of Object.entries(hostile)) {
    it(`refuses ${name}`, () => {
      expect(() => readSvg(text)).to.throw(BadgeError)
    })
  }

  it('takes no longer for a long hostile file than for a long one', () => {
    const started = process.cpuUsage()
    expect(() => readSvg(`<svg>${'<openbadges:credential '.repeat(100_000)}`)).to.throw(BadgeError)
    expect(process.cpuUsage(started).user).to.be.below(1_000_000)
  })
})
