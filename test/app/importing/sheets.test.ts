import { expect } from 'chai'
import writeXlsxFile from 'write-excel-file/node'
import type { ImportPages, ImportSettings } from '../../../src/app/contract/imports.ts'
import type { Visit } from '../../../src/app/contract.ts'
import { type Course, openCourse, refusal } from '../course.ts'

const workbookOf = (sheets: Readonly<Record<string, string[][]>>) =>
  writeXlsxFile(Object.entries(sheets).map(([sheet, data]) => ({ sheet, data }))).toBuffer()

const FIRST: ImportPages = { people: 1, rows: 1, ambiguous: 1, unknown: 1, unclear: 1 }

describe('a register with several sheets, days, or more rows than a page', () => {
  let course: Course
  let tutor: Visit
  beforeEach(async function () {
    this.timeout(60_000)
    course = await openCourse()
    await course.refresh(course.courseId)
    tutor = await course.tutor()
  })
  afterEach(() => course.close())

  const imports = () => course.tool.app.imports
  const view = (id: string, pages: Partial<ImportPages> = {}) =>
    imports().view(tutor, id, { ...FIRST, ...pages })
  const upload = (bytes: Buffer | string, name: string) =>
    imports().upload(tutor, { name, bytes: Buffer.from(bytes) })
  const change = async (id: string, changes: Partial<ImportSettings>) =>
    imports().setUp(tutor, id, { ...(await view(id)).record.settings, ...changes })
  const apply = async (id: string) =>
    imports().apply(tutor, id, (await view(id)).plan?.shown ?? expect.fail('no plan'))
  const seen = async (title: string) => {
    const known = await course.tool.store.activities.ofCourse(course.courseId)
    const id = known.find((one) => one.title === title)?.id ?? expect.fail(`no ${title}`)
    const [record] = (await course.tool.store.imports.recorded(course.courseId, id)).values()
    return record?.observedAt
  }

  it('of a workbook the likeliest sheet is taken, and another where a tutor says so', async () => {
    const id = await upload(
      await workbookOf({
        Notes: [['Read me'], ['Nothing here']],
        Monday: [
          ['Email', 'Status'],
          ['student01@example.test', 'present'],
        ],
        Tuesday: [
          ['Register of Tuesday'],
          ['Email', 'Status'],
          ['student02@example.test', 'present'],
          ['student03@example.test', 'late'],
        ],
      }),
      'Week 3.xlsx',
    )
    const first = await view(id)
    expect(first.record.sheets.map(({ name, rowCount }) => [name, rowCount])).to.deep.equal([
      ['Notes', 1],
      ['Monday', 1],
      ['Tuesday', 2],
    ])
    expect(first.record.sheet).to.equal(1)
    expect(first.plan?.people.map(({ person }) => person.email)).to.deep.equal(['student01@example.test'])
    await imports().chooseSheet(tutor, id, 2)
    const second = await view(id)
    expect(second.record).to.include({ sheet: 2, firstRow: 3, rowCount: 2 })
    expect(second.sample.rows[0]).to.deep.equal(['student02@example.test', 'present'])
    expect(second.plan?.people.map(({ person, rows }) => [person.email, ...rows])).to.have.deep.members([
      ['student02@example.test', 3],
      ['student03@example.test', 4],
    ])
    expect(await refusal(imports().chooseSheet(tutor, id, 3))).to.include({ code: 'bad_input' })
    await apply(id)
    expect(await refusal(imports().chooseSheet(tutor, id, 1))).to.include({ code: 'import_decided' })
  })

  it('is recorded for the day that the file says, or a tutor, and the same day again changes nothing', async () => {
    const text = 'Email,Status,Date\nstudent01@example.test,present,30/10/2026\n'
    const id = await upload(text, 'Dated.csv')
    expect((await view(id)).plan?.people[0]?.day).to.equal('2026-10-30')
    await apply(id)
    expect(await seen('Dated')).to.equal('2026-10-30T12:00:00Z')
    expect((await view(await upload(text, 'Dated.csv'))).plan?.counts).to.include({
      new: 0,
      changed: 0,
      same: 1,
    })

    const undated = await upload('Email,Status\nstudent01@example.test,present\n', 'By hand.csv')
    await change(undated, { day: '2026-10-29' })
    await apply(undated)
    expect(await seen('By hand')).to.equal('2026-10-29T12:00:00Z')
  })

  it('a row whose day cannot be read, or is yet to come, is not recorded', async () => {
    const rows = ['student01@example.test,present,soon', 'student02@example.test,present,01/01/2027']
    const { plan } = await view(await upload(`Email,Status,Date\n${rows.join('\n')}\n`, 'Odd.csv'))
    expect(plan?.counts).to.include({ new: 0, unclear: 2 })
    expect(plan?.unclear.map(({ value }) => value)).to.deep.equal(['soon', '01/01/2027'])
  })

  it('shows every row of the file and of each list, a page at a time', async () => {
    const strangers = Array.from({ length: 230 }, (_, n) => `stranger${n}@else.example,present`)
    const id = await upload(`Email,Status\n${strangers.join('\n')}\n`, 'Many.csv')
    const first = await view(id)
    expect(first.sample).to.include({ page: 1, pages: 12, firstRow: 2 })
    expect(first.plan?.leftPages.unknown).to.deep.equal({ page: 1, pages: 3 })
    const last = await view(id, { rows: 12, unknown: 3 })
    expect(last.sample.firstRow).to.equal(222)
    expect(last.sample.rows.map(([email]) => email)).to.deep.equal(
      Array.from({ length: 10 }, (_, n) => `stranger${220 + n}@else.example`),
    )
    expect(last.plan?.unknown.map(({ row }) => row)).to.deep.equal(
      Array.from({ length: 30 }, (_, n) => 202 + n),
    )
    expect((await view(id, { unknown: 99 })).plan?.leftPages.unknown.page, 'beyond the last').to.equal(3)
  })
})
