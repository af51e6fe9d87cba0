import { expect } from 'chai'
import { journeys } from './journeys.ts'
import { nameOf } from './stage.ts'
import { toolFrame } from './visitor.ts'

const COURSE = 'whole-way'
const LEARNER = '102'

journeys('The whole way', (world) => {
  before(() =>
    world().stage.vle.addCourse({
      id: COURSE,
      label: 'WAY',
      title: 'The Whole Way',
      startsAt: inDays(-30),
      endsAt: inDays(30),
    }),
  )

  it('leads from links that a tutor adds, through what a learner does and a grade in the VLE, to two credentials', async () => {
    const { stage } = world()
    for (const [id, role] of [
      ['11', 'Instructor'],
      [LEARNER, 'Learner'],
    ] as const)
      stage.vle.enrol(COURSE, id, role)
    const tutor = await world().enter('11')
    const learner = await world().enter(LEARNER)

    await tutor.page.goto(`${stage.vle.url}/courses/${COURSE}`)
    await tutor.page.getByRole('link', { name: 'Add content from Credential Ladder' }).click()
    const picker = await toolFrame(tutor.page)
    await picker.getByRole('checkbox', { name: 'Check-in' }).check()
    await picker.getByRole('checkbox', { name: 'Course work' }).check()
    await picker.getByRole('button', { name: 'Add to the course' }).click()
    for (const link of ['My credentials', 'Session check-in', 'Course work']) {
      await tutor.page.getByRole('link', { name: link, exact: true }).waitFor()
    }

    const activities = await tutor.open('My credentials', COURSE)
    await activities.getByRole('link', { name: 'What counts' }).first().click()
    await activities.getByLabel('Name of the column').fill('Taking part')
    await activities.locator('#kind').selectOption('participation')
    await activities.getByRole('button', { name: 'Add the column' }).click()
    await activities.getByText('The column is in the gradebook.').waitFor()

    const checkIn = await learner.open('Session check-in', COURSE)
    await checkIn.getByRole('button', { name: 'I am here' }).click()
    await checkIn.getByRole('heading', { name: 'You are checked in' }).waitFor()
    const work = await learner.open('Course work', COURSE)
    await work.getByLabel('Your work').fill('What I learned, and what I will do with it.')
    await work.getByRole('button', { name: 'Hand in' }).click()
    await work.getByText(/^You handed this in/).waitFor()
    const before = await learner.open('My credentials', COURSE)
    await before.locator('.rung-completed').waitFor()
    expect(await before.locator('.rung.earned').count()).to.equal(0)

    await tutor.page.goto(`${stage.vle.url}/courses/${COURSE}/gradebook`)
    const cell = tutor.page.getByRole('textbox', { name: `Taking part: ${nameOf(LEARNER)}` })
    await cell.fill('80')
    await cell.press('Enter')
    await tutor.page.waitForLoadState()

    // Slow services, so that the reading is seen while it goes on.
    stage.vle.faults.slowMs = 400
    try {
      const progress = await tutor.open('My credentials', COURSE)
      const row = progress.getByRole('row', { name: nameOf(LEARNER) })
      await row.waitFor()
      expect(await row.locator('.tag-good').count()).to.equal(0)
      await progress.getByRole('button', { name: 'Refresh now' }).click()
      await progress.getByText(/^(The course will be read in a moment|Reading the course: )/).waitFor()
      await row.locator('.tag-good').nth(1).waitFor({ timeout: 30_000 })
    } finally {
      stage.vle.faults.slowMs = 0
    }

    const after = await learner.open('My credentials', COURSE)
    await after.locator('.rung-completed.earned').waitFor()
    await after.locator('.rung-demonstrated.earned').waitFor()
  })
})

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
