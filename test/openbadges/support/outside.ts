import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from 'mocha'

/**
 * A folder of published schemas or sample badges. Their licences keep them out of this repository: they are looked for in
 * `$BADGE_FIXTURES`, then in the folders beside the checkout.
 */
export function outsideFolder(name: string): string | null {
  const beside = readdirSync('..', { withFileTypes: true }).map((entry) => join('..', entry.name))
  const places = [process.env.BADGE_FIXTURES ?? '', ...beside]
  return places.map((place) => join(place, name)).find((path) => existsSync(path)) ?? null
}

/** Skips with a printed reason where the folder is missing. */
export function needFolder(test: Context, name: string): string {
  const folder = outsideFolder(name)
  if (folder !== null) return folder
  console.log(`    skipped: no folder ${name} in $BADGE_FIXTURES or beside the checkout`)
  return test.skip()
}

export const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))
