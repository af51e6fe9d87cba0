/**
 * `npm run pictures`: plays the demo in a folder of its own and takes the pictures of the README: the tool's pages as
 * they are seen in the VLE, and the public page. Needs a Chromium (`CHROMIUM` names one that is not in the usual places).
 */
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { findChromium, NO_CHROMIUM, openBrowser } from '../test/browser/browser.ts'
import { type Stage, startStage } from '../test/browser/stage.ts'
import { enter } from '../test/browser/visitor.ts'

const FOLDER = join(import.meta.dirname, '..', 'docs', 'pictures')
const LARGEST = 200_000

interface Shot {
  readonly name: string
  readonly userId: string
  readonly height: number
  /** Words of a link of the tool to follow first. */
  readonly follow?: string
}

const SHOTS: readonly Shot[] = [
  { name: 'learner', userId: '101', height: 920 },
  { name: 'tutor', userId: '11', height: 1000 },
  { name: 'administrator', userId: '21', follow: 'Criteria', height: 1000 },
]

async function main(): Promise<void> {
  const chromium = findChromium()
  if (!chromium) throw new Error(NO_CHROMIUM)
  mkdirSync(FOLDER, { recursive: true })
  const stage = await startStage()
  try {
    const browser = await openBrowser(chromium)
    try {
      for (const shot of SHOTS) await takeInVle(browser, stage, shot)
      await takePublic(browser, stage)
    } finally {
      await browser.close()
    }
  } finally {
    await stage.close()
  }
}

async function takeInVle(
  browser: Browser,
  stage: Stage,
  { name, userId, height, follow }: Shot,
): Promise<void> {
  const { context, page, open } = await enter(browser, stage, userId, { viewport: { width: 1000, height } })
  const tool = await open('My credentials')
  await tool.getByRole('heading', { level: 1 }).waitFor()
  if (follow) {
    await tool.getByRole('link', { name: follow, exact: true }).click()
    await tool.getByRole('heading', { level: 1, name: follow }).waitFor()
  }
  await page.screenshot({ path: file(name) })
  await context.close()
}

async function takePublic(browser: Browser, stage: Stage): Promise<void> {
  const { context, page, openWindow } = await enter(browser, stage, '101', {
    viewport: { width: 1000, height: 800 },
  })
  await openWindow('My credentials')
  const address = await page.locator('.rung-demonstrated a[target=_blank]').first().getAttribute('href')
  await page.goto(new URL(address ?? '', page.url()).href)
  await page.screenshot({ path: file('public'), fullPage: true })
  await context.close()
}

const file = (name: string) => join(FOLDER, `${name}.png`)

try {
  await main()
  for (const name of [...SHOTS.map((shot) => shot.name), 'public']) {
    const { size } = statSync(file(name))
    console.log(`docs/pictures/${name}.png  ${Math.round(size / 1000)} kB`)
    if (size > LARGEST) throw new Error(`${name}.png is larger than ${LARGEST / 1000} kB`)
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
