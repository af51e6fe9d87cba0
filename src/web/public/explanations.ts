import type { Router } from 'express'
import type { WebDeps } from '../deps.ts'
import { localsOf } from '../locals.ts'
import { plainCard } from '../presenters/card.ts'
import { outlineOf } from '../presenters/outline.ts'
import { renderPage } from '../render.ts'

/** Which sections each page has, in this order. */
const PAGES = {
  credentials: ['tells', 'check', 'levels', 'whose', 'standing', 'standard'],
  sharing: ['keep', 'show', 'see', 'leave', 'wrong'],
  applications: ['what', 'how', 'privacy', 'terms', 'writers'],
} as const

/** `/about/credentials` and `/about/sharing`: for people who never met a digital credential, and for those who have one. */
export function explanationRoutes(router: Router, { config }: WebDeps): void {
  for (const [name, sections] of Object.entries(PAGES)) {
    const path = `/about/${name}`
    router.get(path, (req, res) => {
      const { words } = localsOf(res)
      const say = (key: string) => words.t(`explain.${name}.${key}`)
      const [title, lead] = [say('title'), say('lead')]
      renderPage(req, res, 'public/explained', 'public', {
        title,
        listed: true,
        card: plainCard(path, { title, description: lead }, words, config.toolUrl),
        lead,
        sections: sections.map((key) => ({
          id: key,
          title: say(`${key}.title`),
          lines: outlineOf(say(`${key}.text`)),
        })),
        checks: name === 'credentials',
      })
    })
  }
}
