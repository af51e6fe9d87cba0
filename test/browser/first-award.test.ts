import { expect } from 'chai'
import { type Clicks, countClicks } from './clicks.ts'
import { journeys } from './journeys.ts'
import { nameOf } from './stage.ts'
import { enter, toolFrame } from './visitor.ts'

const LEARNER = '111'
const TOO_MANY = 12

journeys('A tutor whose course is new', (world) => {
  let tries = 0
  /** Another one each time, so that it is always a new course. */
  const newCourse = () => {
    const { vle } = world().stage
    tries += 1
    const { id } = vle.addCourse({ id: `new-${tries}`, label: 'NEW', title: 'A New Course' })
    vle.enrol(id, '12', 'Instructor')
    vle.enrol(id, LEARNER, 'Learner')
    return id
  }

  it(`sets it up from nothing to the first award in fewer than ${TOO_MANY} clicks`, async () => {
    const { stage, browser } = world()
    const course = newCourse()
    let clicks: Clicks | undefined
    const tutor = await enter(browser, stage, '12', {}, async (context) => {
      clicks = await countClicks(context)
    })
    const { page } = tutor
    await page.goto(`${stage.vle.url}/courses/${course}`)
    const before = clicks?.count() ?? 0

    await page.getByRole('link', { name: 'Add content from Credential Ladder' }).click()
    const picker = await toolFrame(page)
    await picker.getByRole('checkbox', { name: 'Check-in' }).click()
    await picker.getByRole('button', { name: 'Add to the course' }).click()
    await page.getByRole('link', { name: 'Session check-in', exact: true }).waitFor()

    // A learner comes to the session; theirs are not the tutor's clicks.
    const learner = await world().enter(LEARNER)
    const session = await learner.open('Session check-in', course)
    await session.getByRole('button', { name: 'I am here' }).click()
    await session.getByRole('heading', { name: 'You are checked in' }).waitFor()

    await page.getByRole('link', { name: 'My credentials', exact: true }).click()
    const tool = await toolFrame(page)
    await tool.getByRole('heading', { name: 'To do first' }).waitFor()
    await tool.getByRole('link', { name: 'Say what counts' }).first().click()
    await tool.getByRole('button', { name: 'Add it' }).click()
    const row = tool.getByRole('row', { name: nameOf(LEARNER) })
    await row.getByLabel('Done', { exact: true }).click()
    await tool.getByRole('button', { name: 'Save', exact: true }).click()
    await tool.getByText('1 done').waitFor()

    await stage.server.tool.engine.idle()
    await tool.getByRole('link', { name: 'Progress', exact: true }).click()
    await tool
      .getByRole('row', { name: nameOf(LEARNER) })
      .locator('.tag-good')
      .first()
      .waitFor()

    const made = clicks?.log.slice(before) ?? []
    expect(made.length, made.join('\n')).to.be.within(1, TOO_MANY - 1)
    const mine = await learner.open('My credentials', course)
    await mine.locator('.rung-completed.earned').waitFor()
  })
})
