import { Readable } from 'node:stream'
import type { Attendance } from '../../src/app/contract/attendance.ts'
import type { CriteriaEditor } from '../../src/app/contract/criteria.ts'
import type { Sources } from '../../src/app/contract/sources.ts'
import type { App, CredentialForm, Credentials, Reviews, TutorView } from '../../src/app/contract.ts'
import { AppError } from '../../src/app/errors.ts'
import type { CourseRole, LaunchFacts } from '../../src/app/model.ts'
import type { ProgressListing } from '../../src/app/ports.ts'
import { DEFAULT_SETTINGS } from '../../src/app/settings.ts'
import type { LevelId } from '../../src/core/ladder.ts'
import { fixtureApplications } from './fixture-applications.ts'
import { fixtureCollections } from './fixture-collections.ts'
import { fixtureImports } from './fixture-imports.ts'
import { fixturePublishing } from './fixture-publishing.ts'
import { fixtureReviews } from './fixture-reviews.ts'
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
  readonly work?: Partial<App['work']>
  readonly sources?: Partial<Sources>
  readonly publishing?: Partial<App['publishing']>
  readonly collections?: Partial<App['collections']>
  readonly applications?: Partial<App['applications']>
  readonly reviews?: Partial<Reviews>
  readonly personName?: string
  /** The course lets its tutors edit criteria. */
  readonly tutorsEdit?: boolean
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
    reissueForAddress: note('reissueForAddress', undefined),
    checkIn: note('checkIn', {
      activity: views.activity('a', 'Session 3', { source: 'check-in' }),
      at: '2026-11-23T14:29:00Z',
      first: true,
    }),
    progress: note('progress', tutorView()),
    learner: note('learner', { ...views.ladderView({ evidence: [views.evidence('submitted')] }), work: [] }),
    reviewed: note('reviewed', 'person-1'),
    requestRefresh: note('requestRefresh', views.run),
    refreshRun: note('refreshRun', views.run),
    records: {
      audit: note('audit', views.auditListing()),
      async *auditPages(_visit, ...args) {
        calls.push({ name: 'auditPages', args })
        yield views.auditListing()
      },
    },
    personal: {
      own: note('personal.own', views.personalFile()),
      of: note('personal.of', views.personalFile()),
      preview: note('personal.preview', views.erasure()),
      async erase(_visit, ...args) {
        calls.push({ name: 'personal.erase', args })
        if (args[1] !== 'Adaeze Okafor') throw new AppError('erase_unconfirmed', 422, 'another name')
      },
    },
    awards: {
      preview: note('preview', views.decisionOutcomes()),
      decide: note('decide', views.decisionOutcomes()),
      undo: note('undo', undefined),
      standing: note('standing', 12),
      reissueCourse: note('reissueCourse', undefined),
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
      people: [],
      activities: activities(),
      canEdit: fixture.role === 'administrator' || fixture.tutorsEdit === true,
      issuer: views.issuer,
    }),
    saveCriteria: note('saveCriteria', version(4, null)),
    criteriaEditor: criteriaEditor(note),
    takeOver: note('takeOver', undefined),
    leaveCopy: note('leaveCopy', undefined),
    setKinds: note('setKinds', undefined),
    removedActivities: note('removedActivities', [
      views.activity('gone', 'A cancelled talk', { source: 'check-in', state: 'removed' }),
    ]),
    removeActivity: note('removeActivity', undefined),
    restoreActivity: note('restoreActivity', undefined),
    addColumn: note('addColumn', views.activity('c', 'Quiz')),
    attendance: attendance(note),
    imports: fixtureImports(),
    issuer: {
      view: note('issuer.view', { issuer: views.issuer, canEdit: true, shared: true }),
      save: note('issuer.save', undefined),
      takeLogo: note('issuer.takeLogo', 'ab'.repeat(32)),
    },
    formerly: new Map(),
    looks: {
      view: note('looks.view', { choices: { colour: null, showLogo: true, art: {} }, issuer: views.issuer }),
      preview: note('looks.preview', views.samples()),
      previewIssuer: note('looks.previewIssuer', views.samples()),
      save: note('looks.save', undefined),
      takeArt: note('looks.takeArt', 'cd'.repeat(32)),
    },
    connection: note('connection', views.connectionView()),
    checkConnection: note('checkConnection', true),
    files: {
      limits: { maxBytes: 20_000_000, maxCount: 10 },
      async receive(_visit, purpose, { name, stream }) {
        let size = 0
        for await (const chunk of stream) size += chunk.length
        const file = views.file(name, { purpose, size })
        calls.push({ name: 'files.receive', args: [purpose, name, size] })
        return file
      },
      discard: note('files.discard', undefined),
      open: note('files.open', { file: views.file('Plan.pdf'), stream: Readable.from(['%PDF-']) }),
    },
    work: {
      own: note('work.own', views.work()),
      ofMine: note('work.ofMine', [views.work({ handIns: [views.handIn(1)] })]),
      saveDraft: note('work.saveDraft', views.workDraft),
      dropDraft: note('work.dropDraft', undefined),
      handIn: note('work.handIn', undefined),
      activities: note('work.activities', [views.marking()]),
      handedIn: note('work.handedIn', { ...views.marking(), ...views.handedIn() }),
      setMarking: note('work.setMarking', undefined),
      mark: note('work.mark', undefined),
      ...fixture.work,
    },
    sources: { ...sourceAnswers(note), ...fixture.sources },
    credentials: { ...publicAnswers(), ...fixture.credentials },
    publishing: { ...fixturePublishing(note), ...fixture.publishing },
    collections: { ...fixtureCollections(note), ...fixture.collections },
    applications: { ...fixtureApplications(note), ...fixture.applications },
    reviews: { ...fixtureReviews(note), ...fixture.reviews },
    health: async () => ({ ready: true, checks: { database: 'ok' } }),
    ...fixture.parts,
  }
  return { app, calls }
}

