import { z } from 'zod'
import type { WebDeps } from '../deps.ts'
import { optionalProse, problemsOf, prose, sentFields } from '../input.ts'
import { presentEvidence } from '../presenters/evidence.ts'
import type { AddRoute, Turn } from '../session/routes.ts'

const LONGEST = 10_000
const evidence = z.object({ ownPractice: prose(LONGEST), institution: optionalProse(LONGEST) })

/** Evidence for Implemented: how the course changed the learner's own practice, and what came of it. */
export function evidencePages(add: AddRoute, { app }: WebDeps): void {
  const show = async (turn: Turn, again: Record<string, unknown> = {}) => {
    const view = await app.ladder(turn.visit)
    const latest = view.evidence.toSorted((a, b) => b.submittedAt.localeCompare(a.submittedAt))[0]
    turn.page('learner/evidence', {
      title: turn.words.t('evidence.title'),
      longest: turn.words.number(LONGEST),
      latest: latest && presentEvidence(latest, turn.words),
      // What a tutor sent back is there to be changed, not to be written a second time.
      fields:
        latest?.state === 'returned'
          ? { ownPractice: latest.ownPractice, institution: latest.institution ?? '' }
          : {},
      closed: latest?.state === 'submitted' || latest?.state === 'accepted',
      ...again,
    })
  }
  add('GET /evidence', (turn) => show(turn))
  add('POST /evidence', async (turn) => {
    const parsed = evidence.safeParse(turn.req.body)
    if (parsed.success) {
      await app.submitEvidence(turn.visit, parsed.data)
      return turn.goTo('/evidence', 'evidence')
    }
    turn.res.status(422)
    await show(turn, { problems: problemsOf(parsed.error, turn.words), fields: sentFields(turn.req.body) })
  })
}
