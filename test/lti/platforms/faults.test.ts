import { expect } from 'chai'
import { type OnPlatform, onPlatform } from '../support/on-platform.ts'
import { collect } from '../support/services.ts'
import { refusal } from '../support/world.ts'

/** What only one platform does; what all must do alike is in `platforms.test.ts`. */
describe('the fault of a platform', () => {
  let here: OnPlatform
  afterEach(() => here.close())
  const ANN = '101'

  it('Moodle: a next page that forgets the role, and Results that break with a limit, are never asked for', async () => {
    here = await onPlatform({ behaviour: 'moodle' })
    const { id } = await here.column()
    await collect(here.client.memberships(here.urls.memberships))
    await collect(here.client.results(id))
    const asked = here.stage.vle.log.entries.map(({ path }) => path).join('\n')
    expect(asked).not.to.match(/[?&](limit|role|from)=/)
  })

  it('Moodle: a list whose links have curly quotes and &amp; is read to its end', async () => {
    here = await onPlatform({ behaviour: 'moodle' })
    for (let count = 0; count < 5; count += 1) await here.column()
    const items = await here.client.lineItems(`${here.urls.lineItems}&limit=2`)
    expect(items.map(({ resourceId }) => resourceId)).to.deep.equal([1, 2, 3, 4, 5].map((n) => `badge-${n}`))
  })

  it('Moodle: reading needs lineitem.readonly by name', async () => {
    here = await onPlatform({ behaviour: 'moodle' })
    const { tool, platform, registered } = here.stage
    const scopes = registered.scopes.filter((scope) => !scope.endsWith('lineitem.readonly'))
    expect(await tool.lti.services(platform, scopes).lineItems(here.urls.lineItems)).to.deep.equal([])
  })

  it('Moodle: a score without a comment erases the one before, so one is always sent', async () => {
    here = await onPlatform({ behaviour: 'moodle' })
    const { id } = await here.column()
    await here.client.postScore(id, here.score(ANN))
    here.stage.clock.advance(1)
    await here.client.postScore(id, here.score(ANN, { comment: 'Still here' }))
    expect((await collect(here.client.results(id)))[0]?.comment).to.equal('Still here')
  })

  it('Moodle: a 500 for a locked grade is an answer: not tried again, and no sign of a platform that is down', async () => {
    here = await onPlatform({ behaviour: 'moodle' })
    const { stage, client } = here
    const { id } = await here.column()
    stage.vle.lockGrade(stage.vle.columns('2')[0]?.id ?? '', ANN)
    for (let count = 0; count < 6; count += 1)
      expect((await refusal(client.postScore(id, here.score(ANN)))).code).to.equal('grade_locked')
    expect(stage.vle.log.count({ service: 'scores' })).to.equal(6)
    expect(stage.tool.lti.circuits()).to.deep.equal([])
  })

  it('Moodle: a non-editing teacher is a Learner in the roster, and stays a tutor by their launch', async () => {
    here = await onPlatform({ behaviour: 'moodle' })
    const { stage } = here
    stage.vle.enrol('2', '34', 'TeachingAssistant')
    const visit = await stage.visit(stage.school.tutors[1])
    const members = await collect(here.client.memberships(here.urls.memberships))
    expect(members.find(({ sub }) => sub === '34')?.roles).to.deep.equal(['learner'])
    await stage.refresh(visit.course.id)
    const enrolment = await stage.tool.store.people.enrolment(visit.course.id, visit.person?.id ?? '')
    expect(enrolment?.role).to.equal('tutor')
  })

  it('Canvas: a score is no submission, so that no attempt is used up and none is refused for want of one', async () => {
    here = await onPlatform({ behaviour: 'canvas' })
    const { id } = await here.column()
    for (let count = 0; count < 4; count += 1) {
      here.stage.clock.advance(1)
      expect(await here.client.postScore(id, here.score(ANN))).to.equal('posted')
    }
    const [column] = here.stage.vle.columns('2')
    expect(here.stage.vle.submissions(column?.id ?? '', ANN)).to.equal(0)
  })

  it('Canvas: a concluded course takes no score, and is not asked again', async () => {
    here = await onPlatform({ behaviour: 'canvas' })
    const { id } = await here.column()
    here.stage.school.course.endsAt = '2026-01-01T00:00:00Z'
    expect(await refusal(here.client.postScore(id, here.score(ANN)))).to.include({
      code: 'score_refused',
      retryable: false,
    })
  })

  it('Canvas: a third is shown to three decimals, and ids may be numbers', async () => {
    here = await onPlatform({ behaviour: 'canvas' })
    const { id } = await here.column()
    await here.client.postScore(id, here.score(ANN, { scoreGiven: 10 / 3 }))
    expect((await collect(here.client.results(id)))[0]).to.include({ userId: ANN, score: 3.333 })
    expect((await collect(here.client.memberships(here.urls.memberships))).map(({ sub }) => sub)).to.include(
      ANN,
    )
  })

  it('Blackboard: line ends and markup in a comment are shown as they were written', async () => {
    here = await onPlatform({ behaviour: 'blackboard' })
    const { id } = await here.column()
    await here.client.postScore(id, here.score(ANN, { comment: 'One & <two>\r\nthree' }))
    expect((await collect(here.client.results(id)))[0]?.comment).to.equal('One & <two>\nthree')
  })

  it('Brightspace: the token is asked of its authorisation server, also where nobody typed that in', async () => {
    here = await onPlatform({ behaviour: 'brightspace' })
    const { tool, platform, registered } = here.stage
    const untold = tool.lti.services({ ...platform, id: 'other', tokenAudience: null }, registered.scopes)
    expect(await collect(untold.memberships(here.urls.memberships))).to.have.length(7)
  })

  it('Sakai: roles have the names of the site, and an assistant teaches', async () => {
    here = await onPlatform({ behaviour: 'sakai' })
    here.stage.vle.enrol('2', '34', 'TeachingAssistant')
    const members = await collect(here.client.memberships(here.urls.memberships))
    const role = (sub: string) => members.find((member) => member.sub === sub)?.roles
    expect([role(ANN), role('33'), role('34')]).to.deep.equal([['learner'], ['instructor'], ['instructor']])
  })

  it('Sakai: a role that an installation made up makes nobody a tutor', async () => {
    const rosterRoles = {
      Learner: 'Student 2026',
      Instructor: 'Convenor',
      TeachingAssistant: 'x',
      Administrator: 'x',
      Mentor: 'x',
      TestUser: 'x',
    }
    here = await onPlatform({ behaviour: 'sakai', habits: { rosterRoles } })
    const tutor = await here.stage.tutor()
    await here.stage.refresh(tutor.course.id)
    const { learners } = await here.stage.tool.store.progress.counts(tutor.course.id)
    expect(learners, 'five learners, and the tutor who never launched').to.equal(6)
  })
})
