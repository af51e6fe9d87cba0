import { z } from 'zod'
import type { CourseSettings } from '../../app/model.ts'
import type { WebDeps } from '../deps.ts'
import { problemsOf, sentFields, whole } from '../input.ts'
import { displayName } from '../presenters/people.ts'
import type { AddRoute, Turn } from '../session/routes.ts'

const RUBRIC_LINES = 20
const LINE = 200
/** A week. */
const MOST_MINUTES = 10_080

const ticked = z
  .string()
  .optional()
  .transform((value) => value !== undefined)

const form = z.object({
  tutorsEditCriteria: ticked,
  publishAfterMinutes: whole(0, MOST_MINUTES),
  rubric: z
    .string()
    .optional()
    .transform((text) =>
      (text ?? '')
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    )
    .pipe(z.array(z.string().max(LINE, 'too_long')).max(RUBRIC_LINES, 'too_long')),
  secondReviewer: ticked,
})

/** What an administrator sets for a course beside its criteria, and what new courses start with. */
export function settingsPages(add: AddRoute, { app }: WebDeps): void {
  const show = async (turn: Turn, again: Record<string, unknown> = {}) => {
    const { settings, defaults, defaultsBy, namesActivities, canSetDefaults } =
      await app.criteriaEditor.settings(turn.visit)
    const { words } = turn
    turn.page('admin/settings', {
      title: words.t('settings.title'),
      fields: fieldsOf(settings),
      namesActivities,
      canSetDefaults,
      defaults: defaults && {
        text: words.t(defaultsBy ? 'settings.defaultsBy' : 'settings.defaultsAt', {
          when: words.moment(defaults.savedAt),
          ...(defaultsBy && { who: displayName(defaultsBy, words) }),
        }),
      },
      ...again,
    })
  }
  add('GET /settings', (turn) => show(turn))
  add('POST /settings', async (turn) => {
    const parsed = form.safeParse(turn.req.body)
    if (parsed.success) {
      const { rubric, secondReviewer, ...settings } = parsed.data
      await app.criteriaEditor.saveSettings(turn.visit, { ...settings, evidence: { rubric, secondReviewer } })
      return turn.goTo('/settings', 'settings')
    }
    turn.res.status(422)
    const problems = problemsOf(flattened(parsed.error), turn.words)
    await show(turn, { problems, fields: sentFields(turn.req.body) })
  })
  add('POST /settings/defaults', async (turn) => {
    const { criteriaEditor } = app
    if (sentFields(turn.req.body).do === 'remove') {
      await criteriaEditor.removeDefaults(turn.visit)
      return turn.goTo('/settings', 'defaults-removed')
    }
    await criteriaEditor.saveDefaults(turn.visit)
    turn.goTo('/settings', 'defaults')
  })
}

function fieldsOf({ tutorsEditCriteria, publishAfterMinutes, evidence }: CourseSettings) {
  return {
    ...(tutorsEditCriteria && { tutorsEditCriteria: 'on' }),
    publishAfterMinutes: String(publishAfterMinutes),
    rubric: evidence.rubric.join('\n'),
    ...(evidence.secondReviewer && { secondReviewer: 'on' }),
  }
}

/** A line of the rubric that is wrong is the field's fault: the page has one box for all of them. */
const flattened = (error: z.ZodError) =>
  new z.ZodError(error.issues.map((issue) => ({ ...issue, path: issue.path.slice(0, 1) })))
