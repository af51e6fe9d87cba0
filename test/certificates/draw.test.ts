import { readFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import { expect } from 'chai'
import { type CertificateContent, drawCertificate } from '../../src/certificates/index.ts'
import { drawBadge } from '../../src/openbadges/index.ts'

const image = drawBadge(
  readFileSync(new URL('../../config/art/completed.svg', import.meta.url), 'utf8'),
  { level: 'Completed', course: 'Course', issuer: 'College' },
  { size: 120 },
)
const CREDENTIAL = '{"id":"urn:uuid:1","note":"byte for byte"}'

function content(changes: Partial<CertificateContent['versions'][number]> = {}): CertificateContent {
  const version = {
    language: 'en',
    heading: 'Certificate',
    level: 'Completed',
    course: 'A course',
    lines: ['Attended.'],
    warning: null,
    check: 'Check it.',
    ...changes,
  }
  return {
    title: 'Completed: A course',
    badge: { image, alt: 'The badge' },
    logo: null,
    versions: [version, { ...version, language: 'cy' }],
    url: 'https://tool.example/credentials/1',
    attachment: { name: 'credential.json', type: 'application/vc+ld+json', bytes: Buffer.from(CREDENTIAL) },
    issuedAt: new Date('2026-11-24T00:00:00Z'),
  }
}

/** Every stream of the file, inflated where it was deflated. */
function streams(pdf: Buffer): string[] {
  const found: string[] = []
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 1)) {
    const end = pdf.indexOf('\nendstream', at)
    const bytes = pdf.subarray(at + 'stream\n'.length, end)
    try {
      found.push(inflateSync(bytes).toString('utf8'))
    } catch {
      found.push(bytes.toString('latin1'))
    }
  }
  return found
}

const pages = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length

describe('a certificate', () => {
  it('is one tagged page with its language and title, for whoever has it read aloud', async () => {
    const pdf = await drawCertificate(content())
    const text = pdf.toString('latin1')
    expect(text.startsWith('%PDF-1.7')).to.equal(true)
    expect(pages(pdf)).to.equal(1)
    for (const mark of ['/StructTreeRoot', '/MarkInfo', '/DisplayDocTitle true', '/S /Figure', '/S /H1'])
      expect(text).to.include(mark)
    expect(text).to.match(/\/Lang \(en\)/)
    expect(text).to.match(/\/Lang \(cy\)/)
  })

  it('carries the signed credential along, byte for byte', async () => {
    const pdf = await drawCertificate(content())
    expect(streams(pdf)).to.include(CREDENTIAL)
    expect(pdf.toString('latin1')).to.include('/AFRelationship /Source')
  })

  it('stays on its page however long the words are, in any script', async () => {
    const long = 'Arweinyddiaeth ddigidol 数字领导力 ✓ <b>& "quoted" '.repeat(40)
    const pdf = await drawCertificate(
      content({ level: long, course: long, lines: [long, long, long], warning: long, check: 'Check it.' }),
    )
    expect(pages(pdf)).to.equal(1)
  })

  it('is the same file for the same credential', async () => {
    const [one, other] = await Promise.all([drawCertificate(content()), drawCertificate(content())])
    expect(one.equals(other)).to.equal(true)
  })
})
