import { expect } from 'chai'
import type { Visit } from '../../src/app/contract.ts'
import type { Credential } from '../../src/app/model.ts'
import { type Course, openCourse, refusal } from './course.ts'

describe('a learner’s collection', () => {
  let course: Course
  let visit: Visit
  let completed: Credential
  let demonstrated: Credential
  let name: string

  before(async () => {
    course = await openCourse()
    const user = course.learner(1)
    name = `${user.givenName} ${user.familyName}`
    await course.earn(user, 'completed', 'demonstrated')
    await course.earn(course.learner(2), 'completed')
    visit = await course.visit(user)
    const [first, second] = await course.credentials(user)
    if (!first || !second) throw new Error('nothing was awarded')
    completed = first
    demonstrated = second
  })
  after(() => course.close())

  const collections = () => course.tool.app.collections
  const choices = (...credentialIds: string[]) => ({
    title: 'What I can do',
    introduction: null,
    listed: false,
    showName: false,
    credentialIds,
  })
  const idsOf = (credentials: readonly { credential: { id: string } }[]) =>
    credentials.map(({ credential }) => credential.id)

  it('is nothing until it is saved, and can be made of all that they hold', async () => {
    const own = await collections().own(visit)
    expect(own).to.include({ collection: null, address: null })
    expect(idsOf(own.credentials)).to.have.members([completed.id, demonstrated.id])
    expect(await refusal(collections().preview(visit))).to.include({
      code: 'collection_not_found',
      status: 404,
    })
    expect(await refusal(collections().open(visit))).to.include({ code: 'collection_not_found' })
  })

  it('is seen at an address in their order, unnamed unless they say so', async () => {
    await collections().save(visit, choices(demonstrated.id, completed.id))
    const address = await collections().open(visit)
    expect(Buffer.from(address, 'base64url').length * 8).to.be.at.least(128)
    const seen = await collections().at(address)
    expect(seen).to.include({ title: 'What I can do', name: null, listed: false })
    expect(idsOf(seen.credentials)).to.deep.equal([demonstrated.id, completed.id])
    expect(await collections().preview(visit)).to.deep.equal(seen)
    await collections().save(visit, { ...choices(completed.id), showName: true, listed: true })
    expect(await collections().at(address)).to.include({ name, listed: true })
    expect((await collections().own(visit)).address).to.equal(address)
  })

  it('is seen nowhere once the address is taken back, and a new one is another', async () => {
    const first = await collections().open(visit)
    const second = await collections().open(visit)
    expect(await refusal(collections().at(first))).to.include({ code: 'collection_ended', status: 410 })
    expect(idsOf((await collections().at(second)).credentials)).to.deep.equal([completed.id])
    await collections().close(visit)
    await collections().close(visit)
    expect(await refusal(collections().at(second))).to.include({ code: 'collection_ended', status: 410 })
    expect(await refusal(collections().at('never'))).to.include({ code: 'collection_not_found', status: 404 })
    const lines = await course.tool.store.audit.ofCourse(visit.course.id, 200)
    const done = lines.map(({ action }) => action).filter((action) => action.startsWith('collection.'))
    expect(done.filter((action) => action === 'collection.closed')).to.have.length(1)
    expect(JSON.stringify(lines)).to.not.contain(second)
  })

  it('is made of what they hold in every course of the platform', async () => {
    const { store } = course.tool
    const uuid = () => course.tool.deps.random.uuid()
    const [id, contextId, title] = [uuid(), uuid(), 'Another course']
    const { course: other } = await store.courses.upsert({ ...visit.course, id, contextId, title })
    const known = await store.credentials.achievement(completed.achievementId)
    if (!known) throw new Error('no achievement')
    const wanted = { ...known, id: uuid(), courseId: other.id, courseTitle: title, belowId: null }
    const [achievement = wanted] = await store.credentials.achievements([wanted])
    const [place] = await store.credentials.reserveStatus(known.issuerId, 1)
    const there = {
      ...completed,
      ...{ id: uuid(), courseId: other.id, achievementId: achievement.id },
      ...{ statusListId: place?.listId ?? '', statusIndex: place?.index ?? -1 },
    }
    await store.credentials.award([there])
    expect(idsOf((await collections().own(visit)).credentials)).to.include.members([there.id, completed.id])
    await collections().save(visit, choices(there.id, completed.id))
    const { credentials } = await collections().preview(visit)
    expect(credentials.map(({ achievement: { courseTitle } }) => courseTitle)).to.deep.equal([
      title,
      visit.course.title,
    ])
  })

  it('takes nobody else’s credential, and is nobody else’s to see or change', async () => {
    const stranger = await course.visit(course.learner(2))
    const refused = await refusal(collections().save(stranger, choices(completed.id)))
    expect(refused).to.include({ code: 'credential_not_found', status: 404 })
    expect(await collections().own(stranger)).to.include({ collection: null })
    expect(await refusal(collections().preview(stranger))).to.include({ code: 'collection_not_found' })
    const looking = { ...visit.session, launch: { ...visit.session.launch, looking: 'staff' as const } }
    const eyes = { ...visit, session: looking }
    for (const asked of [
      collections().save(eyes, choices()),
      collections().open(eyes),
      collections().close(eyes),
    ])
      expect(await refusal(asked)).to.include({ code: 'only_looking', status: 403 })
  })

  it('can be had on paper, for an application', async () => {
    const pdf = await collections().paper(visit, { showName: true })
    expect(pdf.subarray(0, 8).toString()).to.equal('%PDF-1.7')
  })

  it('says of what was withdrawn that it was', async () => {
    await collections().save(visit, choices(demonstrated.id, completed.id))
    const address = await collections().open(visit)
    await course.tool.app.withdraw(await course.tutor(), completed.personId, 'demonstrated', 'By mistake')
    const { credentials } = await collections().at(address)
    expect(credentials.map(({ status }) => status)).to.deep.equal(['withdrawn', 'valid'])
  })
})
