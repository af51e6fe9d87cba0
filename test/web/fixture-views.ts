import type { AuditAction } from '../../src/app/audit-actions.ts'
import type { DecisionOutcome } from '../../src/app/contract/awards.ts'
import type { Sample } from '../../src/app/contract/looks.ts'
import type { Erasure, PersonalFile } from '../../src/app/contract/personal.ts'
import type { AuditListing } from '../../src/app/contract/records.ts'
import type { HandedInView, HandIn, MarkingView, WorkView } from '../../src/app/contract/work.ts'
import type {
  ConnectionView,
  LadderView,
  PublicCredential,
  Registered,
  Rung,
} from '../../src/app/contract.ts'
import type { WithFiles } from '../../src/app/files/with-files.ts'
import type {
  Achievement,
  AuditLine,
  Course,
  CourseActivity,
  CourseRole,
  Credential,
  EvidenceRecord,
  FileRecord,
  Issuer,
  LaunchFacts,
  Mark,
  Person,
  RefreshRun,
  Session,
  WorkDraft,
} from '../../src/app/model.ts'
import { finding } from '../../src/app/operating/findings.ts'
import type { Kind } from '../../src/core/activity.ts'
import type { CriterionType } from '../../src/core/criteria.ts'
import type { CourseCriteria, LevelId } from '../../src/core/ladder.ts'
import { LEVEL_IDS } from '../../src/core/ladder.ts'
import type { Evaluation, LevelProgress, Outcome, Reason, SeenActivity } from '../../src/core/progress.ts'

/** 23 November 2026, 14:30 UTC. */
export const NOW = Date.UTC(2026, 10, 23, 14, 30)

export const course: Course = {
  id: 'course-1',
  platformId: 'platform-1',
  deploymentId: '1',
  contextId: '7',
  label: 'DLP',
  title: 'Digital Leadership in Practice',
  endsAt: '2026-11-30T00:00:00Z',
  membershipsUrl: null,
  lineItemsUrl: null,
  scopes: [],
  issuerId: 'issuer-1',
  guid: null,
}

export function person(id: string, name: string | null): Person {
  return {
    id,
    platformId: 'platform-1',
    sub: `sub-${id}`,
    name,
    email: name && `${id}@example.org`,
    sourcedId: null,
  }
}

/** A badge without anything of an institution's own. */
const PLAIN_LOOK = JSON.stringify({
  level: 'Completed',
  course: '',
  issuer: '',
  colour: null,
  logo: null,
  art: null,
})

export const issuer: Issuer = {
  id: 'issuer-1',
  name: 'Riverside College',
  url: 'https://riverside.example',
  email: 'credentials@riverside.example',
  description: 'A college by the river.',
  logo: 'c0'.repeat(32),
  colour: null,
  savedAt: null,
}

export function seen(title: string, outcome: Outcome, more: Partial<SeenActivity> = {}): SeenActivity {
  return { id: `activity-${title.length}`, title, source: 'column', outcome, ...more }
}

export function evaluation(
  type: CriterionType,
  outcome: Outcome,
  reason: Reason,
  children: Evaluation[] = [],
): Evaluation {
  return { type, outcome, reason, children }
}

const composed = (type: CriterionType, outcome: Outcome, children: Evaluation[]) =>
  evaluation(type, outcome, { code: 'composed' }, children)
const unmapped = (kind: Kind) => evaluation('completed', 'unknown', { code: 'unmapped', kind })

export const completedMet = composed('all', 'met', [
  evaluation('attended', 'met', {
    code: 'attended',
    have: 5,
    need: 4,
    total: 5,
    kind: 'attendance',
    seenAt: '2026-11-10T09:00:00Z',
    activities: [seen('Session 1', 'met', { source: 'check-in' })],
  }),
  evaluation('completed', 'met', {
    code: 'completed',
    have: 4,
    need: 4,
    total: 4,
    kind: 'participation',
    seenAt: '2026-11-11T09:00:00Z',
    activities: [seen('Unit 1 forum', 'met')],
  }),
])

export const demonstratedOpen = composed('any', 'not-yet', [
  evaluation('completed', 'not-yet', {
    code: 'not-completed',
    have: 0,
    need: 1,
    total: 1,
    kind: 'coursework',
    activities: [seen('Unit 2 reflection', 'not-yet', { source: 'coursework' })],
  }),
  evaluation('scored', 'not-yet', {
    code: 'not-scored',
    percent: 45,
    needPercent: 60,
    have: 0,
    need: 1,
    total: 1,
    activities: [seen('Unit 1 quiz', 'not-yet')],
  }),
  evaluation('completed', 'unknown', {
    code: 'source-unreadable',
    kind: 'interaction',
    need: 1,
    total: 1,
    activities: [seen('Course forum', 'unknown', { source: 'mirror', fault: 'scope-missing' })],
  }),
  unmapped('activity'),
])

