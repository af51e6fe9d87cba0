import { pipeline } from 'node:stream/promises'
import type { ProgressListing } from '../../app/ports.ts'
import { CSV_TYPE, toCsv, toXlsx, XLSX_TYPE } from '../../tables/index.ts'
import type { WebDeps } from '../deps.ts'
import type { Words } from '../language/words.ts'
import { progressHeadings, progressLine } from '../presenters/progress-file.ts'
import type { AddRoute, Turn } from '../session/routes.ts'
import { query } from './progress.ts'

/** Everybody whom the page's filter finds, as a file in the language of the page, sent as it is read. */
export function progressFiles(add: AddRoute, { app, clock }: WebDeps): void {
  const linesOf = async (turn: Turn) => {
    const { search, holds, attention, group } = query.parse(turn.req.query)
    const asked = {
      search: search || null,
      holds: holds ?? null,
      attention: attention ?? null,
      group: group || null,
      offset: 0,
      limit: 0,
    }
    return lines(await begun(app.imports.progress(turn.visit, asked)), turn.words, clock.now())
  }
  add('GET /progress.csv', async (turn) => {
    const rows = await linesOf(turn)
    await pipeline(toCsv(rows), attachment(turn, 'csv', CSV_TYPE))
  })
  add('GET /progress.xlsx', async (turn) => {
    const rows = await linesOf(turn)
    await pipeline(toXlsx(rows, turn.words.t('tutor.title')), attachment(turn, 'xlsx', XLSX_TYPE))
  })
}

type Pages = AsyncIterable<ProgressListing['rows']>

/** With its first page read: a refusal then comes as a page, and not as a file that breaks off. */
async function begun(pages: Pages): Promise<Pages> {
  const iterator = pages[Symbol.asyncIterator]()
  const first = await iterator.next()
  return (async function* () {
    for (let page = first; !page.done; page = await iterator.next()) yield page.value
  })()
}

async function* lines(pages: Pages, words: Words, now: number): AsyncGenerator<string[]> {
  yield progressHeadings(words)
  for await (const page of pages) {
    yield* page.map((row) => progressLine(row, words, now))
    // Words take their time: other requests get their turn.
    await new Promise((resolve) => setImmediate(resolve))
  }
}

function attachment({ res, words, visit }: Turn, ending: string, type: string) {
  res.attachment(`${words.t('tutor.title')} ${visit.course.label ?? visit.course.title}.${ending}`)
  return res.type(type)
}
