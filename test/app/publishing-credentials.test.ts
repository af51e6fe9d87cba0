import { expect } from 'chai'
import type { Visit } from '../../src/app/contract.ts'
import type { Credential } from '../../src/app/model.ts'
import { type Course, openCourse, refusal } from './course.ts'

describe('what a learner lets strangers see', () => {
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
  const both = { showName: true, showEvidence: true }

  it('is nothing that could be found, until they publish', async () => {
    expect(await publishing().publication(visit, completed.id)).to.deep.equal({
      credentialId: completed.id,
      state: 'unlisted',
      publishedAt: null,
      showName: false,
      showEvidence: true,
    })
  })

  it('is what they chose, can be chosen anew, and is taken back with the name', async () => {
    const first = await publishing().publish(visit, completed.id, both)
    expect(first).to.include({ state: 'published', ...both })
    const second = await publishing().publish(visit, completed.id, { showName: false, showEvidence: false })
    expect(await publishing().publication(visit, completed.id)).to.deep.equal(second)
    await publishing().publish(visit, completed.id, both)
    expect(await publishing().unpublish(visit, completed.id)).to.include({
      state: 'unlisted',
      showName: false,
    })
    await publishing().unpublish(visit, completed.id)
    const lines = await course.tool.store.audit.ofCourse(visit.course.id, 100)
    const done = lines.map(({ action }) => action).filter((action) => action.startsWith('credential.made-'))
    expect(done.sort()).to.deep.equal([
      ...Array(3).fill('credential.made-public'),
      'credential.made-unlisted',
    ])
  })

  it('is on the public page as they chose, and off it at once', async () => {
    const page = () => course.tool.app.credentials.page(completed.id)
    expect(await page()).to.include({ listed: false, name: null })
    await publishing().publish(visit, completed.id, both)
    expect(await page()).to.include({ listed: true, name })
    await publishing().publish(visit, completed.id, { showName: false, showEvidence: true })
    expect(await page()).to.include({ listed: true, name: null })
    await publishing().unpublish(visit, completed.id)
    expect(await page()).to.include({ listed: false, name: null })
  })

  it('can be looked at beforehand, and nothing is written by that', async () => {
    const seen = await publishing().preview(visit, completed.id, both)
    expect(seen).to.include({ listed: true, name })
    expect((await publishing().preview(visit, completed.id, { ...both, showName: false })).name).to.equal(
      null,
    )
    expect(await publishing().publication(visit, completed.id)).to.include({ state: 'unlisted' })
  })

  it('is for nobody else to choose, and not with a learner’s eyes', async () => {
    const stranger = await course.visit(course.learner(2))
    const { publication, publish, unpublish } = publishing()
    for (const asked of [
      publishing().preview(stranger, completed.id, both),
      publication(stranger, completed.id),
      publish(stranger, completed.id, both),
      unpublish(stranger, completed.id),
      publish(visit, 'no-such-credential', both),
    ])
      expect(await refusal(asked)).to.include({ code: 'credential_not_found', status: 404 })
    expect(await publication(visit, completed.id)).to.include({ state: 'unlisted' })
    const looking = { ...visit.session, launch: { ...visit.session.launch, looking: 'staff' as const } }
    const refused = await refusal(publish({ ...visit, session: looking }, completed.id, both))
    expect(refused).to.include({ code: 'only_looking', status: 403 })
  })

  it('is not published any more once it was withdrawn, and can still be taken back', async () => {
    await publishing().publish(visit, completed.id, both)
    await course.tool.app.withdraw(await course.tutor(), completed.personId, 'completed', 'By mistake')
    const page = await course.tool.app.credentials.page(completed.id)
    expect(page, 'nobody chose to be named as one whose credential was withdrawn').to.include({
      status: 'withdrawn',
      listed: false,
      name: null,
    })
    const refused = await refusal(publishing().publish(visit, completed.id, both))
    expect(refused).to.include({ code: 'credential_withdrawn', status: 409 })
    expect(await publishing().unpublish(visit, completed.id)).to.include({ state: 'unlisted' })
  })
})
