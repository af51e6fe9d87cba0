import { readFile } from 'node:fs/promises'
import { expect } from 'chai'
import { load } from 'cheerio'
import type { Page } from 'playwright-core'
import { journeys } from './journeys.ts'
import { nameOf } from './stage.ts'
import type { Visitor } from './visitor.ts'

const COURSE = 'sharing'
const [SHARER, COLLECTOR] = ['104', '105']

journeys('What a learner shares', (world) => {
  before(() => world().stage.addCourse({ id: COURSE, title: 'Sharing', learners: [SHARER, COLLECTOR] }))

  /** Somebody who knows nothing of the VLE. */
  const stranger = async (): Promise<Page> =>
    (await world().browser.newContext({ locale: 'en-GB' })).newPage()

  /** What a copy has left to be pasted: as formatted text, and as plain. */
  const clipboard = ({ page }: Visitor): Promise<{ html: string; text: string }> =>
    page.evaluate(`(async () => {
      const [item] = await navigator.clipboard.read()
      const read = async (type) => (await item.getType(type)).text()
      return { html: await read('text/html'), text: await read('text/plain') }
    })()`)

  /** Lets go of a file over something on the page, as its owner would who dragged it out of a folder: the browser itself takes it from there. */
  async function drop(page: Page, selector: string, file: string): Promise<void> {
    const box = await page.locator(selector).boundingBox()
    if (!box) throw new Error(`${selector} is not to be seen`)
    const place = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    const mouse = await page.context().newCDPSession(page)
    const data = { items: [], files: [file], dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await mouse.send('Input.dispatchDragEvent', { type, ...place, data })
    await mouse.detach()
    expect(await page.locator(selector).inputValue(), 'the page took the file').to.not.equal('')
  }

  /** By hand, on the learner's page, as a tutor does it; where they do not hold it yet. */
  async function award(learner: string): Promise<Visitor> {
    const { stage } = world()
    await (await world().enter(learner)).open('My credentials', COURSE)
    const tutor = await world().enter('11')
    const tool = await tutor.open('My credentials', COURSE)
    await tool.getByRole('link', { name: nameOf(learner) }).click()
    await tool.getByRole('heading', { name: 'Decide by hand' }).waitFor()
    if ((await tool.locator('.rung-completed.earned').count()) === 0) {
      await tool.locator('#award-level').selectOption('completed')
      await tool.locator('form:has(#award-level)').getByRole('button').click()
      await tool.getByLabel('Reason').fill('Took part throughout.')
      await tool.locator('form[action$="/confirmed"] .actions button.button').click()
      await tool.getByRole('status').waitFor()
      await stage.server.tool.engine.idle()
    }
    return tutor
  }

  it('is checked by an employer, who is told when it is withdrawn, since when and why', async () => {
    const { stage } = world()
    const tutor = await award(SHARER)
    const learner = await world().enter(SHARER)
    await learner.context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const share = await learner.open('My credentials', COURSE)
    await share.locator('.rung-completed.earned').getByRole('link', { name: 'Share Completed' }).click()

    const downloading = learner.page.waitForEvent('download')
    await share.getByRole('link', { name: 'Download the image' }).click()
    const file = await (await downloading).path()
    const address = await share.getByLabel('Link to its page').inputValue()

    await share.getByRole('link', { name: 'Change what strangers see' }).click()
    await share.getByLabel(`My name: ${nameOf(SHARER)}`).check()
    await share.getByRole('button', { name: 'Publish', exact: true }).click()
    await share.getByText('It is published.').waitFor()

    await share.getByRole('link', { name: 'Ways to share it' }).click()
    await share.getByText('Email signature').click()
    await share.getByRole('button', { name: 'Copy the signature' }).click()
    await share.getByRole('button', { name: 'Copied' }).waitFor()
    const copied = await clipboard(learner)
    expect(copied.text).to.include('Completed').and.to.include('Sharing')
    const signature = load(copied.html)
    expect(signature('a').attr('href')).to.equal(address)
    expect(signature('img').attr('src')).to.match(/\/achievements\/[^/]+\.png$/)
    expect(signature('img').attr('alt')).to.include('Completed')
    expect((await fetch(signature('img').attr('src') ?? '')).headers.get('content-type')).to.equal(
      'image/png',
    )

    const employer = await stranger()
    const check = async (bring: () => Promise<void>) => {
      await employer.goto(`${stage.toolUrl}/verify`)
      await bring()
      await employer.getByRole('button', { name: 'Check it' }).click()
    }
    const choose = async () =>
      employer.locator('#file').setInputFiles({
        name: 'badge.png',
        mimeType: 'image/png',
        buffer: await readFile(file),
      })
    await check(choose)
    await employer.getByText('This credential is genuine').waitFor()
    await check(() => drop(employer, '#file', file))
    await employer.getByText('This credential is genuine').waitFor()
    await employer.getByText('This credential is genuine').waitFor()
    await employer.goto(address)
    await employer.getByText('This credential is valid').waitFor()
    expect(await employer.locator('main').innerText()).to.include(nameOf(SHARER))

    const tool = await tutor.open('My credentials', COURSE)
    await tool.getByRole('link', { name: nameOf(SHARER) }).click()
    await tool.locator('form:has(#withdraw-level)').getByRole('button').click()
    await tool.getByLabel('Reason').fill('The register named somebody else.')
    await tool.getByLabel('What the public is told').selectOption({ label: 'Awarded by mistake' })
    await tool.locator('form[action$="/confirmed"] .actions button.button').click()
    await tool.getByRole('status').waitFor()

    const today = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date())
    await employer.goto(address)
    const said = await employer.locator('.verdict').innerText()
    expect(said).to.include('This credential was withdrawn').and.to.include(today)
    expect(said).to.include('It was awarded by mistake.')
    const all = await employer.locator('body').innerText()
    expect(all).to.not.include(nameOf(SHARER))
    expect(all, 'the tutor’s own words stay inside').to.not.include('register')
    await check(() => drop(employer, '#file', file))
    const verdict = employer.locator('.verdict')
    await verdict.waitFor()
    expect(await verdict.innerText())
      .to.include('withdrawn')
      .and.to.include(today)
  })

  it('as a collection is open to whoever has its address, until the learner takes it back', async () => {
    await award(COLLECTOR)
    const learner = await world().enter(COLLECTOR)
    const tool = await learner.open('My credentials', COURSE)
    await tool.getByRole('link', { name: 'My collection' }).click()
    await tool.getByLabel('Its title').fill('What I can do')
    await tool.getByRole('button', { name: 'Save' }).click()
    await tool.getByText('Your collection is saved.').waitFor()
    const preview = tool.frameLocator('iframe.stranger')
    await preview.getByRole('heading', { name: 'What I can do' }).waitFor()
    await tool.getByRole('button', { name: 'Make an address' }).click()
    const address = await tool.getByLabel('Address of your collection').inputValue()

    const guest = await stranger()
    expect((await guest.goto(address))?.status()).to.equal(200)
    await guest.getByRole('heading', { name: 'What I can do' }).waitFor()
    expect(await guest.locator('body').innerText()).to.not.include(nameOf(COLLECTOR))
    await guest.getByRole('link', { name: 'Completed: Sharing' }).click()
    await guest.getByText('This credential is valid').waitFor()

    const downloading = learner.page.waitForEvent('download')
    await tool.getByRole('button', { name: 'Download the page (PDF)' }).click()
    expect((await downloading).suggestedFilename()).to.equal('my-credentials.pdf')

    await tool.getByRole('button', { name: 'Take the address back' }).click()
    await tool.getByText('The address is taken back').waitFor()
    expect((await guest.goto(address))?.status()).to.equal(410)
    await guest.getByRole('heading', { name: 'This collection was taken back' }).waitFor()
  })
})