export const implementedLocked = evaluation('evidence', 'not-yet', {
  code: 'evidence-locked',
  deadline: '2027-05-30T00:00:00Z',
})

export function credential(level: LevelId, more: Partial<Credential> = {}): Credential {
  return {
    id: `credential-${level}`,
    achievementId: `achievement-${level}`,
    courseId: course.id,
    personId: 'person-1',
    level,
    state: 'live',
    criteriaVersion: 3,
    narrative: 'Attended 5 of 5 sessions; took part in 4 of 4 activities.',
    awardedAt: '2026-11-12T10:00:00Z',
    awardedBy: null,
    expiresAt: null,
    withdrawnAt: null,
    withdrawnReason: null,
    statusListId: 'list-1',
    statusIndex: 1,
    subjectId: 'urn:uuid:0',
    recipientType: 'emailAddress',
    recipientHash: 'sha256$0',
    salt: 'salt',
    document: '{"id":"credential"}',
    offeredAt: null,
    publishedAt: null,
    retractedAt: null,
    undone: null,
    withdrawnCause: null,
    replacedBy: null,
    renewedBy: null,
    reissuedAt: null,
    ...more,
  }
}

export function achievement(level: LevelId): Achievement {
  return {
    id: `achievement-${level}`,
    courseId: course.id,
    level,
    criteriaVersion: 3,
    courseTitle: course.title,
    issuerId: issuer.id,
    name: `Demonstrated: ${course.title}`,
    description: 'What the credential is for.',
    criteriaNarrative: 'Holds Completed, and has handed in course work or completed an assignment.',
    belowId: level === 'completed' ? null : 'achievement-completed',
    look: PLAIN_LOOK,
    edition: 1,
  }
}

export function publicCredential(status: PublicCredential['status'] = 'valid'): PublicCredential {
  return {
    credential: credential('demonstrated', {
      narrative: 'Handed in course work; scored 72 % in the unit quiz.',
      ...(status === 'withdrawn' && { state: 'withdrawn', withdrawnAt: '2026-11-20T10:00:00Z' }),
      ...(status === 'expired' && { expiresAt: '2026-11-20T10:00:00Z' }),
    }),
    achievement: achievement('demonstrated'),
    issuer,
    below: { credentialId: 'credential-completed', level: 'completed', awardedAt: '2026-11-12T10:00:00Z' },
    status,
    replacedBy: null,
    listed: false,
    name: null,
    evidence: [],
  }
}

export const run: RefreshRun = {
  courseId: course.id,
  state: 'done',
  requestedAt: '2026-11-23T14:04:00Z',
  startedAt: '2026-11-23T14:04:00Z',
  succeededAt: '2026-11-23T14:05:00Z',
  done: 24,
  total: 24,
  error: null,
  errorDetail: null,
}

export function level(id: LevelId, tree: Evaluation, blockedBy: LevelId | null = null): LevelProgress {
  return { level: id, outcome: blockedBy ? 'not-yet' : tree.outcome, blockedBy, evaluation: tree }
}

export function rung(
  id: LevelId,
  state: Rung['state'],
  progress: LevelProgress | null,
  more: Partial<Rung> = {},
): Rung {
  const held = state === 'earned' ? credential(id) : null
  return { level: id, state, flagged: false, proposed: false, progress, credential: held, ...more }
}

export function ladderView(more: Partial<LadderView> = {}): LadderView {
  return {
    course,
    person: person('person-1', 'Adaeze Okafor'),
    rungs: [
      rung('completed', 'earned', level('completed', completedMet)),
      rung('demonstrated', 'in-progress', level('demonstrated', demonstratedOpen)),
      rung('implemented', 'locked', level('implemented', implementedLocked, 'demonstrated')),
    ],
    next: { type: 'criterion', level: 'demonstrated', path: [0] },
    evidence: [],
    run,
    membership: { active: true, since: null, leftAt: null },
    criteriaVersion: 3,
    unread: 0,
    ...more,
  }
}

