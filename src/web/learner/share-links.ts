import { z } from 'zod'
import type { WebDeps } from '../deps.ts'
import { type FormProblems, identifier, problemsOf, prose, sentFields } from '../input.ts'
import { presentShareLinks } from '../presenters/share-links.ts'
import type { AddRoute, Turn } from '../session/routes.ts'
import { startOfDay } from '../start-of-day.ts'

const DAY = 86_400_000
const EVERYTHING = { showName: true, showEvidence: true }

/** Links to a credential that a learner makes for somebody, and takes back. */
export function shareLinkPages(add: AddRoute, { app, config, clock }: WebDeps): void {
  const timeZone = config.timeZone ?? 'UTC'
  const idOf = ({ req }: Turn) => identifier.parse(req.params.credentialId)
  const form = z.object({
    name: prose(80),
    endsOn: z
      .union([z.literal('').transform(() => null), z.iso.date().transform((day) => endOf(day, timeZone))])
      .optional()
      .refine((end) => !end || Date.parse(end) > clock.now(), 'passed'),
  })

  const show = async (turn: Turn, sent?: { fields: Record<string, string>; problems: FormProblems }) => {
    const id = idOf(turn)
    const [links, whole] = await Promise.all([
      app.publishing.links(turn.visit, id),
      app.publishing.preview(turn.visit, id, EVERYTHING),
    ])
    const shown = presentShareLinks({ links, whole }, turn.words, {
      toolUrl: config.toolUrl,
      now: clock.now(),
    })
    turn.page('learner/share-links', { title: turn.words.t('links.title'), links: shown, ...sent })
  }
  add('GET /links/:credentialId', (turn) => show(turn))

  add('POST /links/:credentialId', async (turn) => {
    const fields = sentFields(turn.req.body)
    const { data, error } = form.safeParse(fields)
    if (error) {
      turn.res.status(422)
      return show(turn, { fields, problems: problemsOf(error, turn.words) })
    }
    const id = idOf(turn)
    await app.publishing.makeLink(turn.visit, id, {
      name: data.name,
      endsAt: data.endsOn ?? null,
      showName: fields.showName === 'on',
      showEvidence: fields.showEvidence === 'on',
    })
    turn.goTo(`/links/${id}`, 'link-made')
  })

  add('POST /links/:credentialId/:linkId/back', async (turn) => {
    const id = idOf(turn)
    await app.publishing.endLink(turn.visit, id, identifier.parse(turn.req.params.linkId))
    turn.goTo(`/links/${id}`, 'link-back')
  })
}

/** When a day of the calendar is over in a zone. */
function endOf(day: string, timeZone: string): string {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + DAY)
  return startOfDay(next.toISOString().slice(0, 10), timeZone)
}
