import { z } from 'zod'
import type { CourseLookChoices } from '../../app/looks/look.ts'
import { LEVEL_IDS, type LevelId } from '../../core/ladder.ts'
import type { WebDeps } from '../deps.ts'
import { type FormProblems, joinedProblems, level, problemsOf, sentFields } from '../input.ts'
import { colour, PICTURE_FORM, pictureHash, pictureProblem } from '../picture-form.ts'
import { presentSamples } from '../presenters/samples.ts'
import type { AddRoute, Turn } from '../session/routes.ts'
import { receivedFile, smallForm } from '../small-form.ts'

const hashOrNone = z.union([z.literal('').transform(() => undefined), pictureHash]).optional()

const form = z.object({
  colour,
  showLogo: z
    .string()
    .optional()
    .transform((value) => value !== undefined),
  art: z
    .object(Object.fromEntries(LEVEL_IDS.map((id) => [id, hashOrNone])))
    .transform((art) => Object.fromEntries(Object.entries(art).filter(([, hash]) => hash !== undefined))),
})

interface Shown {
  readonly choices: CourseLookChoices
  readonly fields: Readonly<Record<string, string>>
  readonly problems?: FormProblems
  readonly tried?: boolean
}

/** How the badges of a course look: colour, logo, and pictures in place of the drawing. Seen before it is saved. */
export function badgePages(add: AddRoute, { app }: WebDeps): void {
  const show = async (turn: Turn, { choices, fields, ...more }: Shown) => {
    const { words } = turn
    const samples = presentSamples(await app.looks.preview(turn.visit, choices), words)
    turn.page('admin/badges', {
      title: words.t('looks.title'),
      samples,
      fields,
      levels: LEVEL_IDS.map((id) => ({
        id,
        name: words.t(`levels.${id}.name`),
        art: choices.art[id] ?? null,
        chosen: fields.level === id,
      })),
      ...more,
    })
  }
  add('GET /badges', async (turn) => {
    const { choices } = await app.looks.view(turn.visit)
    await show(turn, { choices, fields: fieldsOf(choices) })
  })
  add(
    'POST /badges',
    async (turn) => {
      const sent = sentFields(turn.req.body)
      const { art, problems: ofArt } = await artOf(turn, sent)
      const parsed = form.safeParse({ ...sent, art })
      const problems = joinedProblems(parsed.success ? null : problemsOf(parsed.error, turn.words), ofArt)
      const wrong = problems.summary.length > 0
      if (parsed.success && !wrong && sent.do !== 'preview') {
        await app.looks.save(turn.visit, parsed.data as CourseLookChoices)
        return turn.goTo('/badges', 'look')
      }
      if (wrong) turn.res.status(422)
      const { choices } = await app.looks.view(turn.visit)
      const shown = parsed.success ? (parsed.data as CourseLookChoices) : choices
      await show(turn, { choices: shown, fields: sent, ...(wrong ? { problems } : { tried: true }) })
    },
    smallForm(PICTURE_FORM),
  )

  /** The pictures that the form names, with one that came along and without those that are to be drawn again. */
  async function artOf(turn: Turn, sent: Record<string, string>) {
    const named = LEVEL_IDS.map((id): [LevelId, string] => {
      return [id, sent[`draw.${id}`] === undefined ? (sent[`art.${id}`] ?? '') : '']
    })
    const art: Partial<Record<LevelId, string>> = Object.fromEntries(named)
    const file = receivedFile(turn.req)
    if (file === null) return { art, problems: null }
    try {
      art[level.parse(sent.level)] = await app.looks.takeArt(turn.visit, file.bytes)
      return { art, problems: null }
    } catch (error) {
      return { art, problems: pictureProblem(error, 'art', turn.words) }
    }
  }
}

const fieldsOf = ({ colour, showLogo }: CourseLookChoices): Record<string, string> => ({
  colour: colour ?? '',
  ...(showLogo && { showLogo: 'on' }),
})
