import type { BrowserContextOptions, Page } from 'playwright-core'
import type { World } from './journeys.ts'
import { PLAYED, type Stage } from './stage.ts'
import { enter } from './visitor.ts'

export interface PageToSee {
  readonly name: string
  readonly userId: string
  /** Goes there: from the first page of a visit in a window, or where it launches by itself (`direct`) from the VLE. */
  go(page: Page, base: string, world: World): Promise<unknown>
  readonly direct?: true
}

const at = (path: string) => (page: Page, base: string) => page.goto(`${base}${path}`)
const follow = (selector: string) => async (page: Page) => {
  const href = (await page.locator(selector).first().getAttribute('href')) ?? ''
  await page.goto(new URL(href, page.url()).href)
}
const launchOf = ({ vle, linkId }: Stage, title: string) =>
  `${vle.url}/courses/${PLAYED}/links/${linkId(PLAYED, title)}/launch?target=window`

const link = (name: string, userId: string, title: string): PageToSee => ({
  name,
  userId,
  direct: true,
  async go(page, _base, { stage }) {
    await page.goto(launchOf(stage, title))
    await page.waitForURL(/\/s\//)
  },
})

/** The picker of a VLE that takes this, and what is done there. */
const picker = (
  name: string,
  takes: Partial<Stage['vle']['contentPlace']>,
  then: (page: Page) => Promise<unknown> = async () => {},
): PageToSee => ({
  name,
  userId: '11',
  direct: true,
  async go(page, _base, { stage: { vle } }) {
    const usual = { ...vle.contentPlace }
    Object.assign(vle.contentPlace, takes)
    try {
      await page.goto(`${vle.url}/courses/${PLAYED}/add/launch?tool=${vle.tools()[0]?.id}`)
      await page.waitForURL(/\/deep-link$/)
    } finally {
      Object.assign(vle.contentPlace, usual)
    }
    await then(page)
  },
})

/** A launch of a browser that hands no cookie back, stopped where a script would go on. */
const withoutCookies = (
  name: string,
  storage: boolean,
  then: (page: Page) => Promise<unknown>,
): PageToSee => ({
  name,
  userId: '101',
  direct: true,
  async go(page, _base, { stage }) {
    const context = page.context()
    await context.unrouteAll()
    await context.route('**/assets/storage.js*', (route) => route.abort())
    await context.route(/\/lti\/(login|launch)$/, async (route, request) => {
      await context.clearCookies({ name: /^(lti|ladder)_/ })
      const offer = storage && request.url().endsWith('login') ? '&lti_storage_target=_parent' : ''
      await route.continue({ postData: `${request.postData()}${offer}` })
    })
    await page.goto(launchOf(stage, 'My credentials'))
    await then(page)
  },
})

/** A page, and from there a link to the next, and so on. */
const along =
  (path: string, ...selectors: readonly string[]) =>
  async (page: Page, base: string) => {
    await page.goto(`${base}${path}`)
    for (const selector of selectors) await follow(selector)(page)
  }

/** A page that answers a form: it is shown, and what it asks is left. */
const after =
  (path: string, press: (page: Page) => Promise<unknown>, shown: string) =>
  async (page: Page, base: string) => {
    await page.goto(`${base}${path}`)
    await press(page)
    await page.locator(shown).waitFor()
  }

const REGISTER = 'a[href*="/registers/"]'

/** A wish for more time, which is never answered: asked once, by somebody who has not handed in yet. */
async function askForTime({ stage, browser }: World): Promise<void> {
  const { page, openWindow, context } = await enter(browser, stage, '119')
  await page.goto(`${await openWindow('My credentials')}/evidence`)
  const form = page.locator('form[action$="/evidence/time"]')
  if ((await form.count()) > 0) {
    await page.locator('details:has(form[action$="/evidence/time"]) summary').click()
    await form.locator('textarea').fill('My school changes its term dates.')
    await form.locator('button').click()
    await page.waitForURL(/done=/)
  }
  await context.close()
}

/** Every page that people see, with somebody who sees much on it. */
export const PAGES: readonly PageToSee[] = [
  { name: 'learner', userId: '101', go: at('/') },
  { name: 'learner-all', userId: '105', go: at('/') },
  { name: 'learner-new', userId: '107', go: at('/') },
  { name: 'publish', userId: '105', go: along('/', 'a[href*="/share/"]', 'a[href*="/publish/"]') },
  { name: 'notices', userId: '105', go: at('/notices') },
  link('checkpoint', '116', 'Unit 3 is done'),
  {
    ...link('checked-in', '101', 'Session 1'),
    // They have checked in before: a second time changes nothing.
    async go(page, base, world) {
      await link('', '101', 'Session 1').go(page, base, world)
      await page.locator('form[action$="/check-in"] button').click()
      await page.locator('.verdict-good').waitFor()
    },
  },
  { name: 'about-me', userId: '101', go: at('/about-me') },
  { name: 'evidence', userId: '110', go: at('/evidence') },
  { name: 'help', userId: '101', go: at('/help') },
  link('check-in', '107', 'Session 1'),
  link('coursework', '101', 'Unit 2 reflection'),
  { name: 'tutor', userId: '11', go: at('/') },
  { name: 'tutor-learner', userId: '11', go: follow('tr:has-text("Adaeze") a') },
  { name: 'work', userId: '11', go: at('/work') },
  {
    name: 'handed-in',
    userId: '11',
    async go(page, base) {
      await at('/work')(page, base)
      await follow('.mapping h2 a')(page)
    },
  },
  { name: 'activities', userId: '11', go: at('/activities') },
  { name: 'register', userId: '11', go: along('/activities', REGISTER) },
  { name: 'session', userId: '11', go: along('/activities', REGISTER, 'a[href$="/session"]') },
  {
    name: 'screen',
    userId: '11',
    async go(page, base) {
      await along('/activities', REGISTER, 'a[href$="/session"]')(page, base)
      // Its code is on from then on: nobody checks in to this session any more.
      if ((await page.locator('p.code').count()) === 0)
        await page.locator('form[action$="/code"] button').first().click()
      await follow('a[href$="/screen"]')(page)
    },
  },
  { name: 'column', userId: '11', go: along('/activities', 'a[href*="/columns/"]') },
  { name: 'checkpoint-tutor', userId: '11', go: along('/activities', 'a[href*="/checkpoints/"]') },
  { name: 'modules', userId: '11', go: at('/moodle') },
  { name: 'imports', userId: '11', go: at('/imports') },
  { name: 'import', userId: '11', go: along('/imports', '.steps a') },
  { name: 'reviews', userId: '11', go: at('/reviews') },
  { name: 'review-evidence', userId: '11', go: along('/reviews?state=waiting', 'tbody th a') },
  { name: 'waiting', userId: '11', go: at('/flagged') },
  {
    name: 'decide',
    userId: '11',
    go: after(
      '/flagged',
      async (page) => {
        await page.locator('.waiting input').first().check()
        await page.locator('button[value=withdraw]').click()
      },
      'form[action$="/decisions/confirmed"]',
    ),
  },
  { name: 'reissue', userId: '11', go: at('/reissue') },
  {
    name: 'more-time',
    userId: '11',
    async go(page, base, world) {
      await askForTime(world)
      await along('/reviews', 'a[href*="/reviews/time/"]')(page, base)
    },
  },
  { name: 'criteria-read', userId: '11', go: at('/criteria') },
  { name: 'criteria', userId: '21', go: at('/criteria') },
  {
    name: 'criteria-preview',
    userId: '21',
    go: after(
      '/criteria',
      (page) => page.locator('button[formaction$="/criteria/preview"]').click(),
      'form[action$="/criteria"] button[formaction$="/criteria/draft"]',
    ),
  },
  { name: 'criteria-version', userId: '21', go: at('/criteria/versions/1') },
  { name: 'criteria-copy', userId: '21', go: at('/criteria/copy') },
  { name: 'settings', userId: '21', go: at('/settings') },
  { name: 'audit', userId: '21', go: at('/audit') },
  { name: 'platform', userId: '21', go: at('/platform') },
  picker('deep-link', {}),
  picker('deep-link-wrong', {}, async (page) => {
    for (const box of ['#checkIn', '#coursework', '[value=dates]']) await page.locator(box).check()
    await page.locator('#checkIns').fill('0')
    await page.locator('.picker button').first().click()
    await page.getByRole('alert').waitFor()
  }),
  picker('deep-link-one', { acceptMultiple: false, acceptLineItem: false }),
  picker('deep-link-refused', { acceptTypes: ['file'] }),
  withoutCookies('new-window', false, (page) => page.locator('[name=ticket]').waitFor({ state: 'attached' })),
  withoutCookies('put-storage', true, (page) => page.locator('#next').waitFor()),
  withoutCookies('get-storage', true, async (page) => {
    await page.locator('#next').click()
    await page.locator('#again button').waitFor()
  }),
  {
    name: 'used-launch',
    userId: '101',
    go: (page, _base, { stage }) => page.goto(`${stage.toolUrl}/lti/launch`),
  },
  { name: 'public', userId: '101', go: follow('.rung-demonstrated a[target=_blank]') },
  {
    name: 'achievement',
    userId: '101',
    async go(page) {
      await follow('.rung-demonstrated a[target=_blank]')(page)
      await follow('a[href*="/achievements/"]')(page)
    },
  },
  {
    name: 'issuer',
    userId: '101',
    async go(page) {
      await follow('.rung-demonstrated a[target=_blank]')(page)
      await follow('a[href*="/issuers/"]')(page)
    },
  },
  { name: 'share', userId: '101', go: follow('.rung-demonstrated a[href*="/share/"]') },
  {
    name: 'share-links',
    userId: '101',
    async go(page) {
      await follow('.rung-demonstrated a[href*="/share/"]')(page)
      await follow('a[href*="/links/"]')(page)
    },
  },
  { name: 'collection', userId: '105', go: at('/collection') },
  {
    name: 'about-credentials',
    userId: '101',
    go: (page, _base, { stage }) => page.goto(`${stage.toolUrl}/about/credentials`),
  },
  {
    name: 'about-sharing',
    userId: '101',
    go: (page, _base, { stage }) => page.goto(`${stage.toolUrl}/about/sharing`),
  },
  { name: 'verify', userId: '101', go: (page, _base, { stage }) => page.goto(`${stage.toolUrl}/verify`) },
  { name: 'error', userId: '101', go: (page, _base, { stage }) => page.goto(`${stage.toolUrl}/s/nobody/`) },
  { name: 'not-found', userId: '101', go: at('/nowhere') },
]

/** A window with that page open, and the way to open it anew. */
export async function see(
  { userId, go, direct }: PageToSee,
  world: World,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; again: () => Promise<void> }> {
  const { page, openWindow } = await world.enter(userId, options)
  const base = direct ? '' : await openWindow('My credentials')
  await go(page, base, world)
  return {
    page,
    async again() {
      if (!direct) await page.goto(`${base}/`)
      await go(page, base, world)
    },
  }
}
