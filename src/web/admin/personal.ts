import { z } from 'zod'
import { AppError } from '../../app/errors.ts'
import type { WebDeps } from '../deps.ts'
import { identifier } from '../input.ts'
import { presentErasure } from '../presenters/erasure.ts'
import { sendPersonalFile } from '../session/personal-file.ts'
import type { AddRoute, Turn } from '../session/routes.ts'

const form = z.object({ name: z.string().max(1_000).catch('') })

/** What is held about somebody, for the institution that has to answer when they ask: to be taken out, and erased. */
export function personalPages(add: AddRoute, { app }: WebDeps): void {
  const personOf = (turn: Turn) => identifier.parse(turn.req.params.personId)

  const show = async (turn: Turn, more: object = {}) => {
    const erasure = presentErasure(await app.personal.preview(turn.visit, personOf(turn)), turn.words)
    turn.page('admin/erase', { title: erasure.title, erasure, personId: personOf(turn), ...more })
  }

  add('GET /learners/:personId/held.json', async (turn) => {
    sendPersonalFile(turn.res, await app.personal.of(turn.visit, personOf(turn)))
  })
  add('GET /learners/:personId/erase', (turn) => show(turn))
  add('POST /learners/:personId/erase', async (turn) => {
    const { name } = form.parse(turn.req.body)
    try {
      await app.personal.erase(turn.visit, personOf(turn), name)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'erase_unconfirmed') throw error
      turn.res.status(422)
      const wrong = turn.words.t('held.erase.wrong')
      const problems = { of: { name: wrong }, summary: [{ field: 'name', text: wrong }] }
      return show(turn, { problems, fields: { name } })
    }
    turn.goTo('/', 'erased')
  })
}
