import type { Browser, BrowserContextOptions } from 'playwright-core'
import { findChromium, NO_CHROMIUM, openBrowser } from './browser.ts'
import { playedStage } from './played.ts'
import type { Stage } from './stage.ts'
import { enter, type Visitor } from './visitor.ts'

export interface World {
  readonly browser: Browser
  readonly stage: Stage
  /** A person at a browser of their own; it is closed when the test is over. */
  enter(userId: string, options?: BrowserContextOptions): Promise<Visitor>
}

// Opening it takes longer than most journeys, so the files share one.
let opened: Promise<World> | null = null
let told = false

async function openWorld(chromium: string): Promise<World> {
  const stage = await playedStage()
  const browser = await openBrowser(chromium)
  return { browser, stage, enter: (userId, options) => enter(browser, stage, userId, options) }
}

after('closes the browser', async () => {
  const world = await opened?.catch(() => null)
  opened = null
  await world?.browser.close()
})

/** A suite of journeys through the browser: skipped where there is none, unless `BROWSER_TESTS=required`. */
export function journeys(title: string, body: (world: () => World) => void): void {
  describe(title, function () {
    this.timeout(60_000)
    let world: World | null = null

    before(async function () {
      this.timeout(180_000)
      const chromium = findChromium()
      if (!chromium) {
        if (process.env.BROWSER_TESTS === 'required') throw new Error(NO_CHROMIUM)
        if (!told) console.log(`Browser journeys are skipped: ${NO_CHROMIUM}`)
        told = true
        this.skip()
      }
      opened ??= openWorld(chromium)
      world = await opened
    })

    afterEach(async () => {
      for (const context of world?.browser.contexts() ?? []) await context.close()
    })

    body(() => {
      if (!world) throw new Error('the world is not open yet')
      return world
    })
  })
}
