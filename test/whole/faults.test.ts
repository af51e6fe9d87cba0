import { expect } from 'chai'
import type { Page, Robot } from '../vle/robot.ts'
import {
  addLinks,
  addTakingPart,
  checkIn,
  columnId,
  enter,
  handIn,
  LADDER,
  open,
  sessionOf,
  TAKING_PART,
} from './course.ts'
import { type Inside, openInside } from './inside.ts'
import { until } from './until.ts'

const AGS = 'https://purl.imsglobal.org/spec/lti-ags/scope'
const NRPS = 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly'
const GRANTS = /person who looks after the VLE can grant it/

describe('a course whose VLE gives trouble', function () {
  this.timeout(60_000)
  let inside: Inside
  let tutor: Robot
  beforeEach(async () => {
    inside = await openInside({ learners: 2 })
    tutor = await enter(inside.vle, inside.school.tutors[0].id)
  })
  afterEach(() => inside?.close())

  /** A course in which the first learner holds Completed and Demonstrated. */
  async function play(): Promise<void> {
    const { vle, school, server } = inside
    await addLinks(tutor, 1)
    await addTakingPart(tutor, vle)
    const [first] = school.learners
    if (!first) throw new Error('no learner')
    const learner = await enter(vle, first.id)
    await checkIn(learner, vle, 'Session')
    await handIn(learner, vle)
    vle.grade(columnId(vle, TAKING_PART), first.id, 8)
    await refresh()
    await server.tool.engine.idle()
  }
  const refresh = async () =>
    tutor.submit(await open(tutor, inside.vle, LADDER), 'form[action$="/refresh"]', {})
  const home = (robot: Robot, page: Page) => robot.get(`${sessionOf(page)}/`)
  const text = (page: Page) => page.$('main').text().replace(/\s+/g, ' ')

  it('shows what was last known, when it was read and that a retry is under way, while the VLE is down', async () => {
    await play()
    const { vle, school, server } = inside
    const learner = await enter(vle, school.learners[0]?.id ?? '')
    const own = await open(learner, vle, LADDER)
    const page = await open(tutor, vle, LADDER)
    vle.faults.down = true
    await tutor.submit(page, 'form[action$="/refresh"]', {})
    const failed = await until('the failure is told', async () => {
      const now = await home(tutor, page)
      return text(now).includes('failed') && now
    })
    expect(text(failed)).to.match(/Read from the course today at \d\d:\d\d/)
    expect(text(failed)).to.match(
      /last reading of the course failed .* tried again by itself; what you see is what was known before/,
    )
    expect(failed.$('table.people .tag').text()).to.include('✓')
    expect(failed.status).to.equal(200)

    const ladder = await home(learner, own)
    expect(ladder.$('.rung.earned')).to.have.length(2)
    expect(text(ladder)).to.match(/Checked today at \d\d:\d\d/)

    vle.faults.down = false
    await until('the retry succeeds by itself', async () => !text(await home(tutor, page)).includes('failed'))
    await server.tool.engine.idle()
    expect((await server.tool.engine.counts()).dead).to.equal(0)
  })

  it('puts into the gradebook, once the VLE is back, what nobody could post while it was away', async () => {
    const { vle, school, server } = inside
    // Refused for good, as the queue sees it: it does not try again by itself.
    vle.faults.scoresStatus = 403
    await play()
    const scored = () =>
      vle
        .columns(school.course.id)
        .filter(
          ({ tag, id }) => tag === 'credential-ladder-level' && Object.keys(vle.grades(id)).length === 1,
        )
    expect(scored()).to.deep.equal([])

    vle.faults.scoresStatus = null
    await refresh()
    await server.tool.engine.idle()
    expect(scored()).to.have.length(2)
  })

  for (const [what, scope] of [
    ['reading grades', `${AGS}/result.readonly`],
    ['reading the roster', NRPS],
  ] as const) {
    it(`names the permission that is missing for ${what}, and who can grant it`, async () => {
      await play()
      inside.vle.faults.dropScopes.push(scope)
      await refresh()
      await inside.server.tool.engine.idle()
      const page = await open(tutor, inside.vle, LADDER)
      const todo = page.$('section.caution').text()
      expect(todo).to.include(scope)
      expect(todo).to.match(GRANTS)
      expect(page.$('table.people .tag').text(), 'what was known').to.include('✓')
    })
  }

  it('names the permission for the roster where it was never granted', async () => {
    inside.vle.faults.dropScopes.push(NRPS)
    await addLinks(tutor, 1)
    const todo = (await open(tutor, inside.vle, LADDER)).$('section.caution').text()
    expect(todo).to.include(NRPS)
    expect(todo).to.match(GRANTS)
  })

  it('tells a tutor of a course without activities, and of an unmapped one, what to do first', async () => {
    const { vle } = inside
    await tutor.submit(await tutor.startDeepLinking('2'), 'form[action$="/deep-link"]', { ladder: 'on' })
    const empty = await open(tutor, vle, LADDER)
    expect(empty.$('section.caution h2').text()).to.equal('To do first')
    expect(empty.$('section.caution').text()).to.match(/nothing to count yet.*Add/)
    expect(empty.$('section.caution a').attr('href')).to.match(/\/activities$/)

    const add = await open(tutor, vle, LADDER, '/activities')
    await tutor.submit(add, 'form[action$="/columns"]', {
      title: 'Essay',
      source: 'column',
      kind: '',
      maximum: '10',
    })
    const unmapped = await open(tutor, vle, LADDER)
    expect(unmapped.$('section.caution').text()).to.match(/One activity counts as nothing yet/)
    expect(unmapped.$('section.caution').text()).to.match(
      /Completed cannot be earned yet: nothing in the course counts as/,
    )
  })

  it('answers a page that is not there with a code, words, and JSON where that is asked for', async () => {
    const { toolUrl } = inside
    const page = await fetch(`${toolUrl}/credentials/none`, { headers: { accept: 'text/html' } })
    expect(page.status).to.equal(404)
    expect(await page.text()).to.include('<meta name="error-code" content="credential_not_found">')
    const data = await fetch(`${toolUrl}/nowhere`, { headers: { accept: 'application/json' } })
    expect(data.status).to.equal(404)
    expect(await data.json()).to.have.nested.property('error.code', 'page_not_found')
    const visit = await fetch(`${toolUrl}/s/made-up/`, {
      headers: { accept: 'text/html', cookie: 'session=x' },
    })
    expect(visit.status).to.equal(401)
    expect(await visit.text()).to.include('<meta name="error-code" content="session_expired">')
  })
})
