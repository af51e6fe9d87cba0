import { z } from 'zod'
import type { Columns } from '../../app/contract/imports.ts'
import { FIELDS, type ImportSettings, MEANINGS } from '../../app/importing/types.ts'
import { LIMITS } from '../../tables/index.ts'
import type { WebDeps } from '../deps.ts'
import { type FormProblems, identifier, kindOrNone, problemsOf, prose, sentFields, whole } from '../input.ts'
import { localOf } from '../local-time.ts'
import { presentImport } from '../presenters/import.ts'
import { presentImports } from '../presenters/imports.ts'
import type { AddRoute, Turn } from '../session/routes.ts'
import { receivedFile, type SmallFormLimits, smallForm } from '../small-form.ts'

const FORM: SmallFormLimits = {
  ...{ fields: 5, fieldBytes: 1_000, fileBytes: LIMITS.bytes },
  ...{ tooLarge: 'table_too_large', unreadable: 'bad_request' },
}

const page = z.coerce.number().int().min(1).max(10_000).catch(1)
const pages = z
  .object({ page, rows: page, ambiguous: page, unknown: page, unclear: page })
  .transform(({ page, ...others }) => ({ people: page, ...others }))

/** A column by its place, or none. */
const place = z.union([z.literal('').transform(() => undefined), whole(0, 199)]).optional()

const chosenSheet = z.object({ sheet: whole(0, 100) })
const columns = z.object(Object.fromEntries(FIELDS.map((field) => [`column.${field}`, place])))
/** `today`: nobody was there in days to come. */
const settingsUntil = (today: () => string) =>
  z
    .object({
      meaning: z.enum(MEANINGS),
      target: z.union([z.literal('new'), identifier]),
      title: z.string().trim().max(200, 'too_long').optional(),
      kind: kindOrNone,
      minutes: z.union([z.literal('').transform(() => null), whole(1, 10_000)]),
      day: z
        .union([
          z.literal('').transform(() => null),
          z.iso.date('day').refine((day) => day <= today(), 'day_to_come'),
        ])
        .default(null),
      outOf: whole(1, 100_000),
    })
    .refine(({ target, title }) => target !== 'new' || Boolean(title), {
      path: ['title'],
      message: 'required',
    })
type Settings = z.infer<ReturnType<typeof settingsUntil>>

/** Registers from files: uploaded, looked at, applied, undone. */
export function importPages(add: AddRoute, { app, clock, config }: WebDeps): void {
  const settings = settingsUntil(() =>
    localOf(new Date(clock.now()).toISOString(), config.timeZone ?? 'UTC').slice(0, 10),
  )
  const idOf = (turn: Turn) => identifier.parse(turn.req.params.importId)

  const list = async (turn: Turn, problems: FormProblems | null = null) => {
    const imports = presentImports(await app.imports.list(turn.visit), turn.words, turn.base)
    turn.page('tutor/imports', {
      title: turn.words.t('imports.title'),
      imports,
      ...(problems && { problems }),
    })
  }
  const show = async (turn: Turn, again: Record<string, unknown> = {}) => {
    const view = await app.imports.view(turn.visit, idOf(turn), pages.parse(turn.req.query))
    const register = presentImport(view, turn.words, turn.base)
    turn.page('tutor/import', { title: view.record.fileName, register, fields: register.fields, ...again })
  }

  add('GET /imports', (turn) => list(turn))

  add(
    'POST /imports',
    async (turn) => {
      const file = receivedFile(turn.req)
      if (file !== null) return turn.goTo(`/imports/${await app.imports.upload(turn.visit, file)}`)
      turn.res.status(422)
      const text = turn.words.t('problems.file_required')
      await list(turn, { of: { file: text }, summary: [{ field: 'file', text }] })
    },
    smallForm(FORM),
  )

  add('GET /imports/:importId', (turn) => show(turn))

  add('POST /imports/:importId/settings', async (turn) => {
    const parsed = settings.safeParse(turn.req.body)
    if (parsed.success) {
      await app.imports.setUp(turn.visit, idOf(turn), settingsOf(parsed.data, turn.req.body))
      return turn.goTo(`/imports/${idOf(turn)}`)
    }
    turn.res.status(422)
    await show(turn, {
      problems: problemsOf(parsed.error, turn.words),
      fields: sentFields(turn.req.body),
    })
  })

  add('POST /imports/:importId/sheet', async (turn) => {
    const parsed = chosenSheet.safeParse(turn.req.body)
    if (parsed.success) {
      await app.imports.chooseSheet(turn.visit, idOf(turn), parsed.data.sheet)
      return turn.goTo(`/imports/${idOf(turn)}`)
    }
    turn.res.status(422)
    await show(turn, { problems: problemsOf(parsed.error, turn.words) })
  })

  add('POST /imports/:importId/choices', async (turn) => {
    await app.imports.choose(turn.visit, idOf(turn), choicesOf(turn.req.body))
    turn.goTo(`/imports/${idOf(turn)}`)
  })

  add('POST /imports/:importId/apply', async (turn) => {
    const shown = z.string().max(100).catch('').parse(turn.req.body.shown)
    await app.imports.apply(turn.visit, idOf(turn), shown)
    turn.goTo(`/imports/${idOf(turn)}`, 'imported')
  })

  add('POST /imports/:importId/undo', async (turn) => {
    await app.imports.undo(turn.visit, idOf(turn))
    turn.goTo(`/imports/${idOf(turn)}`, 'import-undone')
  })
}

function settingsOf(form: Settings, body: unknown): ImportSettings {
  const { meaning, target, title = '', kind, minutes, day, outOf } = form
  const sent = columns.parse(body)
  const chosen = FIELDS.map((field) => [field, sent[`column.${field}`]] as const)
  return {
    columns: Object.fromEntries(chosen.filter(([, column]) => column !== undefined)) as Columns,
    meaning,
    target: target === 'new' ? { title: prose(200).parse(title), kind } : { activityId: target },
    minutes,
    day,
    outOf,
  }
}

/** Fields named `choice.{row}`; one that nobody touched says nothing. */
function choicesOf(body: unknown): Map<number, string | null> {
  const choices = new Map<number, string | null>()
  for (const [name, value] of Object.entries(sentFields(body))) {
    const [, row] = /^choice\.(\d{1,7})$/.exec(name) ?? []
    if (row !== undefined && value !== '')
      choices.set(Number(row), value === 'nobody' ? null : identifier.parse(value))
  }
  return choices
}
