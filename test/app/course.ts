/** A course that is ready to earn credentials in, and what people do there. */
import { Readable } from 'node:stream'
import { expect } from 'chai'
import { decodeJwt } from 'jose'
import type { DeepLinkChoice, EvidenceInput, ReviewDecision, Visit } from '../../src/app/contract.ts'
import { AppError } from '../../src/app/errors.ts'
import type { Credential } from '../../src/app/model.ts'
import type { LevelId } from '../../src/core/ladder.ts'
import type { DeepLinkingSettings, LinkItem } from '../../src/lti/types.ts'
import type { Column, User } from '../vle/index.ts'
import { readSubmissionReview } from '../vle/submission-review.ts'
import { openStage, type Stage, type StageOptions } from './stage.ts'

export const TAKING_PART = 'Taking part'
export const ESSAY = 'Essay'

export interface Course extends Stage {
  readonly courseId: string
  /** Learners of the VLE's course, the first one first. */
  learner(n: number): User
  personId(user: User): Promise<string>
  /** A tutor's grade in the column of this name. */
  grade(label: string, user: User, score: number): void
  column(label: string): Column
  /** Grades the two columns so that the learner is to hold these levels, and reads the course. */
  earn(user: User, ...levels: readonly ('completed' | 'demonstrated')[]): Promise<void>
  /** All credentials of a learner here, live and withdrawn. */
  credentials(user: User): Promise<Credential[]>
  /** The levels that a learner holds. */
  held(user: User): Promise<LevelId[]>
  /** The score that the VLE's gradebook shows for a level, and its comment. */
  published(level: LevelId, user: User): { score: number | null; comment: string | null } | null
  /** Deep linking as a tutor does it; the VLE places what comes back. */
  addLinks(choice: Partial<DeepLinkChoice>): Promise<void>
}

/** Two columns that people grade: one earns Completed, the other Demonstrated. */
export async function openCourse(options: StageOptions = {}): Promise<Course> {
  const stage = await openStage(options)
  try {
    const administrator = await stage.administrator()
    await judgeByTakingPart(stage, administrator)
    const column = { source: 'column', maximum: 10 } as const
    await stage.tool.app.addColumn(administrator, { ...column, title: TAKING_PART, kind: 'participation' })
    await stage.tool.app.addColumn(administrator, { ...column, title: ESSAY, kind: 'assignment' })
    await stage.settle()
    return withDeeds(stage, administrator.course.id)
  } catch (error) {
    await stage.close()
    throw error
  }
}

/** Completed asks for taking part alone: nobody need attend. */
export async function judgeByTakingPart({ tool }: Stage, administrator: Visit): Promise<void> {
  const { current } = await tool.app.criteria(administrator)
  const criterion = { type: 'completed', target: { kind: 'participation' }, need: 'every' } as const
  await tool.app.saveCriteria(administrator, {
    basedOn: current.version,
    note: null,
    criteria: { ...current.criteria, completed: { criterion, award: 'automatic' } },
  })
}

function withDeeds(stage: Stage, courseId: string): Course {
  const { vle, school, tool } = stage
  const columnBy = (what: string, matches: (column: Column) => boolean) => {
    const found = vle.columns(school.course.id).find(matches)
    if (!found) throw new Error(`the gradebook has no column ${what}`)
    return found
  }
  const course: Course = {
    ...stage,
    courseId,
    learner(n) {
      const user = school.learners[n - 1]
      if (!user) throw new Error(`the course has no learner ${n}`)
      return user
    },
    async personId(user) {
      const id = (await tool.store.people.idsBySub(stage.platform.id, [user.id])).get(user.id)
      if (!id) throw new Error(`the tool does not know ${user.username}`)
      return id
    },
    column: (label) => columnBy(label, (one) => one.label === label),
    grade: (label, user, score) => vle.grade(course.column(label).id, user.id, score),
    async earn(user, ...levels) {
      if (levels.includes('completed')) course.grade(TAKING_PART, user, 8)
      if (levels.includes('demonstrated')) course.grade(ESSAY, user, 7)
      await stage.refresh(courseId)
    },
    credentials: async (user) => tool.store.credentials.ofLearner(courseId, await course.personId(user)),
    held: async (user) =>
      (await course.credentials(user)).filter((one) => one.state === 'live').map((one) => one.level),
    published(level, user) {
      const column = vle
        .columns(school.course.id)
        .find((one) => one.resourceId === `credential-ladder-${level}`)
      return column ? vle.gradeOf(column.id, user.id) : null
    },
    async addLinks(choice) {
      const tutor = await stage.visit(school.tutors[0], deepLinking(stage))
      const { jwt } = await tool.app.deepLink(tutor, { ...NOTHING, ...choice })
      for (const item of itemsOf(jwt)) place(stage, item)
    },
  }
  return course
}

/** Evidence as a learner hands it in, with nothing for strangers to see. */
export const EVIDENCE: EvidenceInput = {
  ownPractice: 'Each unit now opens with a question.',
  institution: null,
  links: [],
  files: [],
  shared: [],
}

/** A first reviewer's yes. */
export const ACCEPTED: ReviewDecision = { state: 'accepted', feedback: null, stage: 'first', judgements: [] }

/** A piece of course work to add. */
export const REFLECTION = { title: 'Reflection', kind: 'coursework' } as const

/** A text file as it arrives. */
export const upload = (name: string, content = 'What I did') => ({ name, stream: Readable.from([content]) })

export const NOTHING: DeepLinkChoice = {
  ladder: false,
  checkIns: [],
  coursework: [],
  checkpoints: [],
  language: 'en',
}

/** What makes a launch a request for links. */
export function deepLinking({ vle }: Stage, changes: Partial<DeepLinkingSettings> = {}) {
  return {
    messageType: 'LtiDeepLinkingRequest',
    resourceLink: null,
    deepLinking: {
      returnUrl: `${vle.url}/deep-link/return`,
      data: null,
      acceptTypes: ['ltiResourceLink'],
      acceptMultiple: true,
      acceptLineItem: true,
      ...changes,
    },
  } as const
}

export function itemsOf(jwt: string): LinkItem[] {
  return decodeJwt(jwt)['https://purl.imsglobal.org/spec/lti-dl/claim/content_items'] as LinkItem[]
}

/** Puts a link into the course as a VLE does, with the column that it asks for. */
export function place({ vle, school, registered }: Stage, item: LinkItem): void {
  const { id: courseId } = school.course
  const link = vle.addLink(courseId, {
    title: item.title,
    url: item.url,
    toolId: registered.id,
    custom: { ...item.custom },
  })
  if (!item.lineItem) return
  const submissionReview = readSubmissionReview(item.lineItem.submissionReview)
  vle.addColumn(courseId, { ...item.lineItem, submissionReview, toolId: registered.id, linkId: link.id })
}

/** The refusal that this ends with; fails where it ends well. */
export async function refusal(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => expect.fail('this was not refused'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof AppError)) throw error
  return error
}
