import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import type { CourseRole, Notice, NoticeKind } from '../model.ts'
import type { NoticesQuery, UnitOfWork } from '../ports.ts'
import { learnerOf } from '../visiting/visit.ts'

export type News = Pick<Notice, 'personId' | 'kind' | 'subjectId' | 'aboutId' | 'detail'>

/** Tells people, in the unit of work of what they are told of. Said twice, it is told once. */
export async function tell(
  deps: Pick<Deps, 'clock' | 'random' | 'mailer'>,
  unit: UnitOfWork,
  courseId: string,
  news: readonly News[],
): Promise<void> {
  if (news.length === 0) return
  const createdAt = isoNow(deps.clock)
  const mail = deps.mailer ? 'waiting' : 'none'
  const rows = news.map(
    ({ personId, kind, subjectId, aboutId, detail }): Notice => ({
      id: deps.random.uuid(),
      courseId,
      personId,
      kind,
      subjectId,
      aboutId,
      detail,
      createdAt,
      readAt: null,
      mail,
    }),
  )
  const added = await unit.notices.add(rows)
  if (deps.mailer && added > 0) await unit.jobs.send('mail', { courseId }, { key: courseId })
}

/** Tells those who review: tutors, or the administrators of a course without any; both where two reviewers do not agree. */
export async function tellReviewers(
  deps: Pick<Deps, 'clock' | 'random' | 'mailer'>,
  unit: UnitOfWork,
  courseId: string,
  news: Omit<News, 'personId' | 'detail'> & { readonly except: readonly string[] },
): Promise<void> {
  const { except, ...what } = news
  const staff = (await unit.people.staff(courseId)).filter(({ personId }) => !except.includes(personId))
  const inRole = (role: CourseRole) => staff.filter((one) => one.role === role)
  const tutors = inRole('tutor')
  const told = what.kind === 'evidence-disagreement' || tutors.length === 0 ? staff : tutors
  await tell(
    deps,
    unit,
    courseId,
    told.map(({ personId }) => ({ ...what, personId, detail: null })),
  )
}

/** What asks reviewers to look at evidence: over once it was looked at. */
export const REVIEW_KINDS: readonly NoticeKind[] = [
  'evidence-waits',
  'evidence-second',
  'evidence-disagreement',
]

/** What a person is told in this course. Errors: `anonymous` 403. */
export function noticesOf({ store }: Deps, visit: Visit, query: NoticesQuery) {
  return store.notices.of(visit.course.id, learnerOf(visit).id, query)
}

/** One of a person's own notices is read, or all (`null`). */
export async function putAway({ store, clock }: Deps, visit: Visit, noticeId: string | null): Promise<void> {
  await store.notices.putAway(visit.course.id, learnerOf(visit).id, noticeId, isoNow(clock))
}
