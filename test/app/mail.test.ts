import { expect } from 'chai'
import type { Letter, Mailer } from '../../src/app/ports.ts'
import { ACCEPTED, type Course, EVIDENCE, openCourse } from './course.ts'

describe('mails', () => {
  let course: Course
  let letters: Letter[]
  /** What the server makes of the next letters; then it takes them. */
  let outcomes: (Awaited<ReturnType<Mailer['send']>> | Error)[]
  const mailer: Mailer = {
    async send(letter) {
      const outcome = outcomes.shift() ?? 'sent'
      if (outcome instanceof Error) throw outcome
      if (outcome === 'sent') letters.push(letter)
      return outcome
    },
    fault: async () => null,
  }
  const app = () => course.tool.app
  const send = async () => {
    await course.settle()
    return course.tool.handlers.mail(
      { id: 'j', name: 'mail', data: { courseId: course.courseId }, attempt: 1, last: false },
      new AbortController().signal,
    )
  }
  const failure = async () =>
    send().then(
      () => null,
      (error: { code?: string }) => error.code,
    )

  beforeEach(async () => {
    course = await openCourse({ learners: 1, mailer })
    letters = []
    outcomes = []
    await course.earn(course.learner(1), 'completed', 'demonstrated')
    await send()
    letters = []
  })
  afterEach(() => course.close())

  async function handIn(locale: string | null = null) {
    const tutor = await course.tutor()
    const learner = await course.visit(course.learner(1), { locale })
    await app().reviews.submit(learner, EVIDENCE)
    const [record] = await course.tool.store.work.evidence(course.courseId, learner.person?.id ?? '')
    return { tutor, learner, id: record?.id ?? '' }
  }

  it('tell each person once what they are told in the tool, name nobody and hold no link', async () => {
    const { tutor, learner, id } = await handIn()
    await send()
    const subject = `Evidence waits for a review: ${course.school.course.title}`
    expect(letters.map((letter) => [letter.to, letter.subject])).to.have.deep.members(
      course.school.tutors.map(({ email }) => [email, subject]),
    )
    await app().reviews.decide(tutor, id, ACCEPTED)
    await send()
    await send()
    const own = letters.filter(({ to }) => to === learner.person?.email)
    expect(own.map((letter) => letter.subject.split(':')[0])).to.have.members([
      'Your evidence was accepted',
      'You have earned Implemented',
    ])
    expect(letters).to.have.length(4)
    expect(new Set(letters.map((letter) => letter.id)).size).to.equal(4)
    for (const { text } of letters) {
      expect(text).to.not.match(/https?:/)
      for (const name of [learner.person?.name, tutor.person?.name]) expect(text).to.not.contain(name ?? '?')
    }
  })

  it('speak the language of the person’s last launch', async () => {
    const { tutor, id } = await handIn('cy-GB')
    await app().reviews.decide(tutor, id, { ...ACCEPTED, state: 'returned', feedback: 'More' })
    await send()
    expect(letters.map(({ subject }) => subject)).to.include(
      `Daeth eich tystiolaeth yn ôl i’w newid: ${course.school.course.title}`,
    )
  })

  it('are not sent to who wants none, nor what is over by then', async () => {
    const { tutor, learner, id } = await handIn()
    await app().reviews.chooseMail(learner, false)
    await app().reviews.decide(tutor, id, ACCEPTED)
    await send()
    expect(letters).to.deep.equal([])
    expect(await app().reviews.contact(learner)).to.include({ mail: false })
    const { total } = await app().reviews.notices(learner, { unread: true, offset: 0, limit: 9 })
    expect(total, 'told in the tool all the same').to.be.above(1)
  })

  it('that could not be sent wait, and hold up nobody else’s', async () => {
    const { tutor, id } = await handIn()
    await send()
    letters = []
    await app().reviews.decide(tutor, id, ACCEPTED)
    outcomes = ['later']
    expect(await failure()).to.equal('mail_waits')
    expect(letters).to.have.length(1)
    outcomes = [Object.assign(new Error('away'), { code: 'ECONNECTION' })]
    expect(await failure()).to.equal('ECONNECTION')
    await send()
    expect(letters).to.have.length(2)
  })

  it('that an address refuses are not tried again', async () => {
    await handIn()
    outcomes = ['refused', 'refused']
    await send()
    await send()
    expect(letters).to.deep.equal([])
  })

  it('are not stored up while there is no mail server', async () => {
    await course.close()
    course = await openCourse({ learners: 1 })
    await course.earn(course.learner(1), 'completed', 'demonstrated')
    const tutor = await course.tutor()
    const learner = await course.visit(course.learner(1))
    await course.tool.app.reviews.submit(learner, EVIDENCE)
    expect(await course.tool.app.reviews.contact(tutor)).to.equal(null)
    await course.settle()
    expect(await course.tool.store.notices.toMail(course.courseId, 9)).to.deep.equal([])
  })
})
