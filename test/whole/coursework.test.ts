import { expect } from 'chai'
import type { Page, Robot } from '../vle/robot.ts'
import { addLinks, COURSE, COURSEWORK, columnId, enter, LADDER, open, sessionOf } from './course.ts'
import { type Inside, openInside } from './inside.ts'

const FORM = 'form#work'
const main = (page: Page) => page.$('main').text().replace(/\s+/g, ' ')
const pdf = (name: string) => new File(['%PDF-1.7\n%%EOF\n'], name)

describe('course work through the pages', function () {
  this.timeout(60_000)
  let inside: Inside
  let tutor: Robot
  let learner: Robot

  before(async () => {
    inside = await openInside({ learners: 2 })
    tutor = await enter(inside.vle, inside.school.tutors[0].id)
    await addLinks(tutor, 1)
    learner = await enter(inside.vle, inside.school.learners[0]?.id ?? '')
  })
  after(() => inside?.close())

  const work = () => open(learner, inside.vle, COURSEWORK)
  const staff = (path: string) => open(tutor, inside.vle, LADDER, path)
  const grade = () =>
    inside.vle.gradeOf(columnId(inside.vle, COURSEWORK), inside.school.learners[0]?.id ?? '')

  it('is made one that is marked by a tutor', async () => {
    const list = await staff('/work')
    expect(main(list)).to.contain('Nobody has handed in yet')
    const wrong = await tutor.submit(list, 'main form', { maximum: '2000' })
    expect([wrong.status, wrong.$('[aria-invalid]').length]).to.deep.equal([422, 1])
    const saved = await tutor.submit(wrong, 'main form', { maximum: '20' })
    expect(saved.$('[name=maximum]').attr('value')).to.equal('20')
  })

  it('says what is wrong with a file, and keeps everything else', async () => {
    const page = await work()
    const program = new File([Buffer.concat([Buffer.from('MZ'), Buffer.alloc(300)])], 'Essay.pdf')
    const answer = await learner.submit(page, FORM, { text: 'Half of it', url: 'nowhere', files: program })
    expect(answer.status).to.equal(422)
    expect(answer.$('.problems').text()).to.contain('“Essay.pdf” is not a PDF')
    expect(answer.$('.problems').text()).to.contain('whole web address')
    expect(answer.$('textarea').text()).to.equal('Half of it')
  })

  it('waits as a draft for the next launch, with the files that were right', async () => {
    const page = await work()
    expect(main(page)).to.contain('This is your draft of today')
    expect(page.$('#url').attr('value')).to.equal('nowhere')
    const saved = await learner.submit(page, FORM, {
      url: '',
      action: 'save',
      files: pdf('../../Plan tŷ.pdf'),
    })
    expect(saved.$('.notice').first().text()).to.contain('Your draft is saved')
    expect((await work()).$('.files a').text()).to.equal('Plan tŷ.pdf')
  })

  it('is handed in with its files, and waits for a mark', async () => {
    const done = await learner.submit(await work(), FORM, { text: 'All of it' })
    expect(done.status).to.equal(200)
    expect(main(done)).to.contain('Your work is handed in.').and.to.contain('Waits for marking')
    expect(done.$('.hand-in .files a').text()).to.equal('Plan tŷ.pdf')
    await inside.server.tool.engine.idle()
    expect(grade()).to.equal(null)
  })

  it('is found, read, fetched and marked by the tutor', async () => {
    const list = await staff('/work')
    expect(main(list)).to.contain('1 person handed in · 1 waits for marking')
    const waiting = await tutor.follow(list, 'a.button')
    const person = await tutor.follow(waiting, 'tbody th a')
    expect(person.$('section[id^=work-] .prose').text()).to.equal('All of it')
    const file = await tutor.follow(person, '.files a')
    expect([file.status, file.html]).to.deep.equal([200, '%PDF-1.7\n%%EOF\n'])
    expect(file.headers['content-disposition']).to.contain("filename*=UTF-8''Plan%20t%C5%B7.pdf")
    const form = 'section[id^=work-] form'
    const wrong = await tutor.submit(person, form, { score: '21', feedback: 'Well argued.' })
    expect([wrong.status, wrong.$(`${form} textarea`).text()]).to.deep.equal([422, 'Well argued.'])
    const to = wrong.$('.problems a').attr('href') ?? ''
    expect(wrong.$(to).attr('name'), 'the summary leads to the field').to.equal('score')
    const marked = await tutor.submit(wrong, form, { score: '15' })
    expect(main(marked)).to.contain('Marked: 15 of 20').and.to.contain('Well argued.')
    await inside.server.tool.engine.idle()
    expect(grade()).to.include({ score: 0.75, comment: 'Well argued.' })
    // Who had the page open from before is told.
    const late = await tutor.submit(person, form, { score: '3', feedback: 'My own view.' })
    expect(late.status).to.equal(409)
    expect(late.$('textarea').text()).to.equal('My own view.')
  })

  it('shows the learner their mark, and all that is held about their work', async () => {
    const page = await work()
    expect(main(page)).to.contain('Your mark: 15 of 20').and.to.contain('Well argued.')
    const again = await learner.submit(page, FORM, { text: 'Better still' })
    expect(again.$('.hand-in')).to.have.length(2)
    expect(again.$('.hand-in .files a'), 'the file is kept from hand-in to hand-in').to.have.length(2)
    const about = await learner.get(`${sessionOf(again)}/about-me`)
    expect(main(about)).to.contain('Better still').and.to.contain('All of it').and.to.contain('Plan tŷ.pdf')
    const { html } = await learner.get(`${sessionOf(again)}/about-me.json`)
    const { held } = JSON.parse(html)
    expect(held.submissions).to.have.length(2)
    expect(held.marks[0]).to.include({ score: 15, feedback: 'Well argued.' })
    const plan = held.files.find(({ name }: { name: string }) => name === 'Plan tŷ.pdf')
    expect(plan).to.include({ type: 'application/pdf' })
  })

  it('opens from the gradebook with its history and its form', async () => {
    const review = await tutor.review(
      COURSE,
      columnId(inside.vle, COURSEWORK),
      inside.school.learners[0]?.id ?? '',
    )
    expect(main(review)).to.contain('Better still').and.to.contain('The hand-in before')
    expect(review.$('section[id^=work-] form [name=score]')).to.have.length(1)
  })

  it('gives the words back where the visit has ended meanwhile', async () => {
    const page = await work()
    const id = new URL(page.url).pathname.split('/')[2] ?? ''
    await inside.server.tool.store.sessions.end([id])
    const answer = await learner.submit(page, FORM, { text: 'Written for <hours>', files: pdf('a.pdf') })
    expect([answer.status, answer.$('textarea').text()]).to.deep.equal([401, 'Written for <hours>'])
  })
})
