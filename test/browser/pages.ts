import type { BrowserContextOptions, Page } from 'playwright-core'
import type { World } from './journeys.ts'
import { PLAYED } from './stage.ts'

export interface PageToSee {
  readonly name: string
  readonly userId: string
  /** Goes there from the person's session in a window. */
  go(page: Page, base: string, world: World): Promise<unknown>
}

const at = (path: string) => (page: Page, base: string) => page.goto(`${base}${path}`)
const follow = (selector: string) => async (page: Page) => {
  const href = (await page.locator(selector).first().getAttribute('href')) ?? ''
  await page.goto(new URL(href, page.url()).href)
}
const link =
  (title: string) =>
  async (page: Page, _base: string, { stage }: World) => {
    await page.goto(
      `${stage.vle.url}/courses/${PLAYED}/links/${stage.linkId(PLAYED, title)}/launch?target=window`,
    )
    await page.waitForURL(/\/s\//)
  }

/** Every page that people see, with somebody who sees much on it. */
export const PAGES: readonly PageToSee[] = [
  { name: 'learner', userId: 'l01', go: at('/') },
  { name: 'learner-all', userId: 'l05', go: at('/') },
  { name: 'learner-new', userId: 'l07', go: at('/') },
  { name: 'about-me', userId: 'l01', go: at('/about-me') },
  { name: 'evidence', userId: 'l10', go: at('/evidence') },
  { name: 'help', userId: 'l01', go: at('/help') },
  { name: 'check-in', userId: 'l07', go: link('Session 1') },
  { name: 'coursework', userId: 'l01', go: link('Unit 2 reflection') },
  { name: 'tutor', userId: 't1', go: at('/') },
  { name: 'tutor-learner', userId: 't1', go: follow('tr:has-text("Adaeze") a') },
  { name: 'activities', userId: 't1', go: at('/activities') },
  { name: 'criteria-read', userId: 't1', go: at('/criteria') },
  { name: 'criteria', userId: 'a1', go: at('/criteria') },
  { name: 'platform', userId: 'a1', go: at('/platform') },
  {
    name: 'deep-link',
    userId: 't1',
    async go(page, _base, { stage }) {
      await page.goto(`${stage.vle.url}/courses/${PLAYED}/add/launch?tool=${stage.vle.tools()[0]?.id}`)
      await page.waitForURL(/\/deep-link$/)
    },
  },
  { name: 'public', userId: 'l01', go: follow('.rung-demonstrated .actions a') },
  {
    name: 'achievement',
    userId: 'l01',
    async go(page) {
      await follow('.rung-demonstrated .actions a')(page)
      await follow('a[href*="/achievements/"]')(page)
    },
  },
  { name: 'error', userId: 'l01', go: (page, _base, { stage }) => page.goto(`${stage.toolUrl}/s/nobody/`) },
  { name: 'not-found', userId: 'l01', go: at('/nowhere') },
]

/** A window with that page open. */
export async function see(
  { userId, go }: PageToSee,
  world: World,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const { page, openWindow } = await world.enter(userId, options)
  const base = await openWindow('My credentials')
  await go(page, base, world)
  return page
}
