import { expect } from 'chai'
import { LEARNERS } from '../../demo/people.ts'
import { journeys } from './journeys.ts'

const COURSE = 'criteria'

journeys('A tutor', (world) => {
  it('sees everyone’s progress and what each has not done yet', async () => {
    const { open } = await world().enter('11')
    const tool = await open('My credentials')
    const rows = tool.locator('table.people tbody tr')
    await rows.first().waitFor()
    expect(await rows.count()).to.equal(LEARNERS.length)
    const adaeze = tool.getByRole('row', { name: 'Adaeze Okafor' })
    expect(await adaeze.innerText()).to.match(/✓ .*✓ .*Waits for you/s)
    const gwilym = tool.getByRole('row', { name: 'Gwilym Rees' })
    expect(await gwilym.innerText()).to.include('0 of 4 sessions')
  })

  it('finds one learner and opens every reason', async () => {
    const { open } = await world().enter('11')
    const tool = await open('My credentials')
    await tool.getByLabel('Find a learner').fill('Tanaka')
    await tool.getByRole('button', { name: 'Show' }).click()
    await tool.getByText('1 learner found').waitFor()
    await tool.getByRole('link', { name: 'Mei Tanaka' }).click()
    await tool.getByRole('heading', { name: 'Mei Tanaka' }).waitFor()
    expect(await tool.locator('.rung-completed').innerText()).to.include('Attended 5 of 5 sessions')
    expect(await tool.getByRole('heading', { name: 'Evidence waits for you' }).isVisible()).to.equal(true)
  })
})

journeys('An administrator', (world) => {
  before(async () => {
    await world().stage.addCourse({ id: COURSE, title: 'Criteria', learners: ['103'] })
  })

  it('changes a threshold and finds the new version in the list', async () => {
    const { open } = await world().enter('21')
    const tool = await open('My credentials', COURSE)
    await tool.getByRole('link', { name: 'Criteria', exact: true }).click()
    const share = tool.locator('input[name="completed.0.percent"]')
    expect(await share.inputValue()).to.equal('80')
    await share.fill('60')
    await tool.getByRole('button', { name: 'See who this affects' }).click()
    await tool.getByText('Attend at least 60 % of the sessions').waitFor()
    await tool.getByLabel('What you changed and why').fill('Shift work')
    await tool.getByRole('button', { name: 'Save as a new version' }).click()
    await tool.getByText(/^Version 2 · .* · .* · Shift work current$/).waitFor()
    expect(await share.inputValue()).to.equal('60')
    expect(await tool.locator('.history li').count()).to.equal(2)
  })

  it('is told what is wrong with a number, and keeps what was typed', async () => {
    const { open } = await world().enter('21')
    const tool = await open('My credentials', COURSE)
    await tool.getByRole('link', { name: 'Criteria', exact: true }).click()
    await tool.getByRole('heading', { name: 'Criteria', exact: true }).waitFor()
    const versions = await tool.locator('.history li').count()
    await tool.locator('input[name="completed.0.percent"]').fill('101')
    await tool.getByLabel('What you changed and why').fill('Too much')
    await tool.getByRole('button', { name: 'See who this affects' }).click()
    await tool.getByRole('alert').waitFor()
    expect(await tool.locator('input[name="completed.0.percent"]').inputValue()).to.equal('101')
    expect(await tool.getByLabel('What you changed and why').inputValue()).to.equal('Too much')
    expect(await tool.locator('.history li').count()).to.equal(versions)
  })
})
