import type { PersonalFile } from '../contract/personal.ts'
import { type Deps, isoNow } from '../deps.ts'
import type { Person } from '../model.ts'
import type { HeldRows } from '../ports.ts'

/** Everything that is held about a person, with the names of the courses that it speaks of. */
export async function takeOut({ store, clock }: Deps, person: Person): Promise<PersonalFile> {
  const [held, platform] = await Promise.all([
    store.personal.held(person),
    store.platforms.byId(person.platformId),
  ])
  const courses = await Promise.all(courseIds(held).map((id) => store.courses.byId(id)))
  return {
    madeAt: isoNow(clock),
    person,
    platform: { name: platform?.name ?? '', issuer: platform?.issuer ?? '' },
    courses: courses.flatMap((course) =>
      course === null ? [] : [{ id: course.id, title: course.title, label: course.label }],
    ),
    held,
  }
}

/** The courses that the rows speak of. */
export function courseIds(held: HeldRows): string[] {
  const named = Object.values(held).flatMap((rows) => rows.map(({ courseId }) => courseId))
  return [...new Set(named.filter((id) => typeof id === 'string'))].sort()
}
