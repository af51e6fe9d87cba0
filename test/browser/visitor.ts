import type { Browser, BrowserContext, BrowserContextOptions, Frame, Page } from 'playwright-core'
import { nameOf, PLAYED, type Stage } from './stage.ts'

/** One person at one browser, who has entered the VLE. */
export interface Visitor {
  readonly context: BrowserContext
  readonly page: Page
  /** Opens a link of a course the way people do, and answers the tool in its frame. */
  open(link: string, courseId?: string): Promise<Frame>
  /** Opens a link in the whole window; answers the address of the tool's session, without a slash at its end. */
  openWindow(link: string, courseId?: string): Promise<string>
}

/** Opens the VLE in a browser of its own and enters as somebody. `first`: what is done before any page is open. */
export async function enter(
  browser: Browser,
  stage: Stage,
  userId: string,
  options: BrowserContextOptions = {},
  first: (context: BrowserContext) => Promise<void> = async () => {},
): Promise<Visitor> {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1000, height: 800 },
    ...options,
  })
  context.setDefaultTimeout(15_000)
  await first(context)
  const page = await context.newPage()
  await page.goto(stage.vle.url)
  await page.getByRole('button', { name: nameOf(userId), exact: true }).click()
  await page.getByRole('button', { name: 'Leave' }).waitFor()
  return {
    context,
    page,
    async open(link, courseId = PLAYED) {
      await page.goto(`${stage.vle.url}/courses/${courseId}`)
      await page.getByRole('link', { name: link, exact: true }).click()
      return toolFrame(page)
    },
    async openWindow(link, courseId = PLAYED) {
      const path = `/courses/${courseId}/links/${stage.linkId(courseId, link)}/launch?target=window`
      await page.goto(`${stage.vle.url}${path}`)
      await page.waitForURL(/\/s\/[^/]+\//)
      return page.url().replace(/(\/s\/[^/]+)\/.*$/, '$1')
    },
  }
}

/** The tool's frame, once the launch has led to a page of the tool. */
export async function toolFrame(page: Page): Promise<Frame> {
  // Asked of the element itself: by name the frame is known only a moment after it is there.
  const element = await page.locator('iframe.tool').elementHandle()
  const frame = await element?.contentFrame()
  if (!frame) throw new Error('the VLE shows no frame for the tool')
  await frame.waitForURL(/\/s\/[^/]+\//)
  return frame
}
