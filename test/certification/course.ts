import type { Course as ToolCourse } from '../../src/app/model.ts'
import type { PeopleRepository } from '../../src/app/ports.ts'
import { refreshCourse } from '../../src/app/reading/refresh.ts'
import { servicesOf } from '../../src/app/reading/services.ts'
import type { ServiceClient } from '../../src/lti/index.ts'
import { addSmallCourse, type SmallCourse } from '../vle/fixtures.ts'
import { createRobot, type Page, type Robot } from '../vle/robot.ts'
import { until } from '../whole/until.ts'
import { type Certification, certification } from './stage.ts'

/** A course of its own on the reference VLE, which plays the suite: the tutor has opened the tool in it. */
export interface Lesson extends Certification {
  readonly school: SmallCourse
  readonly robot: Robot
  /** What the tutor sees. */
  readonly page: Page
  /** The course as the tool knows it now. */
  course(): Promise<ToolCourse>
  services(): Promise<ServiceClient>
  /** A member as the tool recorded them; `null` for nobody it knows. */
  member(userId: string): Promise<Member | null>
  /** Reads roster, columns and results, as a timer does. */
  read(): ReturnType<typeof refreshCourse>
}

type Member = NonNullable<Awaited<ReturnType<PeopleRepository['enrolment']>>>

let last = 100

export async function lesson(options: { learners?: number } = {}): Promise<Lesson> {
  const stage = await certification()
  const { vle, registered, server } = stage
  const { store, deps } = server.tool
  last += 1
  const school = addSmallCourse(vle, { id: String(last), ...options })
  const { id, title } = school.course
  const url = registered.launchUrl
  const link = vle.addLink(id, { title, url, toolId: registered.id, custom: {} })
  const robot = createRobot(vle)
  await robot.enterAs(school.tutors[0].id)
  const page = await robot.openLink(id, link.id)
  const course = async () => {
    const found = (await store.courses.list()).find(({ contextId }) => contextId === id)
    if (!found) throw new Error(`the tool does not know course ${id}`)
    return found
  }
  const { id: courseId } = await course()
  // The launch asked for a reading.
  await until('the course was read', async () => (await store.refreshRuns.of(courseId))?.state === 'done')
  return {
    ...stage,
    school,
    robot,
    page,
    course,
    services: async () => servicesOf(deps, await course()),
    async member(userId) {
      const { platformId } = await course()
      const personId = (await store.people.idsBySub(platformId, [userId])).get(userId)
      return personId === undefined ? null : store.people.enrolment(courseId, personId)
    },
    read: () => refreshCourse(deps, courseId),
  }
}
