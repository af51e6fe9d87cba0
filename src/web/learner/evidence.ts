import { z } from 'zod'
import type { OwnEvidence } from '../../app/contract.ts'
import type { EvidencePart } from '../../app/model.ts'
import type { WebDeps } from '../deps.ts'
import { identifier, joinedProblems, problemsOf, prose, sentFields } from '../input.ts'
import { partChoices, presentEvidence } from '../presenters/evidence.ts'
import { presentExtension } from '../presenters/extension.ts'
import { fileProblems, filesHint, presentFile } from '../presenters/files.ts'
import { timeLeft } from '../presenters/time-left.ts'
import type { AddRoute, Turn } from '../session/routes.ts'
import { draft, evidence, evidenceAction, LONGEST, tickedParts } from './evidence-form.ts'
import { filesInHand } from './files-in-hand.ts'

const time = z.object({ reason: prose(2000) })

/** What the form is filled with: what was typed last, else what came back to be changed. */
function formOf({ draft, evidence: [latest] }: OwnEvidence) {
  if (draft) return draft
  const again = latest?.state === 'returned' || latest?.state === 'declined'
  const { ownPractice = '', institution, links = [], files = [], shared = [] } = (again && latest) || {}
  return { ownPractice, institution: institution ?? '', links: links.join('\n'), files, shared }
}

/** Evidence for Implemented: how the course changed the learner's own practice, what came of it, and what a stranger may see of it. */
export function evidencePages(add: AddRoute, { app, clock }: WebDeps): void {
  const show = async (
    turn: Turn,
    again: { shared?: readonly EvidencePart[]; [key: string]: unknown } = {},
  ) => {
    const { words } = turn
    const own = await app.reviews.own(turn.visit)
    const [latest] = own.evidence
    const { shared: chosen, files, ...fields } = formOf(own)
    const isOpen = own.state === 'open'
    const standing = isOpen ? null : (latest ?? null)
    turn.page('learner/evidence', {
      title: words.t('evidence.title'),
      longest: words.number(LONGEST),
      state: { [own.state]: true },
      time: own.deadline !== null && own.state !== 'done' ? timeLeft(own.deadline, clock.now(), words) : null,
      rubric: own.rubric,
      fields,
      files: files.map((file) => presentFile(file, words, turn.base)),
      filesHint: filesHint(app.files.limits, words),
      saved: own.draft && words.moment(own.draft.savedAt),
      parts: partChoices(again.shared ?? chosen, words),
      versions: own.evidence.map((record) => presentEvidence(record, words, turn.base)),
      // Until the award what is shown may still be chosen; then it is what was signed.
      choice: standing &&
        own.credentialId === null && { id: standing.id, parts: partChoices(standing.shared, words) },
      preview: (isOpen ? own.draft : standing)?.preview,
      previewed: isOpen ? own.draft !== null : standing !== null,
      credential: own.credentialId && `/credentials/${own.credentialId}`,
      mayAsk: own.mayAsk,
      extensions: own.extensions.map((one) => presentExtension(one, words)),
      ...again,
    })
  }
  add('GET /evidence', (turn) => show(turn))

  add(
    'POST /evidence',
    async (turn) => {
      const { body } = turn.req
      const shared = tickedParts(body)
      const typed = draft.safeParse(body)
      if (!typed.success) {
        turn.res.status(422)
        return show(turn, { problems: problemsOf(typed.error, turn.words), fields: sentFields(body), shared })
      }
      const { action, keep } = evidenceAction.parse(body)
      const { evidence: before, draft: begun } = await app.reviews.own(turn.visit)
      const own = [...(begun?.files ?? []), ...before.flatMap(({ files }) => files)]
      const { ids: files, received } = await filesInHand(app, turn, own, keep)
      const parsed = evidence.safeParse(body)
      const wrong = fileProblems(received, app.files.limits, turn.words)
      if (action === 'hand-in' && parsed.success && wrong === null) {
        await app.reviews.submit(turn.visit, { ...parsed.data, files, shared })
        return turn.goTo('/evidence', 'evidence')
      }
      // Nothing that was typed or sent is lost to what is wrong with the rest of it.
      await app.reviews.saveDraft(turn.visit, { ...typed.data, files, shared })
      if (action === 'draft' && wrong === null) return turn.goTo('/evidence', 'draft')
      const ofFields = action === 'draft' || parsed.success ? null : problemsOf(parsed.error, turn.words)
      turn.res.status(422)
      await show(turn, { problems: joinedProblems(ofFields, wrong), fields: sentFields(body), shared })
    },
    'evidence',
  )

  add('POST /evidence/time', async (turn) => {
    const parsed = time.safeParse(turn.req.body)
    if (parsed.success) {
      await app.reviews.askForTime(turn.visit, parsed.data.reason)
      return turn.goTo('/evidence', 'time-asked')
    }
    turn.res.status(422)
    const { reason } = sentFields(turn.req.body)
    await show(turn, { problems: problemsOf(parsed.error, turn.words), reason })
  })

  add('POST /evidence/:evidenceId/share', async (turn) => {
    const id = identifier.parse(turn.req.params.evidenceId)
    await app.reviews.share(turn.visit, id, tickedParts(turn.req.body))
    turn.goTo('/evidence', 'evidence-shared')
  })
}
