import { expect } from 'chai'
import type { Frame } from 'playwright-core'
import { journeys } from './journeys.ts'
import { nameOf, PLAYED } from './stage.ts'

// Holds Completed and Demonstrated, and has handed in no evidence yet.
const LEARNER = 'l10'

journeys('A learner who changed their practice', (world) => {
  const evidencePage = async (tool: Frame) => {
    await tool.getByRole('link', { name: 'My evidence' }).click()
    await tool.getByRole('heading', { name: 'How the course changed your practice' }).waitFor()
  }

  it('hands in evidence, gets it back, hands it in again, earns Implemented, and shows what they chose', async () => {
    const { stage, browser } = world()
    const learner = await world().enter(LEARNER)
    const tutor = await world().enter('t1')

    let tool = await learner.open('My credentials')
    await evidencePage(tool)
    await tool.getByLabel('Your own practice').fill('I begin with a question.')
    await tool.getByLabel('Links').fill('example.org')
    await tool.getByRole('button', { name: 'Hand in' }).click()
    await tool.getByRole('link', { name: /^Write whole web addresses/ }).click()
    expect(await tool.getByLabel('Links').evaluate((field) => field === document.activeElement)).to.equal(
      true,
    )
    await tool.getByLabel('Links').fill('https://example.org/plan')
    await tool.getByLabel('What I wrote about my own practice').check()
    await tool.getByRole('button', { name: 'Hand in' }).click()
    await tool.getByText('Your tutor has it now.').waitFor()

    const decide = async (feedback: string, button: string) => {
      const review = await tutor.open('My credentials')
      await review.getByRole('link', { name: 'Evidence', exact: true }).click()
      await review.getByRole('link', { name: /^Waiting/ }).click()
      await review.getByRole('link', { name: nameOf(LEARNER) }).click()
      await review.getByLabel('Your comment to the learner').fill(feedback)
      await review.getByRole('button', { name: button }).click()
      await review.getByRole('heading', { name: 'Evidence to review' }).waitFor()
    }
    await decide('Since when?', 'Send back to change')

    tool = await learner.open('My credentials')
    await tool.getByText('Your evidence came back to be changed').waitFor()
    await tool.getByRole('link', { name: 'Read the comment' }).click()
    await tool.getByText('Since when?').waitFor()
    const practice = tool.getByLabel('Your own practice')
    expect(await practice.inputValue()).to.equal('I begin with a question.')
    await practice.fill('Since May I begin with a question.')
    await tool.getByRole('button', { name: 'Hand in' }).click()
    await tool.getByText('Your tutor has it now.').waitFor()
    await decide('', 'Accept')

    tool = await learner.open('My credentials')
    await tool.getByText('You have earned Implemented').waitFor()
    const href = await tool.locator('.rung-implemented.earned .actions a').first().getAttribute('href')
    const stranger = await (await browser.newContext()).newPage()
    await stranger.goto(`${stage.toolUrl}${href}`)
    const seen = await stranger.locator('main').innerText()
    expect(seen).to.contain('Since May I begin with a question.').and.not.contain('example.org/plan')
    await tool.getByRole('button', { name: /^Put away.*You have earned Implemented/ }).click()
    await tool.getByText('You have earned Implemented').waitFor({ state: 'detached' })
    expect(stage.linkId(PLAYED, 'My credentials')).to.not.equal('')
  })
})
