import type { App, Credentials, TutorView } from '../../src/app/contract.ts'
import { AppError } from '../../src/app/errors.ts'
import type { CourseRole, LaunchFacts } from '../../src/app/model.ts'
import type { ProgressListing } from '../../src/app/ports.ts'
import type { LevelId } from '../../src/core/ladder.ts'
import * as views from './fixture-views.ts'

export interface Call {
  readonly name: string
  readonly args: readonly unknown[]
}

export interface FixtureApp {
  readonly app: App
  /** What was asked of it, in order; the visit is left out. */
  readonly calls: Call[]
}

export const SECRET = 'right-secret'

interface Fixture {
  readonly role?: CourseRole
  readonly launch?: Partial<LaunchFacts>
  readonly parts?: Partial<App>
  readonly credentials?: Partial<Credentials>
  readonly personName?: string
  /** The launch named nobody. */
  readonly nobody?: boolean
}

/** An `App` that answers with sample views and remembers what it was told. */
export function fixtureApp(fixture: Fixture = {}): FixtureApp {
  const calls: Call[] = []
  const named = views.session(fixture.role ?? 'learner', fixture.launch)
  const session = fixture.nobody ? { ...named, personId: null } : named
  const note =
    <T>(name: string, answer: T) =>
    async (_visit: unknown, ...args: unknown[]): Promise<T> => {
      calls.push({ name, args })
      return answer
    }
  const opened = { id: session.id, secret: SECRET, session }
  const app: App = {
    register: async () => views.registered(),
    launch: note('launch', opened),
    visit: async (id, secret) => {
      if (id !== session.id || secret !== SECRET)
        throw new AppError('session_expired', 401, 'no such session')
      return {
        session,
        course: views.course,
        person: fixture.nobody ? null : views.person('person-1', fixture.personName ?? 'Adaeze Okafor'),
      }
    },
    endOthers: async (_visit, ids) => [...ids],
    keepLaunch: async () => 'ticket-1',
    openKept: async (ticket) => {
      if (ticket !== 'ticket-1') throw new AppError('ticket_used', 401, 'no such ticket')
      return opened
    },
    ladder: note('ladder', views.ladderView()),
    checkIn: note('checkIn', {
      activity: views.activity('a', 'Session 3', { source: 'check-in' }),
      at: '2026-11-23T14:29:00Z',
      first: true,
    }),
    coursework: note('coursework', {
      activity: views.activity('b', 'Unit 2 reflection', { source: 'coursework' }),
      submission: null,
    }),
    submitCoursework: note('submitCoursework', undefined),
    submitEvidence: note('submitEvidence', undefined),
    progress: note('progress', tutorView()),
    learner: note('learner', { ...views.ladderView({ evidence: [views.evidence('submitted')] }), work: [] }),
    reviewed: note('reviewed', 'person-1'),
    requestRefresh: note('requestRefresh', views.run),
    refreshRun: note('refreshRun', views.run),
    decideEvidence: note('decideEvidence', undefined),
    records: {
      audit: note('audit', views.auditListing()),
      async *auditPages(_visit, ...args) {
        calls.push({ name: 'auditPages', args })
        yield views.auditListing()
      },
    },
    awards: {
      preview: note('preview', views.decisionOutcomes()),
      decide: note('decide', views.decisionOutcomes()),
      undo: note('undo', undefined),
    },
    awardByHand: note('awardByHand', undefined),
    withdraw: note('withdraw', undefined),
    links: async ({ session: { launch } }) => {
      if (!launch.deepLinking) throw new AppError('no_deep_linking', 409, 'asked for no content')
      return { ladderAt: null, activities: [], settings: launch.deepLinking }
    },
    deepLink: note('deepLink', { returnUrl: 'https://return.example/done', jwt: 'signed.message' }),
    declineLinks: note('declineLinks', { returnUrl: 'https://return.example/done', jwt: 'signed.nothing' }),
    criteria: note('criteria', {
      course: views.course,
      current: version(3, 'Fewer sessions for evening students'),
      history: [version(1, null), version(2, null), version(3, 'Fewer sessions for evening students')],
      activities: activities(),
      canEdit: fixture.role === 'administrator',
      issuer: views.issuer,
    }),
    saveCriteria: note('saveCriteria', version(4, null)),
    takeOver: note('takeOver', undefined),
    leaveCopy: note('leaveCopy', undefined),
    setKinds: note('setKinds', undefined),
    addColumn: note('addColumn', views.activity('c', 'Quiz')),
    connection: note('connection', views.connectionView()),
    checkConnection: note('checkConnection', true),
    credentials: { ...publicAnswers(), ...fixture.credentials },
    health: async () => ({ ready: true, checks: { database: 'ok' } }),
    ...fixture.parts,
  }
  return { app, calls }
}