type Note = <T>(name: string, answer: T) => (visit: unknown, ...args: unknown[]) => Promise<T>

function attendance(note: Note): Attendance {
  const session = views.activity('a', 'Session 3', { source: 'check-in', kind: 'attendance' })
  const person = views.person('person-1', 'Adaeze Okafor')
  const statement = { id: 'statement-1', text: 'Gave a talk to the group', levels: ['completed'] as const }
  const nothing = { opensAt: null, closesAt: null }
  const counts = { present: 1, late: 0, excused: 0, absent: 0, open: 1 }
  const record = {
    completed: true,
    standing: null,
    observedAt: '2026-11-23T14:02:00Z',
    origin: 'learner',
    recordedBy: null,
  } as const
  const word = {
    courseId: views.course.id,
    personId: person.id,
    statement: statement.text,
    confirmedAt: '2026-11-20T10:00:00Z',
    confirmedBy: 'p9',
    note: 'In week 3',
    takenOn: null,
  }
  return {
    asked: async () => ({ activity: session, ...nothing, state: 'open', needsCode: false, recordedAt: null }),
    session: note('session', {
      activity: session,
      session: { courseId: views.course.id, activityId: 'a', ...nothing, code: 'K7M2QX', address: null },
    }),
    setWindow: note('setWindow', undefined),
    setCode: note('setCode', undefined),
    register: note('register', {
      activity: session,
      counts,
      total: 2,
      rows: [
        { person, mark: 'present', record, by: null },
        { person: views.person('person-2', 'Bedwyr Hughes'), mark: null, record: null, by: null },
      ],
    }),
    saveRegister: note('saveRegister', 1),
    addConfirmed: note('addConfirmed', views.activity('e', 'Talk', { source: 'confirmation' })),
    statements: async () => [statement],
    statement: note('statement', {
      statement,
      confirmed: 1,
      learners: 2,
      total: 2,
      rows: [
        { person, confirmation: word, by: views.person('p9', 'Sian Rees') },
        { person: views.person('person-2', 'Bedwyr Hughes'), confirmation: null, by: null },
      ],
    }),
    saveStatement: note('saveStatement', 1),
    confirmations: async () => ({ statements: [{ statement, confirmation: word }], equivalent: null }),
    confirmEquivalent: note('confirmEquivalent', undefined),
    takeBackEquivalent: note('takeBackEquivalent', undefined),
  }
}

