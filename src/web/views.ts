import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Express } from 'express'
import type { WebDeps } from './deps.ts'
import type { Language } from './language/locales.ts'
import type { Say } from './language/say.ts'
import type { Layout } from './render.ts'
import { createTemplates } from './templates.ts'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
export const ASSETS = path('../../public')
const VIEWS = path('../../views')

/** What every page is rendered with. */
interface Rendered {
  readonly layout: Layout
  readonly lang: Language
}

/** Teaches express our templates. They are kept in production; elsewhere what is changed shows at the next request. */
export function useViews(web: Express, { config }: WebDeps, sayIn: Readonly<Record<Language, Say>>): void {
  const kept = config.production ? createTemplates(VIEWS, sayIn) : null
  web.engine('hbs', (file, values, done) => {
    const { layout, lang } = values as Rendered
    const templates = kept ?? createTemplates(VIEWS, sayIn)
    try {
      done(null, templates.render(file, layout, lang, values))
    } catch (error) {
      done(error)
    }
  })
  web.set('views', VIEWS)
  web.set('view engine', 'hbs')
  web.set('view cache', config.production)
  web.locals.toolName = config.toolName
  web.locals.version = assetVersion()
}

/** Changes when any asset does, so that browsers may keep assets for a year. */
function assetVersion(): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(ASSETS).sort()) hash.update(readFileSync(`${ASSETS}/${name}`))
  return hash.digest('base64url').slice(0, 10)
}
