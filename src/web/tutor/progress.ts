import { z } from 'zod'
import { ATTENTIONS, PROGRESS_SORTS } from '../../app/attention.ts'
import { LEVEL_IDS } from '../../core/ladder.ts'
import type { WebDeps } from '../deps.ts'
import { presentProgress } from '../presenters/progress-table.ts'
import type { Turn } from '../session/routes.ts'

const PAGE_SIZE = 50

/** A hand-edited address is no reason for a refusal: what cannot be read counts as not asked for. */
export const query = z.object({
  search: z.string().trim().max(200).optional().catch(undefined),
  holds: z.enum(LEVEL_IDS).optional().catch(undefined),
  attention: z.enum(ATTENTIONS).optional().catch(undefined),
  group: z.string().trim().max(255).optional().catch(undefined),
  sort: z.enum(PROGRESS_SORTS).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
})

/** Everybody's progress: what waits first, then who stands where. Answers what shows it. */
export async function prepareProgress(turn: Turn, { app, clock }: WebDeps): Promise<() => void> {
  const asked = query.parse(turn.req.query)
  const view = await app.progress(turn.visit, {
    search: asked.search || null,
    holds: asked.holds ?? null,
    attention: asked.attention ?? null,
    group: asked.group || null,
    sort: asked.sort ?? 'name',
    offset: (asked.page - 1) * PAGE_SIZE,
    limit: PAGE_SIZE,
  })
  const progress = presentProgress(view, turn.words, {
    ...asked,
    size: PAGE_SIZE,
    base: turn.base,
    now: clock.now(),
  })
  return () => turn.page('tutor/progress', { title: turn.words.t('tutor.title'), progress })
}
