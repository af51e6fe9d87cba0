import { z } from 'zod'
import type { WebDeps } from '../deps.ts'
import { type FormProblems, identifier, optionalProse, problemsOf, prose, sentFields } from '../input.ts'
import { type CollectionFields, presentCollectionPage } from '../presenters/collection.ts'
import { fileName, sendAs } from '../public/answers.ts'
import { showCollection } from '../public/collection-page.ts'
import { allowFraming } from '../security/content-security.ts'
import type { AddRoute, Turn } from '../session/routes.ts'

const MOST = 100

const ids = z.array(identifier).max(MOST)
const lists = z.object({
  order: z
    .string()
    .default('')
    .transform((text) => text.split(' ').filter((id) => id !== ''))
    .pipe(ids),
  // One box that is ticked arrives as text.
  in: z
    .union([z.string().transform((id) => [id]), z.array(z.string())])
    .default([])
    .pipe(ids),
  move: z
    .string()
    .regex(/^(up|down):[\w-]{1,100}$/)
    .optional(),
})
const form = z.object({ title: prose(120), introduction: optionalProse(1000) })

/** What a learner puts together of their credentials, in which order and with which words, and where it can be seen. */
export function collectionPages(add: AddRoute, { app, art, config }: WebDeps): void {
  const show = async (
    turn: Turn,
    sent: { fields: CollectionFields; problems: FormProblems } | null = null,
  ) => {
    const own = await app.collections.own(turn.visit)
    const collection = presentCollectionPage(
      own,
      { person: turn.visit.person, fields: sent?.fields ?? null },
      turn.words,
      config.toolUrl,
    )
    const problems = sent?.problems
    turn.page('learner/collection', { title: turn.words.t('collection.title'), collection, problems })
  }
  add('GET /collection', (turn) => show(turn))

  add('POST /collection', async (turn) => {
    const { order, in: ticked, move } = lists.parse(turn.req.body)
    const fields = sentFields(turn.req.body)
    const [listed, showName] = [fields.listed === 'on', fields.showName === 'on']
    const chosen = moved(
      order.filter((id) => ticked.includes(id)),
      move,
    )
    const { data, error } = form.safeParse(fields)
    if (error) {
      turn.res.status(422)
      const { title = '', introduction = '' } = fields
      const problems = problemsOf(error, turn.words)
      return show(turn, { fields: { title, introduction, listed, showName, chosen }, problems })
    }
    await app.collections.save(turn.visit, { ...data, listed, showName, credentialIds: chosen })
    // Back to where the button was: with the keyboard, the next press is at hand.
    if (move === undefined) turn.goTo('/collection', 'collection')
    else turn.goTo(`/collection#credential-${move.replace(/^\w+:/, '')}`)
  })

  add('GET /collection/preview', async ({ req, res, visit }) => {
    const shown = await app.collections.preview(visit)
    allowFraming(res, { ancestors: [config.toolUrl, ...visit.session.launch.frameOrigins] })
    showCollection(req, res, { art, config }, shown, { preview: true })
  })

  add('GET /collection.pdf', async ({ req, res, visit, words }) => {
    const bytes = await app.collections.paper(visit, { showName: req.query.name === 'on' })
    res.attachment(fileName([words.t('collection.defaultTitle')], 'pdf'))
    sendAs(res, 'application/pdf', bytes)
  })

  add('POST /collection/address', async (turn) => {
    await app.collections.open(turn.visit)
    turn.goTo('/collection', 'collection-opened')
  })
  add('POST /collection/address/back', async (turn) => {
    await app.collections.close(turn.visit)
    turn.goTo('/collection', 'collection-closed')
  })
}

/** With one of them a place further up or down. */
function moved(ids: readonly string[], move: string | undefined): string[] {
  const [direction, id = ''] = move?.split(':') ?? []
  const from = ids.indexOf(id)
  const to = direction === 'up' ? from - 1 : from + 1
  const other = ids[to]
  if (direction === undefined || from < 0 || other === undefined) return [...ids]
  return ids.map((each, index) => (index === from ? other : index === to ? id : each))
}
