import { expect } from 'chai'
import type { Page, Robot } from '../vle/robot.ts'
import { addLinks, COURSE, COURSEWORK, columnId, enter, handIn, open } from './course.ts'
import { type Inside, openInside } from './inside.ts'

const code = (page: Page) => page.$('meta[name="error-code"]').attr('content')
const main = (page: Page) => page.$('main').text()

describe('a submission that is looked at from the gradebook', function () {
  this.timeout(60_000)
  let inside: Inside
  let tutor: Robot
  const learners: Robot[] = []
  const learner = (n: number) => {
    const [user, robot] = [inside.school.learners[n - 1], learners[n - 1]]
    if (!user || !robot) throw new Error(`no learner ${n}`)
    return { user, robot }
  }
  const column = () => columnId(inside.vle, COURSEWORK)

  before(async () => {
    inside = await openInside({ learners: 3 })
    tutor = await enter(inside.vle, inside.school.tutors[0].id)
    await addLinks(tutor, 1)
    for (const { id } of inside.school.learners) learners.push(await enter(inside.vle, id))
    await handIn(learner(1).robot, inside.vle)
    await open(learner(2).robot, inside.vle, COURSEWORK)
    await inside.server.tool.engine.idle()
  })
  after(() => inside?.close())

  it('is offered by the gradebook where the tool has something to show', async () => {
    const page = await tutor.visit(`${inside.vle.url}/courses/${COURSE}/gradebook`)
    const links = page.$('a.review')
    expect(links.length).to.equal(inside.school.learners.length)
    const opened = await tutor.follow(page, `a[href$="/review/${column()}/${learner(1).user.id}"]`)
    expect([opened.status, opened.$('h1').text()]).to.deep.equal([200, 'Siân Llywelyn'])
  })

  it('shows a tutor the learner, and first of all what they handed in here', async () => {
    const page = await tutor.review(COURSE, column(), learner(1).user.id)
    expect(new URL(page.url).pathname).to.match(/^\/s\/[^/]+\/learners\/[^/]+$/)
    expect(page.$('h1').text()).to.equal('Siân Llywelyn')
    const work = page.$('section[aria-labelledby^="work-"]')
    expect(work.find('h2').text()).to.equal(COURSEWORK)
    expect(work.text()).to.contain('We now plan each term around three questions.')
    expect(work.nextAll('ol.ladder').length, 'before the ladder').to.equal(1)
  })

  it('says where nothing was handed in, and shows the learner all the same', async () => {
    const page = await tutor.review(COURSE, column(), learner(2).user.id)
    expect(page.$('h1').text()).to.equal('Ana García')
    expect(main(page)).to.contain('Nothing was handed in here yet.')
  })

  it('takes learners to their own work', async () => {
    const { user, robot } = learner(1)
    const own = await robot.review(COURSE, column(), user.id)
    expect(new URL(own.url).pathname).to.match(/\/coursework$/)
    expect(own.$('textarea').text()).to.contain('three questions')
  })

  it('is nobody else’s to look at: a VLE that sends a learner to another’s work is refused', async () => {
    const { vle } = inside
    const { robot } = learner(2)
    const page = await robot.review(COURSE, column(), learner(1).user.id)
    expect(page.status, 'by the VLE itself').to.equal(404)
    vle.enrol(COURSE, learner(2).user.id, 'Instructor')
    const teaching = await robot.review(COURSE, column(), learner(1).user.id)
    expect(teaching.status, 'as long as they teach').to.equal(200)
    vle.enrol(COURSE, learner(2).user.id, 'Learner')
  })

  it('asks to read the course where the learner is not known yet, and finds them then', async () => {
    const { vle, server } = inside
    const late = vle.addUser({ ...learner(1).user, id: '300', username: 'late', givenName: 'Late' })
    vle.enrol(COURSE, late.id, 'Learner')
    const page = await tutor.review(COURSE, column(), late.id)
    expect([page.status, page.$('h1').text()]).to.deep.equal([200, 'This learner is not known here yet'])
    await tutor.submit(page, 'main form')
    await server.tool.engine.idle()
    const again = await tutor.review(COURSE, column(), late.id)
    expect(again.$('h1').text()).to.equal('Late Llywelyn')
  })

  it('opens as well from a column that has no link of its own', async () => {
    const { vle, server } = inside
    const page = await open(tutor, vle, COURSEWORK, '/activities')
    await tutor.submit(page, 'form[action$="/columns"]', {
      title: 'Talk',
      source: 'column',
      kind: 'interaction',
      maximum: '10',
    })
    await server.tool.engine.idle()
    const reviewed = await tutor.review(COURSE, columnId(vle, 'Talk'), learner(1).user.id)
    expect([reviewed.status, reviewed.$('h1').text(), code(reviewed)]).to.deep.equal([
      200,
      'Siân Llywelyn',
      undefined,
    ])
  })
})