function criteriaEditor(note: Note): CriteriaEditor {
  const other = { ...views.course, id: 'course-2', title: 'Teaching online' }
  return {
    preview: note('preview', {
      learners: 120,
      current: version(3, null),
      effects: [
        {
          level: 'completed' as const,
          effect: 'gain' as const,
          count: 7,
          people: [views.person('p1', 'Adaeze Okafor'), views.person('p2', 'Bedwyr Hughes')],
        },
        {
          level: 'demonstrated' as const,
          effect: 'lose' as const,
          count: 1,
          people: [views.person('p3', null)],
        },
      ],
    }),
    compare: note('compare', {
      before: version(2, null),
      after: version(3, 'Fewer sessions for evening students'),
      history: [version(3, null), version(2, null), version(1, null)],
      activities: activities(),
      canEdit: true,
    }),
    exportFile: note('exportFile', '{"format":"credential-ladder/criteria"}\n'),
    importFile: note('importFile', views.criteria),
    copyTargets: note('copyTargets', [other]),
    copyTo: note('copyTo', [{ course: other, outcome: 'missing' as const, missing: ['Quiz 1'] }]),
    settings: note('settings', {
      settings: DEFAULT_SETTINGS,
      defaults: null,
      defaultsBy: null,
      namesActivities: false,
      canSetDefaults: true,
    }),
    saveSettings: note('saveSettings', undefined),
    saveDefaults: note('saveDefaults', undefined),
    removeDefaults: note('removeDefaults', undefined),
  }
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
    groups: [],
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
  const held = (level: LevelId) => ({
    id: `credential-${level}`,
    level,
    awardedAt: '2026-11-12T10:00:00Z',
    expiresAt: null,
  })
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

function sourceAnswers(
  note: <T>(name: string, answer: T) => (visit: unknown, ...args: unknown[]) => Promise<T>,
): Sources {
  const gate = 'Hidden until the unit 3 quiz is passed'
  const checkpoint = views.activity('e', 'Unit 3 done', { source: 'checkpoint', kind: 'activity', gate })
  return {
    column: note('column', {
      activity: views.activity('c', 'Course forum', { source: 'mirror' }),
      product: 'moodle',
    }),
    arrival: note('arrival', {
      state: 'arriving',
      learners: 12,
      newest: '2026-11-23T14:00:00Z',
      maximum: 10,
    }),
    checkpoint: note('checkpoint', {
      activity: checkpoint,
      product: 'canvas',
      opened: { learners: 3, first: '2026-11-20T09:00:00Z', last: '2026-11-23T08:30:00Z' },
    }),
    stateGate: note('stateGate', undefined),
    offersModules: note('offersModules', true),
    modules: note('modules', {
      modules: [
        {
          ...{ id: '21', name: 'Unit 1 quiz', type: 'quiz', tracked: true },
          ...{ activity: null, suggestion: 'assignment' },
        },
        { id: '22', name: 'Latest news', type: 'forum', tracked: false, activity: null, suggestion: null },
        {
          ...{ id: '23', name: 'Reading', type: 'page', tracked: true, suggestion: null },
          activity: views.activity('m', 'Reading', { source: 'moodle', kind: 'participation' }),
        },
      ],
    }),
    addModules: note('addModules', 1),
    opened: note('opened', {
      activity: checkpoint,
      recorded: { at: '2026-11-23T14:29:00Z', statement: gate },
    }),
  }
}

/** What stands for a credential's files. */
const FILES: Record<CredentialForm, string> = {
  jwt: 'header.payload.signature',
  svg: '<svg xmlns="http://www.w3.org/2000/svg"/>',
  pdf: '%PDF-1.7',
  png: 'png',
}

function publicAnswers(): Credentials {
  return {
    page: async (id) => {
      if (!id.startsWith('credential')) throw new AppError('credential_not_found', 404, 'no such credential')
      return views.publicCredential()
    },
    document: async () => '{"id":"credential","proof":{}}',
    token: async () => FILES.jwt,
    standsFor: async (id) => id,
    revocationList: async (id) => ({ id, revokedCredential: [] }),
    tokenKey: async (_issuerId, keyId) => ({ kty: 'RSA', kid: keyId }),
    issuerDid: async (id) => ({ id: `did:web:tool:issuers:${id}` }),
    file: async (_id, form) => ({
      body: FILES[form],
      level: 'demonstrated',
      courseTitle: views.course.title,
    }),
    achievement: async () => ({
      achievement: views.achievement('demonstrated'),
      below: [views.achievement('completed')],
      issuer: views.issuer,
      document: { id: 'achievement' },
    }),
    achievementImage: async () => Buffer.from('png'),
    picture: async () => Buffer.from('a picture'),
    issuer: async () => ({ issuer: views.issuer, document: { id: 'issuer' }, courses: 4 }),
    assertion: async (id) => ({ document: { id }, gone: id === 'gone' }),
    badgeClass: async () => ({ type: 'BadgeClass' }),
    ob2Issuer: async () => ({ type: 'Issuer' }),
    statusList: async () => ({ type: 'BitstringStatusListCredential' }),
    didDocument: async () => ({ id: 'did:web:tool.example' }),
    verify: async () => ({ verdict: 'unknown', checks: [], credential: null }),
  }
}
