import type { RecordScope } from '../../app/publishing/learner-record.ts'
import type { WebDeps } from '../deps.ts'
import { identifier } from '../input.ts'
import { presentSharing } from '../presenters/sharing.ts'
import { CREDENTIAL_TYPE, fileName } from '../public/answers.ts'
import type { AddRoute, Turn } from '../session/routes.ts'

/** One of the learner's own credentials, and every way to take it somewhere else. */
export function sharingPages(add: AddRoute, { app, art, config }: WebDeps): void {
  add('GET /share/:credentialId', async (turn) => {
    const id = identifier.parse(turn.req.params.credentialId)
    // Whose it is, is asked first.
    const publication = await app.publishing.publication(turn.visit, id)
    const shown = await app.credentials.page(id)
    const share = await presentSharing(shown, publication, {
      words: turn.words,
      art,
      toolUrl: config.toolUrl,
    })
    turn.page('learner/share', { title: turn.words.t('share.title', { name: share.name }), share })
  })
  const giveRecord = async (turn: Turn, scope: RecordScope) => {
    const record = await app.publishing.record(turn.visit, scope)
    const words = scope === 'all' ? ['learner-record'] : ['learner-record', turn.visit.course.title]
    turn.res.attachment(fileName(words, 'json')).type(CREDENTIAL_TYPE).send(JSON.stringify(record))
  }
  add('GET /record', (turn) => giveRecord(turn, 'all'))
  add('GET /record/course', (turn) => giveRecord(turn, 'course'))
}