function version(number: number, note: string | null) {
  return {
    courseId: views.course.id,
    version: number,
    criteria: views.criteria,
    savedBy: null,
    savedAt: `2026-11-0${number}T10:00:00Z`,
    note,
  }
}

const activities = () => [
  views.activity('a', 'Session 1', { source: 'check-in', kind: 'attendance' }),
  views.activity('b', 'Unit 2 reflection', { source: 'coursework' }),
  views.activity('c', 'Course forum', { source: 'mirror', kind: 'interaction', fault: 'not-read-yet' }),
  views.activity('d', 'Session 2', { source: 'check-in', kind: 'attendance', state: 'offered' }),
]

export function tutorView(more: Partial<TutorView> = {}): TutorView {
  return {
    course: views.course,
    counts: {
      learners: 120,
      held: { completed: 19, demonstrated: 11, implemented: 3 },
      flagged: 1,
      proposed: 0,
      evidence: 2,
      unknown: 1,
    },
    listing: { total: 120, rows: listingRows() },
    run: views.run,
    criteriaVersion: 3,
    setUp: [
      { type: 'unmapped', count: 1 },
      { type: 'level-unmapped', level: 'demonstrated', kinds: ['coursework', 'assignment'] },
    ],
    copy: null,
    ...more,
  }
}

function listingRows(): ProgressListing['rows'] {
  const held = (level: LevelId) => ({ id: `credential-${level}`, level, awardedAt: '2026-11-12T10:00:00Z' })
  const open = {
    levels: [
      views.level('completed', views.completedMet),
      views.level('demonstrated', views.demonstratedOpen),
      views.level('implemented', views.implementedLocked, 'demonstrated' as const),
    ],
  }
  const progress = (flagged: LevelId[] = []) => ({
    personId: '',
    progress: open,
    criteriaVersion: 3,
    flagged,
    proposed: [],
    computedAt: '2026-11-23T14:05:00Z',
  })
  const row = (id: string, name: string | null, levels: LevelId[], flagged: LevelId[] = []) => ({
    person: views.person(id, name),
    progress: progress(flagged),
    credentials: levels.map(held),
    evidence: null,
  })
  return [
    { ...row('p1', 'Adaeze Okafor', ['completed', 'demonstrated']), evidence: 'submitted' },
    row('p2', 'Bedwyr Hughes', ['completed']),
    row('p3', 'Daniel Ng', ['completed', 'demonstrated'], ['demonstrated']),
    row('3f9c2211', null, ['completed']),
    { ...row('p5', 'Eilidh Ross', []), progress: null },
    row('p6', 'Farah Aziz', ['completed', 'demonstrated', 'implemented']),
  ]
}

function publicAnswers(): Credentials {
  return {
    page: async (id) => {
      if (!id.startsWith('credential')) throw new AppError('credential_not_found', 404, 'no such credential')
      return views.publicCredential()
    },
    document: async () => '{"id":"credential","proof":{}}',
    svg: async () => '<svg xmlns="http://www.w3.org/2000/svg"/>',
    certificate: async () => Buffer.from('%PDF-1.7'),
    png: async () => Buffer.from('png'),
    achievement: async () => ({
      achievement: views.achievement('demonstrated'),
      issuer: views.issuer,
      document: { id: 'achievement' },
    }),
    achievementImage: async () => Buffer.from('png'),
    issuer: async () => ({ issuer: views.issuer, document: { id: 'issuer' }, courses: 4 }),
    assertion: async (id) => ({ document: { id }, gone: id === 'gone' }),
    badgeClass: async () => ({ type: 'BadgeClass' }),
    ob2Issuer: async () => ({ type: 'Issuer' }),
    statusList: async () => ({ type: 'BitstringStatusListCredential' }),
    didDocument: async () => ({ id: 'did:web:tool.example' }),
    verify: async () => ({ verdict: 'unknown', checks: [], credential: null }),
  }
}
