import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { PNG } from 'pngjs'
import { onPaper } from '../../src/certificates/document.ts'
import { drawOverview, type OverviewContent } from '../../src/certificates/index.ts'
import { drawBadge } from '../../src/openbadges/index.ts'

const image = drawBadge(
  readFileSync(new URL('../../config/art/completed.svg', import.meta.url), 'utf8'),
  { level: 'Completed', course: 'Course', issuer: 'College' },
  { size: 120 },
)
const each = (text: string) => [
  { language: 'en', text },
  { language: 'cy', text: `${text} (cy)` },
]

function content(count: number, change: Partial<OverviewContent> = {}): OverviewContent {
  return {
    title: 'My credentials',
    name: null,
    introduction: null,
    made: each('As of 24 November 2026.'),
    rows: Array.from({ length: count }, (_, index) => ({
      badge: { image, alt: `Badge ${index}` },
      course: `Course ${index}`,
      level: each('Completed'),
      warning: [],
      issued: each('Issued by a college.'),
      meaning: each('Attended and took part. '.repeat(6)),
      url: `https://tool.example/credentials/${index}`,
    })),
    more: (left) => each(`And ${left} more.`),
    check: each('Each code leads to a page.'),
    url: 'https://tool.example/collections/somewhere',
    madeAt: new Date('2026-11-24T00:00:00Z'),
    ...change,
  }
}

const text = (pdf: Buffer) => pdf.toString('latin1')
const pages = (pdf: Buffer) => text(pdf).match(/\/Type \/Page\b/g)?.length
const figures = (pdf: Buffer) => text(pdf).match(/\/S \/Figure/g)?.length ?? 0

describe('several credentials on paper', () => {
  it('are one tagged page with its language and title, a badge and a code each', async () => {
    const pdf = await drawOverview(content(3))
    expect(text(pdf).startsWith('%PDF-1.7')).to.equal(true)
    expect(pages(pdf)).to.equal(1)
    for (const mark of [
      '/StructTreeRoot',
      '/MarkInfo',
      '/DisplayDocTitle true',
      '/S /H1',
      '/S /H2',
      '/S /Link',
    ])
      expect(text(pdf)).to.include(mark)
    for (const language of ['(en)', '(cy)']) expect(text(pdf)).to.include(`/Lang ${language}`)
    expect(figures(pdf), 'badge and code of each, and the code of all').to.equal(7)
  })

  it('stay on one page however many there are and however long their words: some are left out', async () => {
    const long = 'Arweinyddiaeth Ddigidol Ymarferol '.repeat(40)
    const many = content(60, { introduction: long, name: long, title: long })
    const rows = many.rows.map((row) => ({ ...row, course: long, warning: each('Withdrawn.') }))
    const pdf = await drawOverview({ ...many, rows })
    expect(pages(pdf)).to.equal(1)
    expect(figures(pdf)).to.be.greaterThan(4).and.lessThan(30)
    expect(pages(await drawOverview(content(0, { url: null })))).to.equal(1)
  })

  it('are the same file for the same words', async () => {
    const pdf = await drawOverview(content(2))
    expect(pdf.equals(await drawOverview(content(2)))).to.equal(true)
    // What is see-through is unpacked in the thread pool, and of two pictures either may be first.
    expect(text(pdf)).to.not.contain('/SMask')
  })
})

describe('a picture on paper', () => {
  it('is as it looks on white, and no longer see-through', () => {
    const picture = new PNG({ width: 3, height: 1 })
    picture.data = Buffer.from([200, 0, 0, 255, 200, 0, 0, 51, 200, 0, 0, 0])
    const file = onPaper(PNG.sync.write(picture))
    // The kind of colour stands in the header: no alpha.
    expect(file[25]).to.equal(2)
    expect([...PNG.sync.read(file).data]).to.deep.equal([
      200, 0, 0, 255, 244, 204, 204, 255, 255, 255, 255, 255,
    ])
  })
})
