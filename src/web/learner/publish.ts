import type { PublicationChoices } from '../../app/contract/publishing.ts'
import type { WebDeps } from '../deps.ts'
import { identifier, sentFields } from '../input.ts'
import { presentPublishing } from '../presenters/publishing.ts'
import { showCredential } from '../public/credential-page.ts'
import { allowFraming } from '../security/content-security.ts'
import type { AddRoute, Turn } from '../session/routes.ts'

const EVERYTHING: PublicationChoices = { showName: true, showEvidence: true }

/** What strangers see of a learner's own credential: the choice, the page as it would be, and the way back. */
export function publishPages(add: AddRoute, { app, art, config }: WebDeps): void {
  const idOf = ({ req }: Turn) => identifier.parse(req.params.credentialId)

  const show = async (turn: Turn, chosen?: PublicationChoices) => {
    const id = idOf(turn)
    const [publication, whole] = await Promise.all([
      app.publishing.publication(turn.visit, id),
      app.publishing.preview(turn.visit, id, EVERYTHING),
    ])
    const publishing = presentPublishing({ publication, whole, chosen }, turn.words, {
      base: turn.base,
      toolUrl: config.toolUrl,
    })
    turn.page('learner/publish', { title: turn.words.t('publish.title'), publishing })
  }
  add('GET /publish/:credentialId', (turn) => show(turn))

  add('GET /publish/:credentialId/preview', async (turn) => {
    const { req, res, visit } = turn
    const choices = { showName: req.query.name === 'on', showEvidence: req.query.evidence === 'on' }
    const shown = await app.publishing.preview(visit, idOf(turn), choices)
    allowFraming(res, { ancestors: [config.toolUrl, ...visit.session.launch.frameOrigins] })
    showCredential(req, res, { art, config }, shown, { preview: true })
  })

  add('POST /publish/:credentialId', async (turn) => {
    const { name, evidence, action } = sentFields(turn.req.body)
    const choices = { showName: name === 'on', showEvidence: evidence === 'on' }
    if (action === 'preview') return show(turn, choices)
    const id = idOf(turn)
    await app.publishing.publish(turn.visit, id, choices)
    turn.goTo(`/publish/${id}`, 'made-public')
  })

  add('POST /publish/:credentialId/back', async (turn) => {
    const id = idOf(turn)
    await app.publishing.unpublish(turn.visit, id)
    turn.goTo(`/publish/${id}`, 'made-unlisted')
  })
}
