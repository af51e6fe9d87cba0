import { createHash } from 'node:crypto'
import type { Criterion } from '../../core/criteria.ts'
import { LEVEL_IDS, type LevelId } from '../../core/ladder.ts'
import type { Attendance, Statement, StatementView } from '../contract/attendance.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { LearnersQuery } from '../ports.ts'
import { requireStaff } from '../visiting/visit.ts'
import { auditLines, peopleOf, refuseStrangers, sendEvaluations, showAtOnce } from './learners.ts'

/** What the current criteria ask tutors to confirm, lowest level first. */
export async function readStatements(deps: Deps, visit: Visit): Promise<readonly Statement[]> {
  requireStaff(visit)
  const version = await deps.store.criteria.current(visit.course.id)
  const levels = new Map<string, LevelId[]>()
  for (const level of LEVEL_IDS) {
    const criterion = version?.criteria[level].criterion
    for (const text of new Set(criterion ? statementsIn(criterion) : []))
      levels.set(text, [...(levels.get(text) ?? []), level])
  }
  return [...levels].map(([text, of]) => ({ id: idOf(text), text, levels: of }))
}

function statementsIn(criterion: Criterion): string[] {
  if (criterion.type === 'confirmed') return [criterion.statement]
  return 'of' in criterion ? criterion.of.flatMap(statementsIn) : []
}

const idOf = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 16)

async function statementOf(deps: Deps, visit: Visit, id: string): Promise<Statement> {
  const found = (await readStatements(deps, visit)).find((statement) => statement.id === id)
  if (!found) throw new AppError('statement_gone', 404, 'the criteria of this course do not ask for it')
  return found
}

/** One page of learners with a tutor's word on a statement. */
export async function readStatement(
  deps: Deps,
  visit: Visit,
  statementId: string,
  query: LearnersQuery,
): Promise<StatementView> {
  const statement = await statementOf(deps, visit, statementId)
  const courseId = visit.course.id
  const [listing, confirmed, { learners }] = await Promise.all([
    deps.store.confirmations.list(courseId, statement.text, query),
    deps.store.confirmations.count(courseId, statement.text),
    deps.store.progress.counts(courseId),
  ])
  const by = await peopleOf(
    deps,
    listing.rows.map(({ confirmation }) => confirmation?.confirmedBy),
  )
  return {
    statement,
    confirmed,
    learners,
    total: listing.total,
    rows: listing.rows.map(({ person, confirmation }) => ({
      person,
      confirmation,
      by: by.get(confirmation?.confirmedBy ?? '') ?? null,
    })),
  }
}

/** Confirms and takes back, all or nothing; who has a tutor's word already keeps the first. */
export async function saveStatement(
  deps: Deps,
  visit: Visit,
  statementId: string,
  { confirm, takeBack, note }: Parameters<Attendance['saveStatement']>[2],
): Promise<number> {
  const tutor = requireStaff(visit)
  const courseId = visit.course.id
  const { text: statement } = await statementOf(deps, visit, statementId)
  if (takeBack.length > 0 && !note) throw new AppError('reason_missing', 400, 'a reason is needed')
  await refuseStrangers(deps, visit, [...(confirm === 'rest' ? [] : confirm), ...takeBack])
  const changed = await deps.store.write(async (unit) => {
    const wanted = confirm === 'rest' ? await unit.confirmations.unconfirmed(courseId, statement) : confirm
    const said = { statement, confirmedAt: isoNow(deps.clock), confirmedBy: tutor.id, note, takenOn: null }
    const confirmed = await unit.confirmations.add(
      wanted.map((personId) => ({ courseId, personId, ...said })),
    )
    const takenBack =
      takeBack.length === 0 ? [] : await unit.confirmations.remove(courseId, statement, takeBack)
    const line = { reason: note, detail: () => ({ statement }) }
    await unit.audit.append([
      ...auditLines(deps, visit, 'statement.confirmed', confirmed, line),
      ...auditLines(deps, visit, 'statement.taken-back', takenBack, line),
    ])
    const both = [...confirmed, ...takenBack]
    await sendEvaluations(unit, courseId, both)
    return both
  })
  await showAtOnce(deps, visit, changed)
  return changed.length
}
