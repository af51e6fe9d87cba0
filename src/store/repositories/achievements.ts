import type { Achievement } from '../../app/model.ts'
import { LEVEL_IDS } from '../../core/ladder.ts'
import { inList, listValue } from '../columns.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

const SAID = [
  'courseTitle',
  'issuerId',
  'name',
  'description',
  'criteriaNarrative',
  'belowId',
  'look',
] as const

/** The last edition of each, as long as it says what is wanted; else another one, which the first who asks for it makes. */
export function standingAchievements(
  db: Executor,
  achievements: Tables['achievements'],
  wanted: readonly Achievement[],
): Promise<Achievement[]> {
  const key = ({ courseId, level, criteriaVersion }: Achievement) => `${courseId} ${level} ${criteriaVersion}`
  const newest = async (unit: Executor) => {
    const courses = listValue(unit.dialect, [...new Set(wanted.map(({ courseId }) => courseId))])
    const where = `course_id ${inList(unit.dialect, 1)} ORDER BY edition`
    return new Map((await achievements.all(unit, where, [courses])).map((row) => [key(row), row]))
  }
  return db.atomically(async (unit) => {
    let stands = await newest(unit)
    // An achievement rests on the one below it that stands.
    const instead = new Map<string | null, string>()
    const fresh: Achievement[] = []
    for (const each of lowestFirst(wanted)) {
      const one = { ...each, belowId: instead.get(each.belowId) ?? each.belowId }
      const last = stands.get(key(one))
      if (last && SAID.every((field) => last[field] === one[field])) instead.set(each.id, last.id)
      else fresh.push({ ...one, edition: (last?.edition ?? 0) + 1 })
    }
    if (fresh.length > 0) {
      await achievements.insert(unit, fresh, { on: ['courseId', 'level', 'criteriaVersion', 'edition'] })
      stands = await newest(unit)
    }
    return wanted.flatMap((each) => stands.get(key(each)) ?? [])
  })
}

const lowestFirst = (rows: readonly Achievement[]) =>
  [...rows].sort((a, b) => LEVEL_IDS.indexOf(a.level) - LEVEL_IDS.indexOf(b.level))
