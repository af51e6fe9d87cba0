import { z } from 'zod'
import type { WebDeps } from '../deps.ts'
import { type FormProblems, joinedProblems, problemsOf, sentFields } from '../input.ts'
import { fileProblems, filesHint, presentFile } from '../presenters/files.ts'
import { presentWork } from '../presenters/work.ts'
import type { AddRoute, Turn } from '../session/routes.ts'
import { filesInHand, keptFiles } from './files-in-hand.ts'

const LONGEST = 20_000
/** What is kept may be longer than what can be handed in, so that nobody loses what they have to shorten. */
const LONGEST_DRAFT = 100_000

const plain = (longest: number) =>
  z
    .string()
    .default('')
    .transform((text) => text.replaceAll('\r\n', '\n').trim())
    .pipe(z.string().max(longest, 'too_long'))

/** As it was typed. */
const draft = z.object({
  text: plain(LONGEST_DRAFT),
  url: plain(2000),
  keep: keptFiles,
  action: z.enum(['hand-in', 'save', 'autosave', 'drop']).catch('hand-in'),
})

/** What can be handed in: any one of text, web address and files. */
const work = z
  .object({
    text: z.string().max(LONGEST, 'too_long'),
    url: z.union([z.literal(''), z.url({ protocol: /^https?$/, error: 'web_address' })]),
    files: z.array(z.string()),
  })
  .refine(({ text, url, files }) => text !== '' || url !== '' || files.length > 0, {
    path: ['text'],
    message: 'required',
  })
  .transform((whole) => ({ ...whole, url: whole.url || null }))

/** Handing in a piece of course work: text, a web address, files. What is not finished is kept as a draft. */
export function courseworkPages(add: AddRoute, { app }: WebDeps): void {
  const show = async (turn: Turn, problems: FormProblems | null = null) => {
    const { words, base } = turn
    const view = await app.work.own(turn.visit)
    const inHand = view.draft ?? view.handIns[0] ?? { text: '', url: '', files: [] }
    turn.page('learner/coursework', {
      title: view.activity.title,
      longest: words.number(LONGEST),
      filesHint: filesHint(app.files.limits, words),
      maxBytes: app.files.limits.maxBytes,
      work: presentWork(view, words, base),
      draft: view.draft && { when: words.moment(view.draft.savedAt) },
      fields: { text: inHand.text, url: inHand.url ?? '' },
      files: inHand.files.map((file) => presentFile(file, words, base)),
      ...(problems && { problems, fields: { ...inHand, ...sentFields(turn.req.body) } }),
    })
  }

  add('GET /coursework', (turn) => show(turn))
  add(
    'POST /coursework',
    async (turn) => {
      const parsed = draft.safeParse(turn.req.body)
      if (!parsed.success) {
        turn.res.status(422)
        return show(turn, problemsOf(parsed.error, turn.words))
      }
      const { text, url, keep, action } = parsed.data
      if (action === 'drop') {
        await app.work.dropDraft(turn.visit)
        return turn.goTo('/coursework', 'draft-dropped')
      }
      if (action === 'autosave') {
        const saved = await app.work.saveDraft(turn.visit, { text, url })
        const when = saved && turn.words.moment(saved.savedAt)
        turn.res.json({ text: when && turn.words.t('coursework.draftKept', { when }) })
        return
      }
      const { handIns, draft: before } = await app.work.own(turn.visit)
      const own = [...(before?.files ?? []), ...handIns.flatMap(({ files }) => files)]
      const { ids, received } = await filesInHand(app, turn, own, keep)
      const inHand = { text, url: url || null, files: ids }
      const whole = work.safeParse({ text, url, files: ids })
      const wrong = fileProblems(received, app.files.limits, turn.words)
      if (action === 'hand-in' && whole.success && wrong === null) {
        await app.work.handIn(turn.visit, whole.data)
        return turn.goTo('/coursework', 'coursework')
      }
      // Nothing that was typed or sent is lost to what is wrong with the rest of it.
      await app.work.saveDraft(turn.visit, inHand)
      if (action === 'save' && wrong === null) return turn.goTo('/coursework', 'draft-saved')
      const ofFields = action === 'save' || whole.success ? null : problemsOf(whole.error, turn.words)
      turn.res.status(422)
      await show(turn, joinedProblems(ofFields, wrong))
    },
    'coursework',
  )
}
