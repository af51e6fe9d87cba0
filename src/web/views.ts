import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Express } from 'express'
import { engine } from 'express-handlebars'
import type { WebDeps } from './deps.ts'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
export const ASSETS = path('../../public')

interface HelperOptions {
  readonly hash: Record<string, string | number>
  readonly data: { readonly root: { t?: (key: string, values: Record<string, string | number>) => string } }
}

/** Handlebars with `{{t 'key' name=value}}` for words; what it prints is escaped. */
export function useViews(web: Express, deps: WebDeps): void {
  const views = path('../../views')
  web.engine(
    'hbs',
    engine({
      extname: '.hbs',
      defaultLayout: 'tool',
      layoutsDir: `${views}/layouts`,
      partialsDir: `${views}/partials`,
      // Else a text area's second line moves to the right each time it is shown.
      compilerOptions: { preventIndent: true },
      helpers: {
        t: (key: string, options: HelperOptions) => options.data.root.t?.(key, options.hash) ?? key,
        eq: (a: unknown, b: unknown) => a === b,
        join: (a: unknown, b: unknown) => `${a}${b}`,
      },
    }),
  )
  web.set('views', views)
  web.set('view engine', 'hbs')
  web.set('view cache', deps.config.production)
  web.locals.toolName = deps.config.toolName
  web.locals.version = assetVersion()
}

/** Changes when any asset does, so that browsers may keep assets for a year. */
function assetVersion(): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(ASSETS).sort()) hash.update(readFileSync(`${ASSETS}/${name}`))
  return hash.digest('base64url').slice(0, 10)
}
