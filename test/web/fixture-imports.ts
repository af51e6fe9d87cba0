import type { ImportRecord, Imports, ImportView } from '../../src/app/contract/imports.ts'
import * as views from './fixture-views.ts'

export const importRecord = (changes: Partial<ImportRecord> = {}): ImportRecord => ({
  id: 'import-1',
  courseId: views.course.id,
  state: 'preview',
  fileName: 'Session 3.csv',
  contentHash: 'hash',
  headings: ['Name', 'User Email', 'Duration (Minutes)', ''],
  firstRow: 2,
  rowCount: 6,
  settings: {
    columns: { name: 0, email: 1, duration: 2 },
    meaning: 'attendance',
    target: { title: 'Session 3', kind: 'attendance' },
    minutes: 45,
    outOf: 100,
  },
  choices: {},
  createdAt: '2026-11-23T14:00:00Z',
  createdBy: 'person-1',
  expiresAt: '2026-11-30T14:00:00Z',
  activityId: null,
  madeActivity: false,
  appliedAt: null,
  appliedBy: null,
  undoneAt: null,
  undoneBy: null,
  leftAlone: [],
  sheets: [],
  sheet: 0,
  ...changes,
})

const mark = { completed: true, score: null, maximum: null, standing: null }
const someone = (id: string, name: string) => views.person(id, name)

export const importView = (changes: Partial<ImportView> = {}): ImportView => ({
  record: importRecord(),
  sample: { rows: [['Adaeze Okafor', 'adaeze@example.test', '58', '']], firstRow: 2, page: 1, pages: 1 },
  targets: [views.activity('a', 'Session 2', { source: 'check-in' })],
  activity: null,
  missing: null,
  plan: {
    counts: {
      new: 1,
      changed: 1,
      same: 1,
      ambiguous: 1,
      unknown: 120,
      unclear: 1,
      blank: 1,
      repeated: 1,
      absent: 7,
    },
    people: [
      {
        person: someone('p1', 'Adaeze Okafor'),
        by: 'email',
        rows: [2, 5],
        minutes: 58,
        day: null,
        before: null,
        after: mark,
        change: 'new',
      },
      {
        person: someone('p2', 'Siân Ŵyn'),
        by: 'name',
        rows: [3],
        minutes: 12,
        day: null,
        before: { ...mark, standing: 'late' },
        after: { ...mark, completed: false },
        change: 'changed',
      },
      {
        person: someone('p3', 'Eva Lind'),
        by: 'studentId',
        rows: [4],
        minutes: null,
        day: null,
        before: mark,
        after: mark,
        change: 'same',
      },
    ],
    page: 1,
    pages: 2,
    ambiguous: [
      {
        row: 6,
        label: 'Alex Jones',
        among: ['p4', 'p5'],
        chosen: undefined,
        people: [someone('p4', 'Alex Jones'), someone('p5', 'Alex Jones')],
      },
    ],
    unknown: [{ row: 7, label: 'guest@else.example' }],
    unclear: [{ row: 8, label: 'Ben <b>', value: 'perhaps' }],
    leftPages: {
      ambiguous: { page: 1, pages: 1 },
      unknown: { page: 1, pages: 2 },
      unclear: { page: 1, pages: 1 },
    },
    shown: 'fingerprint',
  },
  before: null,
  written: 0,
  leftAlone: [],
  ...changes,
})

/** Answers with sample registers; a test replaces what it is about. */
export const fixtureImports = (parts: Partial<Imports> = {}): Imports => ({
  list: async () => [{ ...importRecord(), title: null }],
  upload: async () => 'import-1',
  view: async () => importView(),
  setUp: async () => {},
  chooseSheet: async () => {},
  choose: async () => {},
  apply: async () => {},
  undo: async () => {},
  async *progress() {},
  ...parts,
})
