import { expect } from 'chai'
import type { Frame, Page } from 'playwright-core'
import { journeys, type World } from './journeys.ts'
import { toolFrame, type Visitor } from './visitor.ts'

const LEARNER = '107'
const COURSE = 'picked'
const TAKES_ALL = {
  acceptTypes: ['ltiResourceLink'],
  acceptMultiple: true,
  acceptLineItem: null,
  dropCustom: false,
}

/** The picker in its frame, as a tutor opens it from the course's page. */
async function openPicker({ page }: Visitor, { stage }: World): Promise<Frame> {
  await page.goto(`${stage.vle.url}/courses/${COURSE}`)
  await page.getByRole('link', { name: 'Add content from Credential Ladder' }).click()
  return toolFrame(page)
}

const backInCourse = (page: Page) => page.getByRole('heading', { name: 'Picked', level: 1 }).waitFor()

journeys('A tutor who adds links', (world) => {
  before(() => world().stage.addCourse({ id: COURSE, title: 'Picked', learners: [LEARNER] }))
  afterEach(() => Object.assign(world().stage.vle.contentPlace, TAKES_ALL))

  const titles = () =>
    world()
      .stage.vle.links(COURSE)
      .map(({ title }) => title)

  it('is told what the course has, and adds dated sessions and several pieces of course work at once', async () => {
    const { vle } = world().stage
    const tutor = await world().enter('11')
    const picker = await openPicker(tutor, world())
    expect(await picker.locator('.picker').innerText())
      .to.match(/Already in this course \(since \d+ \w+ \d{4}\)\. Add it again only if it was removed\./)
      .and.include('Already in this course: Session.')
      .and.include('Already in this course: Reflection.')
    expect(await picker.getByRole('checkbox', { name: 'My credentials' }).isChecked()).to.equal(false)
    expect(await picker.getByLabel('Number of sessions').isVisible()).to.equal(false)

    await picker.getByRole('checkbox', { name: 'Check-in' }).check()
    await picker.getByLabel('Number of sessions').fill('2')
    await picker.locator('#checkInTitle').fill('Seminar')
    await picker.getByLabel('The title and the date').check()
    await picker.getByLabel('Date of the first session').fill('2027-01-12')
    await picker.getByRole('checkbox', { name: 'Course work' }).check()
    await picker.getByLabel('Titles, one on each line').fill('Essay\nReport')
    await picker.getByRole('button', { name: 'Add to the course' }).click()
    await backInCourse(tutor.page)

    const added = vle.links(COURSE).slice(3)
    expect(added.map(({ title, text }) => [title, text])).to.deep.equal([
      ['Seminar, 12 January 2027', 'Open this during the session and check in: your attendance is recorded.'],
      ['Seminar, 19 January 2027', 'Open this during the session and check in: your attendance is recorded.'],
      ['Essay', 'Hand in your work here.'],
      ['Report', 'Hand in your work here.'],
    ])
    const columns = vle.columns(COURSE).filter(({ linkId }) => added.some(({ id }) => id === linkId))
    expect(columns.map(({ label }) => label)).to.deep.equal(added.map(({ title }) => title))
  })

  it('chooses with the keyboard alone, one thing where the VLE takes one, and it works where custom fields are dropped', async () => {
    Object.assign(world().stage.vle.contentPlace, {
      acceptMultiple: false,
      acceptLineItem: false,
      dropCustom: true,
    })
    const tutor = await world().enter('11')
    const picker = await openPicker(tutor, world())
    await picker.getByText('Your VLE takes one link at a time here').waitFor()
    await picker.getByText('takes no gradebook column').waitFor()
    const { keyboard } = tutor.page
    const focused = () => picker.evaluate<string>('document.activeElement.id || document.activeElement.name')
    const tabTo = async (wanted: string) => {
      for (let presses = 0; presses < 20 && (await focused()) !== wanted; presses += 1)
        await keyboard.press('Tab')
      expect(await focused()).to.equal(wanted)
    }
    // In a group of radio buttons Tab goes to the chosen one, and the arrows choose.
    await tabTo('checkIn')
    await keyboard.press('ArrowDown')
    expect(await focused()).to.equal('coursework')
    await keyboard.press('ArrowUp')
    await tabTo('checkInTitle')
    await keyboard.press('ControlOrMeta+a')
    await keyboard.type('Workshop')
    await keyboard.press('Enter')
    await backInCourse(tutor.page)
    expect(titles().at(-1)).to.equal('Workshop')

    const learner = await world().enter(LEARNER)
    const tool = await learner.open('Workshop', COURSE)
    await tool.getByRole('button', { name: 'I am here' }).click()
    await tool.getByRole('heading', { name: 'You are checked in' }).waitFor()
    await tool.getByText('Workshop').waitFor()
  })

  it('changes their mind by Cancel, and the VLE’s page is back with words and nothing new', async () => {
    const before = titles()
    const tutor = await world().enter('11')
    const picker = await openPicker(tutor, world())
    await picker.getByRole('button', { name: 'Cancel' }).click()
    await backInCourse(tutor.page)
    expect(await tutor.page.getByRole('status').innerText()).to.equal('Nothing was added.')
    expect(titles()).to.deep.equal(before)
  })

  it('is told where links cannot be added, and the VLE is told why when they turn back', async () => {
    world().stage.vle.contentPlace.acceptTypes = ['file']
    const tutor = await world().enter('11')
    const picker = await openPicker(tutor, world())
    await picker.getByRole('heading', { name: 'Links of this tool cannot be added here' }).waitFor()
    await picker.getByRole('button', { name: 'Back to the course without adding anything' }).click()
    await backInCourse(tutor.page)
    expect(await tutor.page.getByRole('status').innerText()).to.equal(
      'Links of this tool cannot be added here',
    )
  })

  it('is asked to choose something, keeps what was written, and needs no JavaScript', async () => {
    const tutor = await world().enter('11', { javaScriptEnabled: false })
    const opening = openPicker(tutor, world())
    const inside = tutor.page.frameLocator('iframe.tool')
    await inside.getByRole('button').click()
    await inside.locator('form[action$="/lti/launch"] button').click()
    const picker = await opening
    await picker.getByRole('button', { name: 'Add to the course' }).click()
    await picker.getByRole('alert').getByText('Choose at least one').waitFor()
    await picker.getByRole('checkbox', { name: 'Course work' }).check()
    await picker.getByLabel('Titles, one on each line').fill('Portfolio\n Diary ')
    await picker.getByRole('checkbox', { name: 'Check-in' }).check()
    await picker.getByLabel('Number of sessions').fill('99')
    await picker.getByRole('button', { name: 'Add to the course' }).click()
    await picker.getByRole('alert').getByText('Give a number of sessions from 1 to 30').waitFor()
    expect(await picker.getByLabel('Titles, one on each line').inputValue()).to.equal('Portfolio\n Diary ')
    await picker.getByRole('checkbox', { name: 'Check-in' }).uncheck()
    await picker.getByRole('button', { name: 'Add to the course' }).click()
    await picker.getByRole('button', { name: 'Back to the course' }).click()
    await inside.getByRole('heading', { name: 'Added to the course' }).waitFor()
    expect(titles().slice(-2)).to.deep.equal(['Portfolio', 'Diary'])
  })

  it('who goes Back and sends the same again is told by the VLE that it was added already', async () => {
    const tutor = await world().enter('11')
    const add = async (picker: Frame, title: string) => {
      await picker.getByRole('checkbox', { name: 'Check-in' }).check()
      await picker.locator('#checkInTitle').fill(title)
      await picker.getByRole('button', { name: 'Add to the course' }).click()
    }
    const first = await openPicker(tutor, world())
    const address = first.url()
    await add(first, 'Once')
    await backInCourse(tutor.page)
    const again = await openPicker(tutor, world())
    await again.goto(address)
    await add(again, 'Twice')
    await tutor.page.frameLocator('iframe.tool').getByText('This was already added').waitFor()
    expect(titles()).to.include('Once').and.not.include('Twice')
  })

  it('has the buttons in sight in a frame 400 pixels high', async () => {
    const tutor = await world().enter('11', { viewport: { width: 1000, height: 505 } })
    const picker = await openPicker(tutor, world())
    expect(await picker.evaluate<number>('innerHeight')).to.be.within(360, 420)
    await picker.getByRole('checkbox', { name: 'Course work' }).check()
    for (const name of ['Add to the course', 'Cancel']) {
      const box = await picker.getByRole('button', { name }).boundingBox()
      expect((box?.y ?? 505) + (box?.height ?? 0), name).to.be.at.most(505)
    }
  })
})
