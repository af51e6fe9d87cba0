import type { GroupRepository } from '../../app/ports.ts'
import { inList, listValue } from '../columns.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'
import { BATCH } from '../table.ts'

export function createGroups(db: Executor, { courseGroups, groupMembers }: Tables): GroupRepository {
  return {
    async of(courseId) {
      const rows = await courseGroups.all(db, 'course_id = $1 ORDER BY name, id', [courseId])
      return rows.map(({ id, name }) => ({ id, name }))
    },
    save: (courseId, groups) =>
      db.atomically(async (unit) => {
        await unit.write('DELETE FROM course_groups WHERE course_id = $1', [courseId])
        await courseGroups.insert(
          unit,
          groups.map((group) => ({ ...group, courseId })),
          { on: ['courseId', 'id'] },
        )
      }),
    setMembers: (courseId, members) =>
      db.atomically(async (unit) => {
        const people = [...members.keys()]
        for (let start = 0; start < people.length; start += BATCH)
          await unit.write(
            `DELETE FROM group_members WHERE course_id = $1 AND person_id ${inList(unit.dialect, 2)}`,
            [courseId, listValue(unit.dialect, people.slice(start, start + BATCH))],
          )
        const rows = [...members].flatMap(([personId, groups]) =>
          groups.map((groupId) => ({ courseId, groupId, personId })),
        )
        await groupMembers.insert(unit, rows, { on: ['courseId', 'groupId', 'personId'] })
      }),
  }
}
