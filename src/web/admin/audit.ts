import { z } from 'zod'
import { AUDIT_ACTIONS } from '../../app/audit-actions.ts'
import type { WebDeps } from '../deps.ts'
import { auditColumns, auditRecord, presentAudit } from '../presenters/audit.ts'
import type { AddRoute, Turn } from '../session/routes.ts'
import { startOfDay } from '../start-of-day.ts'
import { csvLines } from './audit-csv.ts'

const PAGE_SIZE = 50
/** Spreadsheets take a file for UTF-8 only where it begins so. */
const BYTE_ORDER_MARK = '\ufeff'

const day = z.iso.date().catch('')

/** A hand-edited address is no reason for a refusal: what cannot be read counts as not asked for. */
const query = z.object({
  person: z.string().trim().max(200).catch(''),
  action: z.enum(AUDIT_ACTIONS).nullable().catch(null),
  from: day,
  to: day,
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
})

/** Who did what in the course, when and why: to read, and as a file. */
export function auditPages(add: AddRoute, { app, config }: WebDeps): void {
  const asked = (turn: Turn) => {
    const { page, ...fields } = query.parse(turn.req.query)
    const begin = (date: string) => startOfDay(date, config.timeZone ?? 'UTC')
    const filter = {
      person: fields.person || null,
      action: fields.action,
      from: fields.from === '' ? null : begin(fields.from),
      before: fields.to === '' ? null : begin(dayAfter(fields.to)),
    }
    return { fields, page, filter }
  }

  add('GET /audit', async (turn) => {
    const { fields, page, filter } = asked(turn)
    const listing = await app.records.audit(turn.visit, {
      ...filter,
      offset: (page - 1) * PAGE_SIZE,
      limit: PAGE_SIZE,
    })
    turn.page('admin/audit', {
      title: turn.words.t('audit.title'),
      audit: presentAudit(listing, turn.words, { ...fields, page, size: PAGE_SIZE, base: turn.base }),
    })
  })

  add('GET /audit.csv', async (turn) => {
    const { res, words, visit } = turn
    for await (const { entries, activities } of app.records.auditPages(visit, asked(turn).filter)) {
      // Only now: a refusal is still one.
      if (!res.headersSent) {
        res.type('text/csv; charset=utf-8').attachment('audit.csv')
        res.write(BYTE_ORDER_MARK + csvLines([auditColumns(words)]))
      }
      res.write(csvLines(entries.map((entry) => auditRecord(entry, activities, words))))
    }
    res.end()
  })
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
