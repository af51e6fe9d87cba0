import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'
import { ARGUMENTS } from './browser.ts'

const BLOCK = 2

export interface Profile {
  readonly context: BrowserContext
  close(): Promise<void>
}

/**
 * A browser with a profile of its own. `blocked`: it is told to keep no cookie of the tool inside this VLE's pages,
 * partitioned or not, as the strictest browsers do.
 */
export async function openProfile(
  executablePath: string,
  blocked: { toolUrl: string; vleUrl: string } | null,
  options: { javaScriptEnabled?: boolean } = {},
): Promise<Profile> {
  const folder = mkdtempSync(join(tmpdir(), 'credential-ladder-profile-'))
  if (blocked) {
    const cookies = { [`${blocked.toolUrl},${blocked.vleUrl}`]: { setting: BLOCK } }
    mkdirSync(join(folder, 'Default'), { recursive: true })
    const preferences = { profile: { content_settings: { exceptions: { cookies } } } }
    writeFileSync(join(folder, 'Default', 'Preferences'), JSON.stringify(preferences))
  }
  const context = await chromium.launchPersistentContext(folder, {
    executablePath,
    headless: true,
    locale: 'en-GB',
    args: ARGUMENTS,
    ...options,
  })
  context.setDefaultTimeout(15_000)
  return {
    context,
    async close() {
      await context.close()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
