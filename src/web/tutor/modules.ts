import type { Kind } from '../../core/activity.ts'
import type { WebDeps } from '../deps.ts'
import { identifier, kind, sentFields } from '../input.ts'
import { presentModules } from '../presenters/modules.ts'
import type { AddRoute } from '../session/routes.ts'

/** Which activities of Moodle's own count. A suggestion is shown beside its select and never chosen for the tutor. */
export function modulePages(add: AddRoute, { app }: WebDeps): void {
  add('GET /moodle', async (turn) => {
    const { words, visit } = turn
    turn.page('tutor/modules', {
      title: words.t('modules.title'),
      list: presentModules(await app.sources.modules(visit), words),
    })
  })
  add('POST /moodle', async (turn) => {
    await app.sources.addModules(turn.visit, chosenKinds(turn.req.body))
    turn.goTo('/activities', 'modules')
  })
}

/** Fields named `kind.{moduleId}`; what is left open is not chosen. */
function chosenKinds(body: unknown): Map<string, Kind> {
  const kinds = new Map<string, Kind>()
  for (const [name, value] of Object.entries(sentFields(body))) {
    if (name.startsWith('kind.') && value !== '')
      kinds.set(identifier.parse(name.slice('kind.'.length)), kind.parse(value))
  }
  return kinds
}
