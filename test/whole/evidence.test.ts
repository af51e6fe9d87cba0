import { expect } from 'chai'
import { openSmtpServer, type SmtpServer } from '../support/smtp-server.ts'
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
  post,
  sessionOf,
  TAKING_PART,
} from './course.ts'
import { type Inside, openInside } from './inside.ts'

const main = (page: Page) => page.$('main').text().replaceAll(/\s+/g, ' ')
const code = (page: Page) => page.$('meta[name="error-code"]').attr('content')
const FORM = 'form[action*="/reviews/evidence/"]'

describe('evidence, the whole way', function () {
  this.timeout(120_000)
  let smtp: SmtpServer
  let inside: Inside
  let first: Robot
  let second: Robot
  let learner: Robot

  before(async () => {
    smtp = await openSmtpServer()
    inside = await openInside({
      learners: 1,
      settings: { SMTP_URL: smtp.url, MAIL_FROM: 'badges@example.ac.uk' },
    })
    const { vle, school, server } = inside
    first = await enter(vle, school.tutors[0].id)
    second = await enter(vle, school.tutors[1].id)
    learner = await enter(vle, school.learners[0]?.id ?? '')
    await addLinks(first, 1)
    await addTakingPart(first, vle)
    await checkIn(learner, vle, 'Session')
    await handIn(learner, vle)
    vle.grade(columnId(vle, TAKING_PART), school.learners[0]?.id ?? '', 8)
    await first.submit(await open(first, vle, LADDER), 'form[action$="/refresh"]')
    await server.tool.engine.idle()
    const [course] = await server.tool.store.courses.list()
    const evidence = { rubric: ['Names a change', 'Tells what came of it'], secondReviewer: true }
    await server.tool.store.settings.save(course?.id ?? '', { evidence }, null, new Date().toISOString())
  })
  after(async () => {
    await inside?.close()
    await smtp?.close()
  })

  const page = (robot: Robot, path = '') => open(robot, inside.vle, LADDER, path)
  const write = async (fields: Record<string, string>) =>
    learner.submit(await page(learner, '/evidence'), 'form[action$="/evidence"]', fields)
  /** The queue's first piece. */
  async function review(robot: Robot): Promise<Page> {
    const queue = await page(robot, '/reviews?state=waiting')
    const [href] = queue
      .$('tbody a')
      .toArray()
      .map((link) => queue.$(link).attr('href') ?? '')
    return robot.get(new URL(href ?? '', queue.url).href)
  }
  const answers = { 'answer-0': 'yes', 'answer-1': 'partly' }

  it('is handed in, sent back, changed, accepted by two people, and earns Implemented', async () => {
    await write({ ownPractice: 'I ask first.', links: 'https://example.org/film', action: 'draft' })
    expect(main(await page(learner, '/evidence'))).to.contain('Only you can read it.')
    await write({ ownPractice: 'I ask first.', 'show-own-practice': 'on' })
    const queue = main(await page(first, '/reviews'))
    expect(queue).to.contain('Waits for a review')

    await first.submit(await review(first), FORM, { ...answers, state: 'returned', feedback: 'Since when?' })
    const back = await page(learner)
    expect(back.$('.notices').text()).to.contain('Your evidence came back to be changed')
    const form = await page(learner, '/evidence')
    expect(main(form)).to.contain('Since when?').and.contain('Tells what came of it Partly')
    await write({ ownPractice: 'Since May I ask first.', institution: 'We all do.', 'show-links': 'on' })

    await first.submit(await review(first), FORM, { ...answers, state: 'accepted', feedback: 'Thank you' })
    expect(main(await review(first))).to.contain('Somebody else has to look at it now')
    const other = await review(second)
    expect(main(other)).to.contain('you are the second reviewer').and.not.contain('Thank you')
    await second.submit(other, FORM, { ...answers, state: 'accepted', feedback: '' })
    const ladder = await page(learner)
    expect(ladder.$('.rung-implemented.earned')).to.have.length(1)
    expect(main(await page(learner, '/evidence')))
      .to.contain('Sent back to change')
      .and.contain('Thank you')
  })

  it('shows strangers what the learner chose, signed, and no more', async () => {
    const href =
      (await page(learner)).$('.rung-implemented a[href*="/credentials/"]').first().attr('href') ?? ''
    const seen = await (await fetch(`${inside.toolUrl}${href}`)).text()
    expect(seen).to.contain('Since May I ask first.').and.contain('https://example.org/film')
    expect(seen).to.not.contain('We all do.')
    const document = await (await fetch(`${inside.toolUrl}${href}.json`)).text()
    expect(document).to.contain('Since May I ask first.').and.not.contain('We all do.')
    const form = await page(learner, '/evidence')
    expect(form.$('form[action$="/share"]')).to.have.length(0)
    expect(main(form)).to.contain('What was signed does not change any more.')
  })

  it('mails each person what they were told, once, without a link or a name', async () => {
    await inside.server.tool.engine.idle()
    const to = (address: string) =>
      smtp.letters
        .filter((letter) => letter.to.includes(address))
        .map(({ headers }) => headers.get('subject'))
    const [tutor, other] = inside.school.tutors
    const about = inside.school.course.title
    expect(to(inside.school.learners[0]?.email ?? '')).to.have.members([
      `You have earned Completed: ${about}`,
      `You have earned Demonstrated: ${about}`,
      `Your evidence came back to be changed: ${about}`,
      `Your evidence was accepted: ${about}`,
      `You have earned Implemented: ${about}`,
    ])
    expect(to(other.email)).to.include(`Evidence waits for a second reviewer: ${about}`)
    expect(to(tutor.email)).to.not.include(`Evidence waits for a second reviewer: ${about}`)
    const ids = smtp.letters.map(({ headers }) => headers.get('message-id'))
    expect(new Set(ids).size).to.equal(ids.length)
    for (const { text } of smtp.letters) expect(text).to.not.match(/https?:|Llywelyn/)
  })

  it('is decided once by two who post at the same moment: the other gets a page with the decision', async () => {
    const { vle, school, server } = inside
    vle.enrol('2', school.learners[0]?.id ?? '', 'Learner')
    const [course] = await server.tool.store.courses.list()
    const evidence = { rubric: [], secondReviewer: false }
    await server.tool.store.settings.save(course?.id ?? '', { evidence }, null, new Date().toISOString())
    const late = vle.addUser({ ...inside.school.tutors[0], id: '400', username: 'late', familyName: 'Late' })
    vle.enrol('2', late.id, 'Learner')
    const robot = await enter(vle, late.id)
    await checkIn(robot, vle, 'Session')
    await handIn(robot, vle)
    vle.grade(columnId(vle, TAKING_PART), late.id, 8)
    await first.submit(await page(first), 'form[action$="/refresh"]')
    await server.tool.engine.idle()
    await robot.submit(await page(robot, '/evidence'), 'form[action$="/evidence"]', {
      ownPractice: 'Me too.',
    })
    const [mine, theirs] = [await review(first), await review(second)]
    const answered = await Promise.all([
      post(first, mine, FORM, { state: 'accepted', feedback: 'Yes' }),
      post(second, theirs, FORM, { state: 'declined', feedback: 'No, because' }),
    ])
    expect(answered.map(({ status }) => status)).to.have.members([303, 409])
    const loser = answered.find(({ status }) => status === 409)
    const text = (await loser?.text()) ?? ''
    expect(text)
      .to.contain('evidence_decided')
      .and.match(/readonly>(Yes|No, because)</)
    expect(sessionOf(mine)).to.not.equal(sessionOf(theirs))
  })

  it('is nobody else’s to read or to decide: a learner who asks for a review is refused', async () => {
    const queue = await page(first, '/reviews')
    const [href = ''] = queue
      .$('tbody a')
      .toArray()
      .map((link) => queue.$(link).attr('href') ?? '')
    const path = href.replace(/^\/s\/[^/]+/, '')
    for (const place of [path, '/reviews']) {
      const refused = await page(learner, place)
      expect([refused.status, code(refused)]).to.deep.equal([403, 'not_allowed'])
    }
  })
})
