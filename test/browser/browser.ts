import { accessSync, constants } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Quiet, and without third-party cookies. */
export const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--test-third-party-cookie-phaseout',
]

/** Why journeys cannot run, for whoever reads the test's output. */
export const NO_CHROMIUM = process.env.CHROMIUM
  ? `CHROMIUM names ${process.env.CHROMIUM}, which cannot be run`
  : `no Chromium was found (set CHROMIUM to its path; looked in ${PLACES.join(', ')})`

/** Path of a Chromium: what `CHROMIUM` names, else the usual places; `null` where there is none. */
export function findChromium(): string | null {
  const { CHROMIUM } = process.env
  const places = CHROMIUM ? [CHROMIUM] : PLACES
  return places.find(isExecutable) ?? null
}

/**
 * Starts the browser. Playwright's contexts are off the record and block third-party cookies as such windows do;
 * the switch says so for every other kind as well. Partitioned cookies still come back.
 */
export function openBrowser(executablePath: string, args: string[] = ARGUMENTS): Promise<Browser> {
  return chromium.launch({
    executablePath,
    headless: true,
    args,
  })
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
