import {
  compile,
  createFactsTable,
  EFFECTS,
  type Effect,
  effectsOf,
  plainVerdict,
  statementsIn,
  type Verdict,
} from '../../core/compiled/index.ts'
import { type CourseCriteria, LEVEL_IDS, type LevelId } from '../../core/ladder.ts'
import type { AffectedPeople, CriteriaPreview, PreviewList } from '../contract/criteria.ts'
import type { CriteriaChange, Visit } from '../contract.ts'
import type { Deps } from '../deps.ts'
import { type JudgedCourse, loadJudgedCourse } from '../judging/course-facts.ts'
import type { Person } from '../model.ts'
import { requireEditor } from './editor.ts'
import { changed, checkedCriteria } from './save.ts'

/** As many learners as the store reads at a time. */
const PAGE = 1_000
/** Names that the overview shows of each list, and the list itself on one page. */
const FIRST = 5
export const LISTED = 200

/**
 * Who would gain a level, and who would no longer meet it, if these criteria were saved; nothing is stored. `list`: one of these lists alone, with
 * more names. Errors: `criteria_changed` 409, `criteria_invalid` 400.
 */
export async function previewCriteria(
  deps: Deps,
  visit: Visit,
  change: Pick<CriteriaChange, 'basedOn' | 'criteria'>,
  list: PreviewList | null,
): Promise<CriteriaPreview> {
  await requireEditor(deps, visit)
  const judged = await loadJudgedCourse(deps, visit.course.id)
  if (judged.version.version !== change.basedOn) throw changed()
  const { learners, affected } = await whoIsAffected(deps, judged, checkedCriteria(change.criteria))
  const wanted = affected.filter(
    ({ level, effect }) => list === null || (level === list.level && effect === list.effect),
  )
  const effects: AffectedPeople[] = []
  for (const { level, effect, personIds } of wanted) {
    const people = list ? await byName(deps, personIds, list.offset) : await someOf(deps, personIds)
    effects.push({ level, effect, count: personIds.length, people })
  }
  return { learners, current: judged.version, effects }
}

const name = (person: Person) => person.name ?? '\uffff'
const sorted = (people: readonly Person[]) => people.toSorted((a, b) => name(a).localeCompare(name(b)))

/** To sort a whole course for five names would cost more than judging it. */
async function someOf({ store }: Deps, personIds: readonly string[]): Promise<Person[]> {
  return sorted(await store.people.byIds(personIds.slice(0, FIRST)))
}

async function byName({ store }: Deps, personIds: readonly string[], offset: number): Promise<Person[]> {
  return sorted(await store.people.byIds(personIds)).slice(offset, offset + LISTED)
}

export interface Affected {
  readonly level: LevelId
  readonly effect: Effect
  readonly personIds: readonly string[]
}

/** Judges every learner by the criteria that stand and by these, page by page, so that a course of any size takes the memory of a page. */
export async function whoIsAffected(
  deps: Deps,
  { course, facts: before }: JudgedCourse,
  criteria: CourseCriteria,
): Promise<{ learners: number; affected: Affected[] }> {
  const after = { ...before, criteria }
  const statements = [...statementsIn(before.criteria), ...statementsIn(criteria)]
  const table = createFactsTable(before.activities, statements, PAGE)
  const [then, now] = [compile(before, table), compile(after, table)]
  const found = new Map<string, string[]>()
  const note = (personId: string, was: Verdict, is: Verdict) => {
    for (const effect of effectsOf(was, is)) {
      const key = effect.join()
      const others = found.get(key)
      if (others) others.push(personId)
      else found.set(key, [personId])
    }
  }
  let learners = 0
  for await (const page of deps.store.everyone.facts(course.id)) {
    const unfit: string[] = []
    for (const [row, { personId, facts }] of page.entries()) {
      if (table.fill(row, facts)) note(personId, then(row), now(row))
      else unfit.push(personId)
    }
    if (unfit.length > 0) {
      const plain = await deps.store.participation.facts(course.id, unfit)
      for (const [personId, facts] of plain)
        note(personId, plainVerdict(before, facts), plainVerdict(after, facts))
    }
    learners += page.length
  }
  const affected = LEVEL_IDS.flatMap((level) =>
    EFFECTS.flatMap((effect) => {
      const personIds = found.get([level, effect].join())
      return personIds ? [{ level, effect, personIds }] : []
    }),
  )
  return { learners, affected }
}
