import type { Router } from 'express'
import type { WebDeps } from '../deps.ts'
import { localsOf } from '../locals.ts'
import { achievementCard } from '../presenters/card.ts'
import { outlineOf } from '../presenters/outline.ts'
import { presentSteps } from '../presenters/steps.ts'
import { renderPage } from '../render.ts'
import { formOf, idAndEnding, JSON_LD, openToAll, sendAs } from './answers.ts'

const HOUR = 3600

/** `/achievements/{id}`: what is awarded and by which criteria. */
export function achievementRoutes(router: Router, { app, art, config }: WebDeps): void {
  router.get('/achievements/:file', async (req, res) => {
    const { id, ending } = idAndEnding(req.params.file)
    const form = formOf(req, ending)
    openToAll(res, HOUR)
    res.vary('Accept')
    if (form === 'png')
      return sendAs(res, 'image/png', await app.credentials.achievementImage(id, req.query.size === 'small'))
    const { achievement, issuer, below, document } = await app.credentials.achievement(id)
    if (form === 'json') return sendAs(res, JSON_LD, JSON.stringify(document))
    const { words } = localsOf(res)
    // The page is in the reader's language, which a shared cache cannot tell.
    res.set('Cache-Control', 'private, no-cache')
    renderPage(req, res, 'public/achievement', 'public', {
      title: achievement.name,
      achievement,
      criteria: outlineOf(achievement.criteriaNarrative),
      issuer: { name: issuer.name, href: `/issuers/${issuer.id}` },
      steps: presentSteps(achievement, below, words),
      card: achievementCard(achievement, issuer, words, config.toolUrl),
      badge: art(achievement.level, 'earned', 220, achievement),
      levelName: words.t(`levels.${achievement.level}.name`),
    })
  })
}
