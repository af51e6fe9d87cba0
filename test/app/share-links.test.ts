import { expect } from 'chai'
import type { Visit } from '../../src/app/contract.ts'
import type { Credential } from '../../src/app/model.ts'
import { download } from '../support/downloads.ts'
import { type Course, openCourse, refusal } from './course.ts'

describe('a link by which a learner shows a credential', () => {
  let course: Course
  let visit: Visit
  let completed: Credential
  let name: string

  before(async () => {
    course = await openCourse()
    const user = course.learner(1)
    name = `${user.givenName} ${user.familyName}`
    await course.earn(user, 'completed')
    visit = await course.visit(user)
    const [first] = await course.credentials(user)
    if (!first) throw new Error('nothing was awarded')
    completed = first
  })
  after(() => course.close())

  const publishing = () => course.tool.app.publishing
  const wanted = { name: 'An application', showName: true, showEvidence: false, endsAt: null }
  const inMinutes = (minutes: number) => new Date(course.clock.now() + minutes * 60_000).toISOString()

  it('shows what they chose, is never listed, and leaves the credential’s own page as it was', async () => {
    const { token, openedAt } = await publishing().makeLink(visit, completed.id, wanted)
    expect(Buffer.from(token, 'base64url').length * 8).to.be.at.least(128)
    expect(openedAt).to.equal(null)
    expect(await publishing().shared(token)).to.include({ name, listed: false, status: 'valid' })
    const other = await publishing().makeLink(visit, completed.id, { ...wanted, showName: false })
    expect(await publishing().shared(other.token)).to.include({ name: null })
    expect(await course.tool.app.credentials.page(completed.id)).to.include({ name: null, listed: false })
    const links = await publishing().links(visit, completed.id)
    expect(links.map(({ openedAt }) => openedAt === null)).to.deep.equal([false, false])
  })

  it('opens nothing once it is taken back, while all that verifiers ask still answers', async () => {
    const { id, token } = await publishing().makeLink(visit, completed.id, wanted)
    await publishing().endLink(visit, completed.id, id)
    await publishing().endLink(visit, completed.id, id)
    expect(await refusal(publishing().shared(token))).to.include({ code: 'share_link_ended', status: 410 })
    expect((await publishing().links(visit, completed.id)).map((link) => link.id)).to.not.include(id)
    const { credentials } = course.tool.app
    expect(await credentials.document(completed.id)).to.equal(completed.document)
    expect((await download(credentials, completed.id, 'png')).length).to.be.greaterThan(1000)
    expect(await credentials.statusList(completed.statusListId)).to.have.property('credentialSubject')
    const lines = await course.tool.store.audit.ofCourse(visit.course.id, 100)
    expect(lines.filter(({ action }) => action === 'credential.link-ended')).to.have.length(1)
    expect(JSON.stringify(lines)).to.not.contain('An application')
  })

  it('opens nothing once its time is over, and is still in the learner’s list', async () => {
    const made = await publishing().makeLink(visit, completed.id, { ...wanted, endsAt: inMinutes(30) })
    expect(await publishing().shared(made.token)).to.include({ name })
    course.clock.advance(31)
    expect(await refusal(publishing().shared(made.token))).to.include({
      code: 'share_link_ended',
      status: 410,
    })
    expect((await publishing().links(visit, completed.id)).map(({ id }) => id)).to.include(made.id)
  })

  it('that was never made is told apart', async () => {
    expect(await refusal(publishing().shared('nothing'))).to.include({
      code: 'share_link_not_found',
      status: 404,
    })
  })

  it('is for nobody else to make, see or take back, and not with a learner’s eyes', async () => {
    const { id, token } = await publishing().makeLink(visit, completed.id, wanted)
    const stranger = await course.visit(course.learner(2))
    for (const asked of [
      publishing().links(stranger, completed.id),
      publishing().makeLink(stranger, completed.id, wanted),
      publishing().endLink(stranger, completed.id, id),
    ])
      expect(await refusal(asked)).to.include({ code: 'credential_not_found', status: 404 })
    const looking = { ...visit.session, launch: { ...visit.session.launch, looking: 'staff' as const } }
    for (const asked of [
      publishing().makeLink({ ...visit, session: looking }, completed.id, wanted),
      publishing().endLink({ ...visit, session: looking }, completed.id, id),
    ])
      expect(await refusal(asked)).to.include({ code: 'only_looking', status: 403 })
    expect(await publishing().shared(token)).to.include({ name })
  })

  it('can be made twenty times', async () => {
    const have = (await publishing().links(visit, completed.id)).length
    for (let n = have; n < 20; n += 1) await publishing().makeLink(visit, completed.id, wanted)
    const refused = await refusal(publishing().makeLink(visit, completed.id, wanted))
    expect(refused).to.include({ code: 'share_links_many', status: 409 })
  })

  it('says that the credential was withdrawn, and names nobody then; none can be made any more', async () => {
    await course.tool.app.withdraw(await course.tutor(), completed.personId, 'completed', 'By mistake')
    const still = (await publishing().links(visit, completed.id)).find(({ endsAt }) => endsAt === null)
    expect(await publishing().shared(still?.token ?? '')).to.include({ status: 'withdrawn', name: null })
    const refused = await refusal(publishing().makeLink(visit, completed.id, wanted))
    expect(refused).to.include({ code: 'credential_withdrawn', status: 409 })
  })
})