export function evidence(state: EvidenceRecord['state']): WithFiles<EvidenceRecord> {
  return {
    id: `evidence-${state}`,
    courseId: course.id,
    personId: 'person-1',
    state,
    ownPractice: 'I plan each meeting with the group now.\nIt takes less time.',
    institution: 'The department uses the same plan.',
    links: [],
    files: [],
    shared: [],
    stage: 'first',
    credentialId: null,
    submittedAt: '2026-11-19T09:00:00Z',
    decidedAt: state === 'submitted' ? null : '2026-11-20T09:00:00Z',
    decidedBy: null,
    feedback: state === 'returned' ? 'Say when you changed it.' : null,
  }
}

export function activity(id: string, title: string, more: Partial<CourseActivity> = {}): CourseActivity {
  return {
    id,
    title,
    kind: null,
    source: 'column',
    fault: null,
    courseId: course.id,
    lineItemUrl: null,
    state: 'active',
    position: 1,
    ...more,
  }
}

export const criteria: CourseCriteria = {
  completed: {
    award: 'automatic',
    criterion: {
      type: 'all',
      of: [
        { type: 'attended', percent: 80 },
        { type: 'completed', target: { kind: 'participation' }, need: 'every' },
      ],
    },
  },
  demonstrated: {
    award: 'automatic',
    criterion: {
      type: 'any',
      of: [
        { type: 'completed', target: { kind: 'coursework' }, need: 1 },
        { type: 'scored', target: { kind: 'assignment' }, percent: 60, need: 1 },
      ],
    },
  },
  implemented: { award: 'approval', criterion: { type: 'evidence', months: 6, from: 'course-end' } },
}

export function session(role: CourseRole, launch: Partial<LaunchFacts> = {}): Session {
  return {
    id: `session-${role}`,
    secretHash: '',
    csrf: 'csrf-token',
    courseId: course.id,
    personId: 'person-1',
    role,
    launch: {
      messageType: 'LtiResourceLinkRequest',
      resourceLinkId: '1',
      link: 'ladder',
      activityId: null,
      deepLinking: null,
      forUser: null,
      looking: null,
      frameOrigins: ['https://vle.example'],
      returnUrl: null,
      ...launch,
    },
    locale: null,
    expiresAt: new Date(NOW + 3_600_000).toISOString(),
  }
}

export function registered(changes: Partial<Registered> = {}): Registered {
  return {
    platform: {
      id: 'platform-1',
      name: 'vle.example',
      issuer: 'https://vle.example',
      clientId: 'client-1',
      authUrl: 'https://vle.example/auth',
      tokenUrl: 'https://vle.example/token',
      jwksUrl: 'https://vle.example/jwks',
      tokenAudience: null,
      family: 'moodle',
      status: 'pending',
      deploymentIds: ['1'],
    },
    product: 'moodle',
    again: false,
    changeWaits: false,
    frameOrigins: ['https://vle.example'],
    ...changes,
  }
}

/** A VLE that does not grant one permission, in a course without columns. */
export function connectionView(more: Partial<ConnectionView> = {}): ConnectionView {
  return {
    platform: {
      id: 'platform-1',
      name: 'Riverside VLE',
      issuer: 'https://vle.riverside.example',
      clientId: 'client-7',
      authUrl: 'https://vle.riverside.example/auth',
      tokenUrl: 'https://vle.riverside.example/token',
      jwksUrl: 'https://vle.riverside.example/jwks',
      tokenAudience: null,
      family: 'moodle',
      status: 'approved',
      deploymentIds: ['1', '4'],
    },
    product: 'moodle',
    version: '2024100706',
    findings: [
      finding('registration', 'pass', 'registration_approved'),
      finding('deployments', 'pass', 'deployments_known', { ids: '1, 4' }),
      finding('addresses', 'pass', 'addresses_https'),
      finding('keys', 'pass', 'keys_usable', { keys: '2', cachedSeconds: '754' }),
      finding('token', 'pass', 'token_given'),
      finding('scopes', 'fail', 'scopes_missing', { scopes: 'contextmembership.readonly' }),
      finding('clock', 'pass', 'clock_agrees'),
      finding('memberships', 'unknown', 'scope_not_granted', { scope: 'contextmembership.readonly' }),
      finding('line-items', 'pass', 'line_items_read', { items: '0' }),
      finding('results', 'unknown', 'no_line_item'),
    ],
    checkedAt: '2026-11-23T14:29:40Z',
    run,
    readings: { courses: 12, fresh: 10, failing: 1, stale: 1 },
    pending: [{ name: 'Riverside VLE', clientId: 'client-9' }],
    ...more,
  }
}

