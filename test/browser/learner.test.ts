import { readFile, writeFile } from 'node:fs/promises'
import { expect } from 'chai'
import { tamper, verifyFile } from './badge-file.ts'
import { journeys } from './journeys.ts'
import { PLAYED } from './stage.ts'

// Attended, handed in work, passed the quiz; the evidence for the third level waits for a tutor.
const LEARNER = '101'

journeys('A learner who attended and handed in work', (world) => {
  it('sees Completed and Demonstrated with their badges inside the VLE', async () => {
    const { open } = await world().enter(LEARNER)
    const tool = await open('My credentials')
    for (const level of ['completed', 'demonstrated']) {
      const rung = tool.locator(`.rung-${level}.earned`)
      expect(await rung.getByText(/^✓? ?Earned /).innerText()).to.match(/Earned/)
      expect(await rung.locator('.rung-art :is(svg, img)').isVisible()).to.equal(true)
      const box = await rung.locator('.rung-art :is(svg, img)').boundingBox()
      expect(box?.width).to.be.greaterThan(40)
    }
    expect(await tool.locator('.rung-implemented.earned').count()).to.equal(0)
    expect(
      await tool.getByRole('heading', { name: 'Your evidence is with your tutor' }).isVisible(),
    ).to.equal(true)
  })

  it('finds both in the VLE’s gradebook, with a comment that leads to the public page', async () => {
    const { page } = await world().enter(LEARNER)
    await page.goto(`${world().stage.vle.url}/courses/${PLAYED}/grades`)
    for (const level of ['Completed', 'Demonstrated']) {
      const row = page.getByRole('row', { name: `Credential: ${level}` })
      expect(await row.getByRole('cell').first().innerText()).to.equal('1 / 1')
      const comment = await row.locator('.comment').innerText()
      expect(comment).to.match(new RegExp(`^Digital credential earned: ${level}\\. See and share it: http`))
      const [address = ''] = /http\S+/.exec(comment) ?? []
      await page.goto(address)
      expect(await page.getByText('This credential is valid').isVisible()).to.equal(true)
      await page.goBack()
    }
    expect(
      await page.getByRole('row', { name: 'Credential: Implemented' }).getByRole('cell').first().innerText(),
    ).to.equal('–')
  })

  it('downloads an image that the command line finds valid, and whose forged copy it refuses', async () => {
    const { open, page } = await world().enter(LEARNER)
    const tool = await open('My credentials')
    const downloading = page.waitForEvent('download')
    await tool.locator('.rung-completed').getByRole('link', { name: 'Download image Completed' }).click()
    const download = await downloading
    expect(download.suggestedFilename()).to.match(/\.png$/)
    const file = await download.path()
    const checked = await verifyFile(file)
    expect(checked.code, checked.words).to.equal(0)

    const forged = `${file}-forged.png`
    await writeFile(forged, tamper(await readFile(file)))
    const refused = await verifyFile(forged)
    expect(refused.code, refused.words).to.equal(1)
    expect(refused.words).to.include('✗ proof')
  })

  it('opens the public page from “See its page” in a new tab, where a stranger reads that it is valid', async () => {
    const { context, open } = await world().enter(LEARNER)
    const tool = await open('My credentials')
    const opening = context.waitForEvent('page')
    await tool
      .locator('.rung-demonstrated')
      .getByRole('link', { name: /See its page/ })
      .click()
    const tab = await opening
    await tab.waitForLoadState()
    const stranger = await (await world().browser.newContext()).newPage()
    for (const page of [tab, stranger]) {
      await page.goto(tab.url())
      expect(await page.getByText('This credential is valid').isVisible()).to.equal(true)
      expect(await page.getByRole('heading', { level: 1 }).innerText()).to.match(/^Demonstrated/)
      expect(await page.locator('body').innerText()).not.to.include('Okafor')
    }
  })
})
