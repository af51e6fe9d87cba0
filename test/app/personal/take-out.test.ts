import { expect } from 'chai'
import type { Visit } from '../../../src/app/contract.ts'
import { ACCEPTED, type Course, EVIDENCE, openCourse, refusal, upload } from '../course.ts'

describe('all that is held about a person', () => {
  let course: Course
  let ann: Visit
  beforeEach(async () => {
    course = await openCourse()
    ann = await course.visit(course.learner(1))
    await course.visit(course.learner(2))
    await course.earn(course.learner(1), 'completed', 'demonstrated')
    await course.earn(course.learner(2), 'completed')
  })
  afterEach(() => course.close())

  const app = () => course.tool.app
  const idOf = (n: number) => course.personId(course.learner(n))

  it('is taken out by themselves, with what they wrote, their files by name, and nobody else', async () => {
    const file = await app().files.receive(ann, 'evidence', upload('Plan.txt'))
    await app().reviews.submit(ann, { ...EVIDENCE, files: [file.id] })
    const tutor = await course.tutor()
    const [evidence] = (await app().reviews.own(ann)).evidence
    await app().reviews.decide(tutor, evidence?.id ?? '', { ...ACCEPTED, feedback: 'Clear' })
    await course.settle()
    const { person, platform, courses, held } = await app().personal.own(ann)
    expect(person).to.include({ id: await idOf(1), sub: course.learner(1).id })
    expect(platform.issuer).to.equal(course.platform.issuer)
    expect(courses.map(({ id }) => id)).to.deep.equal([course.courseId])
    expect(held.evidence?.[0]).to.include({ ownPractice: EVIDENCE.ownPractice, feedback: 'Clear' })
    expect(held.evidenceReviews?.[0]).to.include({ verdict: 'accepted', feedback: 'Clear' })
    expect(held.files?.map(({ name, size }) => [name, size])).to.deep.equal([['Plan.txt', 10]])
    expect(held.credentials?.map(({ level }) => level)).to.have.members([
      'completed',
      'demonstrated',
      'implemented',
    ])
    expect(held.participation).to.have.length(2)
    expect(held.notices?.map(({ kind }) => kind)).to.include('evidence-accepted')
    expect(held.auditLines?.map(({ action }) => action)).to.include('evidence.submitted')
    expect(held.snapshots?.map(({ source }) => source)).to.include('roster')
    const all = JSON.stringify(held)
    for (const other of [await idOf(2), tutor.person?.id ?? '', ann.session.csrf])
      expect(all).not.to.contain(other)
  })

  it('is what an administrator of the institution takes out for them, which is recorded', async () => {
    const administrator = await course.administrator()
    const { held } = await app().personal.of(administrator, await idOf(1))
    expect(held.credentials).to.have.length(2)
    const line = await course.tool.store.audit.latest(course.courseId, 'person.exported')
    expect(line).to.include({ actorId: administrator.person?.id, subjectId: await idOf(1) })
  })

  it('is not for a tutor, an administrator of the course alone, or another platform', async () => {
    const ofCourse = await course.visit(course.school.administrator, { administersInstitution: false })
    expect(await refusal(app().personal.of(ofCourse, await idOf(1)))).to.include({ code: 'not_institution' })
    expect(await refusal(app().personal.of(await course.tutor(), await idOf(1)))).to.include({
      code: 'not_allowed',
    })
    const { store, random } = course.tool
    const elsewhere = { ...course.platform, id: random.uuid(), issuer: 'https://other.test' }
    await store.platforms.save(elsewhere)
    const stranger = await store.people.upsert(elsewhere.id, { ...(ann.person ?? fail()), name: 'Other' })
    const refused = app().personal.of(await course.administrator(), stranger.id)
    expect(await refusal(refused)).to.include({ code: 'learner_not_found', status: 404 })
  })

  it('has the rows of an upload that name them, by address, by name or by somebody’s choice', async () => {
    const tutor = await course.tutor()
    const { name, email } = ann.person ?? fail()
    const [first, last] = (name ?? '').split(' ')
    const other = (await course.tool.store.people.byId(await idOf(2))) ?? fail()
    const sheet = ['Who,Mail,Minutes', `x,${email?.toUpperCase()},5`, `${last},${first},6`, `A,B,7`]
    const bytes = Buffer.from([...sheet, `${other.name},${other.email},8`].join('\n'))
    await app().imports.upload(tutor, { name: 'register.csv', bytes })
    const { held } = await app().personal.own(ann)
    expect(held.importRows?.map(({ cells }) => (cells as string[]).at(-1))).to.deep.equal(['5', '6'])
  })
})

function fail(): never {
  throw new Error('nobody')
}