export function file(name: string, more: Partial<FileRecord> = {}): FileRecord {
  return {
    id: `file-${name}`,
    courseId: course.id,
    personId: 'person-1',
    purpose: 'coursework',
    standing: 'loose',
    since: '2026-11-23T14:00:00Z',
    name,
    type: 'application/pdf',
    size: 5,
    sha256: '00',
    ...more,
  }
}

/** Course work ‘b’, that nobody handed in to. */
export function work(more: Partial<WorkView> = {}): WorkView {
  return {
    activity: activity('b', 'Unit 2 reflection', { source: 'coursework' }),
    maximum: null,
    handIns: [],
    draft: null,
    ...more,
  }
}

export function handIn(number: number, more: Partial<HandIn> = {}): HandIn {
  return {
    id: `hand-in-${number}`,
    activityId: 'b',
    personId: 'person-1',
    number,
    text: `What I did, time ${number}`,
    url: null,
    files: [],
    submittedAt: '2026-11-20T10:00:00Z',
    marks: [],
    ...more,
  }
}

export function mark(number: number, more: Partial<Mark> = {}): Mark {
  return {
    submissionId: 'hand-in-1',
    number,
    score: 15,
    maximum: 20,
    feedback: null,
    markedAt: '2026-11-22T10:00:00Z',
    markedBy: 'tutor-1',
    ...more,
  }
}

export const workDraft: WorkDraft = {
  activityId: 'b',
  personId: 'person-1',
  text: 'Begun',
  url: '',
  files: [],
  savedAt: '2026-11-23T14:00:00Z',
}

export function marking(more: Partial<MarkingView> = {}): MarkingView {
  return { activity: work().activity, maximum: 20, handedIn: 2, waiting: 1, ...more }
}

export function handedIn(): Pick<HandedInView, 'total' | 'rows'> {
  const { files: _files, marks: _marks, ...submission } = handIn(1)
  const row = (id: string, name: string | null, given: Mark | null) => ({
    person: person(id, name),
    submission: { ...submission, files: [] },
    mark: given,
  })
  return { total: 2, rows: [row('p1', 'Adaeze Okafor', mark(1)), row('p2', 'Bedwyr Hughes', null)] }
}

/** Somebody who gets two levels, and somebody who is left out. */
export const decisionOutcomes = (): DecisionOutcome[] => [
  {
    person: person('p1', 'Adaeze Okafor'),
    level: 'demonstrated',
    levels: ['completed', 'demonstrated'],
    refusal: null,
  },
  {
    person: person('p2', 'Bedwyr Hughes'),
    level: 'demonstrated',
    levels: [],
    refusal: { code: 'lower_level_missing', level: 'completed' },
  },
]

export function auditListing(): AuditListing {
  const line = (action: AuditAction, more: Partial<AuditLine> = {}): AuditLine => ({
    at: '2026-11-23T14:05:00Z',
    platformId: 'platform-1',
    courseId: course.id,
    actorId: 'p9',
    action,
    subjectId: 'p1',
    reason: null,
    detail: { level: 'completed' },
    ...more,
  })
  const tutor = { id: 'p9', name: 'Siân Price' }
  const learner = { id: 'p1', name: 'Adaeze Okafor' }
  return {
    total: 120,
    activities: new Map([['b', 'Unit 2 reflection']]),
    entries: [
      { line: line('credential.withdrawn', { reason: '=cmd|calc' }), actor: tutor, subject: learner },
      {
        line: line('credential.awarded', { actorId: null }),
        actor: null,
        subject: null,
      },
      {
        line: line('activity.mapped', {
          subjectId: null,
          detail: { activity: 'b', before: null, after: 'coursework' },
        }),
        actor: tutor,
        subject: null,
      },
    ],
  }
}

export function personalFile(): PersonalFile {
  return {
    madeAt: '2026-11-23T14:05:00.000Z',
    person: person('person-1', 'Adaeze Okafor'),
    platform: { name: 'The VLE', issuer: 'https://vle.example' },
    courses: [{ id: course.id, title: course.title, label: course.label }],
    held: { submissions: [{ id: 's', text: 'Mine' }], files: [{ id: 'f', name: 'essay.pdf' }] },
  }
}

export const samples = (): Sample[] =>
  LEVEL_IDS.map((level) => ({ level, small: Buffer.from('small'), large: Buffer.from('large') }))

export function erasure(): Erasure {
  return {
    person: person('person-1', 'Adaeze Okafor'),
    confirmation: 'Adaeze Okafor',
    courses: ['Digital Teaching', 'Assessment'],
    listed: true,
    goes: { credentials: 2, evidence: 1, work: 3, files: 1, records: 12, notices: 0 },
  }
}
