import type { WebDeps } from '../deps.ts'
import { identifier } from '../input.ts'
import { sendPersonalFile } from '../session/personal-file.ts'
import type { AddRoute } from '../session/routes.ts'

/** What is held about somebody, for the institution that has to answer when they ask. */
export function personalPages(add: AddRoute, { app }: WebDeps): void {
  add('GET /learners/:personId/held.json', async (turn) => {
    sendPersonalFile(turn.res, await app.personal.of(turn.visit, identifier.parse(turn.req.params.personId)))
  })
}
