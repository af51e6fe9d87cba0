import type { EvidenceToReview, OwnEvidence, ReviewedEvidence, Reviews } from '../../src/app/contract.ts'
import { AppError } from '../../src/app/errors.ts'
import type { Extension, NoticeKind } from '../../src/app/model.ts'
import type { ToldNotice } from '../../src/app/ports.ts'
import * as views from './fixture-views.ts'

/** Remembers what was asked, and answers. */
type Note = <T>(name: string, answer: T) => (visit: unknown, ...args: unknown[]) => Promise<T>

export const reviewedEvidence = (
  state: ReviewedEvidence['state'],
  more: Partial<ReviewedEvidence> = {},
): ReviewedEvidence => ({ ...views.evidence(state), reviews: [], ...more })

export function ownEvidence(more: Partial<OwnEvidence> = {}): OwnEvidence {
  return {
    course: views.course,
    person: views.person('person-1', 'Adaeze Okafor'),
    evidence: [],
    draft: null,
    extensions: [],
    rubric: [],
    deadline: '2027-05-30T00:00:00Z',
    state: 'open',
    mayAsk: false,
    credentialId: null,
    ...more,
  }
}

export function evidenceToReview(more: Partial<EvidenceToReview> = {}): EvidenceToReview {
  return {
    person: views.person('person-1', 'Adaeze Okafor'),
    evidence: reviewedEvidence('submitted'),
    earlier: [],
    rubric: [],
    secondReviewer: false,
    deadline: '2027-05-30T00:00:00Z',
    reviewers: new Map([['tutor-1', views.person('tutor-1', 'Helen Marsh')]]),
    closed: null,
    ...more,
  }
}

export function extension(more: Partial<Extension> = {}): Extension {
  return {
    id: 'extension-1',
    courseId: views.course.id,
    personId: 'person-1',
    reason: 'My school changes its timetable in May.',
    askedAt: '2026-11-22T10:00:00Z',
    state: 'asked',
    until: null,
    decidedAt: null,
    decidedBy: null,
    answer: null,
    ...more,
  }
}

export function notice(kind: NoticeKind, more: Partial<ToldNotice> = {}): ToldNotice {
  return {
    id: `notice-${kind}`,
    courseId: views.course.id,
    personId: 'person-1',
    kind,
    subjectId: 'subject-1',
    aboutId: null,
    aboutName: null,
    detail: null,
    createdAt: '2026-11-22T10:00:00Z',
    readAt: null,
    mail: 'none',
    ...more,
  }
}

export function fixtureReviews(note: Note): Reviews {
  const person = views.person('person-1', 'Adaeze Okafor')
  return {
    own: note('own', ownEvidence()),
    saveDraft: note('saveDraft', undefined),
    submit: note('submit', undefined),
    share: note('share', undefined),
    askForTime: note('askForTime', undefined),
    queue: note('queue', {
      listing: {
        total: 1,
        rows: [{ evidence: { ...views.evidence('submitted'), files: ['file-1'] }, person }],
      },
      counts: {
        all: 1,
        waiting: 1,
        second: 0,
        disagreement: 0,
        returned: 0,
        declined: 0,
        accepted: 0,
        time: 1,
      },
      extensions: [{ extension: extension(), person }],
    }),
    toReview: note('toReview', evidenceToReview()),
    decide: note('decide', 'accepted' as const),
    extension: note('extension', {
      extension: extension(),
      person,
      deadline: '2027-05-30T00:00:00Z',
      decidedBy: null,
    }),
    decideTime: note('decideTime', undefined),
    // Asked for along with every first page, so not worth remembering.
    notices: async () => ({ total: 0, rows: [] }),
    putAway: note('putAway', undefined),
    contact: note('contact', { mail: true, language: null }),
    chooseMail: note('chooseMail', undefined),
  }
}

/** Refuses with this code, as the product does. */
export const refusing = (code: string, status: number) => async (): Promise<never> => {
  throw new AppError(code, status, 'as the test wants')
}
