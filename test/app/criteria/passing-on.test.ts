import { expect } from 'chai'
import type { Visit } from '../../../src/app/contract.ts'
import type { Criterion } from '../../../src/core/criteria.ts'
import { type Course, ESSAY, openCourse, refusal } from '../course.ts'

describe('criteria passed on', () => {
  let course: Course
  let administrator: Visit
  let other: Visit
  beforeEach(async () => {
    course = await openCourse()
    course.vle.addCourse({ id: '8', label: 'OTHER', title: 'Another course' })
    other = await course.visit(course.school.administrator, { courseId: '8' })
    administrator = await course.administrator()
  })
  afterEach(() => course.close())

  const editor = () => course.tool.app.criteriaEditor
  const current = async (visit: Visit) => (await course.tool.app.criteria(visit)).current
  async function askForTheEssay(): Promise<string> {
    const { current, activities } = await course.tool.app.criteria(administrator)
    const essay = activities.find(({ title }) => title === ESSAY)?.id ?? ''
    const criterion: Criterion = { type: 'completed', target: { activity: essay }, need: 1 }
    const criteria = { ...current.criteria, completed: { criterion, award: 'automatic' as const } }
    await course.tool.app.saveCriteria(administrator, { basedOn: current.version, note: null, criteria })
    return essay
  }

  it('become a version of the other course, with its line and note, and there once', async () => {
    expect((await editor().copyTargets(administrator)).map(({ id }) => id)).to.deep.equal([other.course.id])
    const [first] = await editor().copyTo(administrator, [other.course.id])
    expect(first).to.include({ outcome: 'copied', version: 2 })
    expect(await current(other)).to.deep.include({
      criteria: (await current(administrator)).criteria,
      note: `Copied from “${administrator.course.title}”`,
      savedBy: administrator.person?.id,
    })
    const [line] = await course.tool.store.audit.ofCourse(other.course.id, 1)
    expect(line).to.deep.include({
      action: 'criteria.copied',
      detail: { version: 2, from: course.courseId, fromVersion: 2 },
    })
    expect((await editor().copyTo(administrator, [other.course.id]))[0]).to.include({ outcome: 'same' })
  })

  it('are refused, by name, where a named activity is not there, and take the one of the same name where it is', async () => {
    await askForTheEssay()
    const [refused] = await editor().copyTo(administrator, [other.course.id])
    expect(refused).to.deep.include({ outcome: 'missing', missing: [ESSAY] })
    expect((await current(other)).version).to.equal(1)
    const { id } = await course.tool.app.addColumn(other, {
      title: ESSAY,
      kind: null,
      source: 'column',
      maximum: 10,
    })
    expect((await editor().copyTo(administrator, [other.course.id]))[0]).to.include({ outcome: 'copied' })
    expect((await current(other)).criteria.completed.criterion).to.deep.include({ target: { activity: id } })
  })

  it('go to no course of which this person is no administrator, nor to another platform’s', async () => {
    const { store, random } = course.tool
    course.vle.addCourse({ id: '9', label: 'THIRD', title: 'Somebody else’s' })
    course.vle.enrol('9', course.school.tutors[0].id, 'Instructor')
    const third = await course.visit(course.school.tutors[0], { courseId: '9' })
    const registration = await store.platforms.save({
      ...course.platform,
      id: random.uuid(),
      issuer: 'https://elsewhere.example',
    })
    const away = await course.visit(course.school.administrator, {
      registration,
      memberships: null,
      grades: null,
    })
    for (const target of [third, away, administrator]) {
      const refused = editor().copyTo(administrator, [target.course.id])
      expect(await refusal(refused)).to.include({ code: 'course_not_found', status: 404 })
    }
    expect(await refusal(editor().copyTo(await course.tutor(), []))).to.include({ code: 'not_allowed' })
  })

  it('come back from a file as they were, with the other course’s own activities', async () => {
    const essay = await askForTheEssay()
    const file = await editor().exportFile(await course.tutor())
    expect(await editor().importFile(administrator, file)).to.deep.equal(
      (await current(administrator)).criteria,
    )
    const column = { title: ESSAY, kind: null, source: 'column', maximum: 10 } as const
    const before = await editor().importFile(other, `\uFEFF${file}`)
    expect(before.completed.criterion, 'not there: shown as missing').to.deep.include({
      target: { activity: essay },
    })
    const { id } = await course.tool.app.addColumn(other, column)
    expect((await editor().importFile(other, file)).completed.criterion).to.deep.include({
      target: { activity: id },
    })
    expect((await current(other)).version, 'nothing is saved').to.equal(1)
  })

  it('are refused with the path of the mistake where a file is none', async () => {
    const file = JSON.parse(await editor().exportFile(administrator))
    const attempts: [string, unknown, string][] = [
      ['no JSON', 'criteria', 'it is no JSON'],
      ['another format', { ...file, format: 'x' }, 'format '],
      ['a later version', { ...file, version: 2 }, 'version '],
      ['a stranger', { ...file, extra: 1 }, 'extra'],
      ['another ladder', { ...file, ladder: 'x' }, 'ladder must be jisc'],
      [
        'a level missing',
        { ...file, criteria: { ...file.criteria, implemented: undefined } },
        'criteria.implemented must be an object',
      ],
      [
        'a wrong percent',
        withPercent(file, 180),
        'criteria.completed.criterion.percent must be a whole number from 0 to 100',
      ],
    ]
    for (const [what, data, problem] of attempts) {
      const refused = editor().importFile(
        administrator,
        typeof data === 'string' ? data : JSON.stringify(data),
      )
      const error = await refusal(refused)
      expect(error, what).to.include({ code: 'criteria_file', status: 422 })
      expect(error.detail.problem, what).to.contain(problem)
    }
    expect(await refusal(editor().importFile(await course.tutor(), '{}'))).to.include({ code: 'not_allowed' })
  })

  it('are compared with the version before, or with any', async () => {
    await askForTheEssay()
    const { before, after } = await editor().compare(await course.tutor(), 3, null)
    expect([before?.version, after.version]).to.deep.equal([2, 3])
    expect((await editor().compare(administrator, 3, 1)).before?.version).to.equal(1)
    expect((await editor().compare(administrator, 1, null)).before).to.equal(null)
    for (const [one, two] of [
      [9, null],
      [3, 9],
    ] as const)
      expect(await refusal(editor().compare(administrator, one, two))).to.include({
        code: 'version_not_found',
        status: 404,
      })
  })
})

// biome-ignore lint/suspicious/noExplicitAny: a file as it is read
function withPercent(file: any, percent: number) {
  const { criteria } = file
  return {
    ...file,
    criteria: { ...criteria, completed: { ...criteria.completed, criterion: { type: 'attended', percent } } },
  }
}
