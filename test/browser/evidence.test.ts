import { expect } from 'chai'
import type { Frame } from 'playwright-core'
import { createRobot } from '../vle/robot.ts'
import { journeys } from './journeys.ts'
import { nameOf } from './stage.ts'

const COURSE = 'evidence'
const LEARNER = '102'

journeys('A learner who changed their practice', (world) => {
  before(async () => {
    const { stage } = world()
    await stage.addCourse({ id: COURSE, title: 'Evidence', learners: [LEARNER] })
    const link = stage.linkId(COURSE, 'My credentials')
    const [learner, tutor] = [createRobot(stage.vle), createRobot(stage.vle)]
    await learner.enterAs(LEARNER)
    await learner.openLink(COURSE, link)
    await tutor.enterAs('11')
    for (const level of ['completed', 'demonstrated']) {
      const page = await tutor.follow(await tutor.openLink(COURSE, link), 'tbody a[href*="/learners/"]')
      const asked = await tutor.submit(page, 'form.chosen', { kind: 'award', level })
      await tutor.submit(asked, 'form[action$="/decisions/confirmed"]', { reason: 'Seen in person' })
    }
  })

  const evidencePage = async (tool: Frame) => {
    await tool.getByRole('link', { name: 'My evidence' }).click()
    await tool.getByRole('heading', { name: 'How the course changed your practice' }).waitFor()
  }

  it('hands in evidence, gets it back, hands it in again, earns Implemented, and shows what they chose', async () => {
    const { stage, browser } = world()
    const learner = await world().enter(LEARNER)
    const tutor = await world().enter('11')

    let tool = await learner.open('My credentials', COURSE)
    await evidencePage(tool)
    await tool.getByLabel('Your own practice').fill('I begin with a question.')
    await tool.locator('#links').fill('example.org')
    await tool.getByRole('button', { name: 'Hand in' }).click()
    await tool.getByRole('link', { name: /^Write whole web addresses/ }).click()
    expect(await tool.locator('#links:focus').count()).to.equal(1)
    await tool.locator('#links').fill('https://example.org/plan')
    await tool.getByLabel('What I wrote about my own practice').check()
    await tool.getByRole('button', { name: 'Hand in' }).click()
    await tool.getByText('Your tutor has it now.').waitFor()

    const decide = async (feedback: string, button: string) => {
      const review = await tutor.open('My credentials', COURSE)
      await review.getByRole('link', { name: 'Evidence', exact: true }).click()
      await review.getByRole('link', { name: /^Waiting/ }).click()
      await review.getByRole('link', { name: nameOf(LEARNER) }).click()
      await review.getByLabel('Your comment to the learner').fill(feedback)
      await review.getByRole('button', { name: button, exact: true }).click()
      await review.getByRole('heading', { name: 'Evidence to review' }).waitFor()
    }
    await decide('Since when?', 'Send back to change')

    tool = await learner.open('My credentials', COURSE)
    await tool.getByText('Your evidence came back to be changed', { exact: true }).waitFor()
    await tool.getByRole('link', { name: 'Read the comment' }).click()
    await tool.getByText('Since when?').waitFor()
    const practice = tool.getByLabel('Your own practice')
    expect(await practice.inputValue()).to.equal('I begin with a question.')
    await practice.fill('Since May I begin with a question.')
    await tool.getByRole('button', { name: 'Hand in' }).click()
    await tool.getByText('Your tutor has it now.').waitFor()
    await decide('', 'Accept')

    tool = await learner.open('My credentials', COURSE)
    await tool.getByText('You have earned Implemented', { exact: true }).waitFor()
    const href = await tool.locator('.rung-implemented.earned a[target=_blank]').first().getAttribute('href')
    const stranger = await (await browser.newContext()).newPage()
    await stranger.goto(`${stage.toolUrl}${href}`)
    const seen = await stranger.locator('main').innerText()
    expect(seen).to.contain('Since May I begin with a question.').and.not.contain('example.org/plan')
    await tool.getByRole('button', { name: /^Put away.*You have earned Implemented/ }).click()
    await tool.getByText('You have earned Implemented', { exact: true }).waitFor({ state: 'detached' })
  })
})
