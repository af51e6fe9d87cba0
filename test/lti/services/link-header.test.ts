import { expect } from 'chai'
import fc from 'fast-check'
import { LtiError } from '../../../src/lti/index.ts'
import { nextLink } from '../../../src/lti/services/link-header.ts'

const from = 'https://moodle.example/lineitems?type_id=1&limit=2'
const next = 'https://moodle.example/lineitems?type_id=1&limit=2&from=2'
const latin1 = (text: string) => Buffer.from(text, 'utf8').toString('latin1')
const windows1252 = (text: string) => new TextDecoder('windows-1252').decode(Buffer.from(text, 'utf8'))

const moodle = `<${from.replace('&', '&amp;')}&amp;from=0>; rel=“first”, <${next.replaceAll('&', '&amp;')}>; rel=“next”, <https://moodle.example/last>; rel=“last”`

const found: [string, string][] = [
  ['as the RFC writes it', `<${next}>; rel="next"`],
  ['without quotes', `<${next}>; rel=next`],
  ['in capitals and spaces', `<${next}> ;  REL = "NEXT"`],
  ['among other parameters', `<${next}>; title="a; b, c"; rel="next"; type="x"`],
  ['among other relations of one link', `<${next}>; rel="last next"`],
  ['after other links', `<https://moodle.example/1>; rel="first", <${next}>; rel="next"`],
  ['as Moodle writes it', moodle],
  ['as Moodle writes it, read as Latin-1', latin1(moodle)],
  ['as Moodle writes it, read as Windows-1252', windows1252(moodle)],
  ['as a path', '</lineitems?type_id=1&limit=2&from=2>; rel="next"'],
  ['as http behind a proxy', `<${next.replace('https:', 'http:')}>; rel="next"`],
]

describe('the Link header', () => {
  for (const [what, header] of found) {
    it(`gives the next page, written ${what}`, () => {
      expect(nextLink(header, from)).to.equal(next)
    })
  }

  for (const header of [
    null,
    '',
    'next',
    `<${next}>`,
    `<${next}>; rel="prev"`,
    `<${next}>; rel="nextish"`,
    '<>; rel="next"',
  ]) {
    it(`gives nothing in ${header}`, () => {
      expect(nextLink(header, from)).to.equal(null)
    })
  }

  for (const foreign of [
    'https://evil.example/',
    '//evil.example/',
    'http://moodle.example:81/',
    'javascript:alert(1)',
  ]) {
    it(`is refused when it leads to ${foreign}`, () => {
      expect(() => nextLink(`<${foreign}>; rel="next"`, from))
        .to.throw(LtiError)
        .with.property('code', 'next_link_foreign')
    })
  }

  it('never leads to another origin, and never fails in another way, whatever it holds', () => {
    const part = fc.oneof(
      fc.constantFrom('<', '>', ';', ',', '“', '”', '&amp;', ' rel=next', '; rel="next"', next),
      fc.string(),
    )
    fc.assert(
      fc.property(
        fc.array(part).map((parts) => parts.join('')),
        (header) => {
          try {
            const link = nextLink(header, from)
            if (link !== null) expect(new URL(link).origin).to.equal('https://moodle.example')
          } catch (error) {
            if (!(error instanceof LtiError)) throw error
          }
        },
      ),
    )
  })

  it('gives back every address of the origin, in each of its writings', () => {
    const query = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string(), { minKeys: 1 })
    fc.assert(
      fc.property(query, fc.constantFrom('plain', 'moodle', 'latin1'), (params, writing) => {
        const address = `https://moodle.example/members?${new URLSearchParams(params)}`
        const typographic = `<${address.replaceAll('&', '&amp;')}>; rel=“next”`
        const header =
          writing === 'plain'
            ? `<${address}>; rel="next"`
            : writing === 'moodle'
              ? typographic
              : latin1(typographic)
        expect(nextLink(header, from)).to.equal(new URL(address).href)
      }),
    )
  })
})
