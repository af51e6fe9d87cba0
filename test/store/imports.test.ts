import { expect } from 'chai'
import type { ImportRecord } from '../../src/app/importing/types.ts'
import type { ParticipationOf } from '../../src/app/ports.ts'
import { activity, world } from './factories.ts'
import { onBoth, random, rejection } from './support.ts'

const AT = '2026-11-24T10:00:00.000Z'
const LATER = '2026-12-01T10:00:00.000Z'

const record = (courseId: string, createdBy: string, changes: Partial<ImportRecord> = {}): ImportRecord => ({
  id: random.uuid(),
  courseId,
  state: 'preview',
  fileName: 'a.csv',
  contentHash: 'hash',
  headings: ['Email'],
  firstRow: 2,
  rowCount: 1,
  settings: {
    columns: { email: 0 },
    meaning: 'attendance',
    target: { title: 'A', kind: null },
    minutes: null,
    outOf: 100,
  },
  choices: { 3: null },
  createdAt: AT,
  createdBy,
  expiresAt: LATER,
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

const seen = (
  activityId: string,
  personId: string,
  changes: Partial<ParticipationOf> = {},
): ParticipationOf => ({
  activityId,
  personId,
  completed: true,
  score: 0.1 + 0.2,
  maximum: 1,
  observedAt: AT,
  standing: 'late',
  origin: 'import',
  recordedBy: personId,
  ...changes,
})

onBoth('imports', (db) => {
  const stage = async () => {
    const here = await world(db.store)
    const ann = here.person('ann')
    const session = activity(here.course.id)
    await db.store.activities.insert([session])
    const one = record(here.course.id, ann)
    await db.store.imports.insert(one)
    return { ...here, ann, ben: here.person('ben'), session, one, courseId: here.course.id }
  }

  it('are kept as they were uploaded, for their course alone and until they expire', async () => {
    const { one, courseId } = await stage()
    const other = await world(db.store)
    expect(await db.store.imports.byId(courseId, one.id, AT)).to.deep.equal(one)
    expect(await db.store.imports.ofCourse(courseId, AT, 5)).to.deep.equal([one])
    expect(await db.store.imports.byId(other.course.id, one.id, AT)).to.equal(null)
    expect(await db.store.imports.byId(courseId, one.id, LATER)).to.equal(null)
  })

  it('are applied by one of twenty who ask at once, and undone by one', async () => {
    const { one, courseId, ann, session } = await stage()
    const by = { at: AT, personId: ann, activityId: session.id, madeActivity: false }
    const applied = await Promise.all(
      Array.from({ length: 20 }, () =>
        db.store.write((unit) => unit.imports.markApplied(courseId, one.id, by)),
      ),
    )
    expect(applied.filter(Boolean)).to.have.length(1)
    expect(await db.store.imports.setUp(one)).to.equal(false)
    expect((await db.store.imports.appliedWith(courseId, 'hash'))?.id).to.equal(one.id)
    const undone = await Promise.all(
      Array.from({ length: 20 }, () =>
        db.store.write((unit) =>
          unit.imports.markUndone(courseId, one.id, { at: AT, personId: ann, leftAlone: [ann] }),
        ),
      ),
    )
    expect(undone.filter(Boolean)).to.have.length(1)
    expect((await db.store.imports.byId(courseId, one.id, LATER))?.leftAlone).to.deep.equal([ann])
    expect(await db.store.imports.appliedWith(courseId, 'hash')).to.equal(null)
  })

  it('are not applied to another course’s activity, nor once they have expired', async () => {
    const { one, courseId, ann, session } = await stage()
    const other = await stage()
    const by = { at: AT, personId: ann, madeActivity: false }
    await rejection(db.store.imports.markApplied(courseId, one.id, { ...by, activityId: other.session.id }))
    const late = { ...by, at: LATER, activityId: session.id }
    expect(await db.store.imports.markApplied(courseId, one.id, late)).to.equal(false)
  })

  it('keep their rows in pages and what they changed to the last bit, in few statements', async () => {
    const { courseId, ann, ben, session } = await stage()
    const one = record(courseId, ann, { expiresAt: '2027-01-01T00:00:00.000Z' })
    await db.store.imports.insert(one)
    await db.store.imports.saveRows(one.id, [[['a', '“b”\n']], [['c']]])
    expect(await db.store.imports.rows(one.id, 0)).to.deep.equal([['a', '“b”\n']])
    expect(await db.store.imports.rows(one.id, 2)).to.equal(null)
    const changes = [
      { personId: ann, before: null, after: seen(session.id, ann) },
      {
        personId: ben,
        before: seen(session.id, ben, { score: null, standing: null }),
        after: seen(session.id, ben),
      },
    ]
    db.statements.length = 0
    await db.store.imports.saveChanges(one.id, changes)
    expect(db.statements.filter(({ kind }) => kind === 'write')).to.have.length(1)
    const back = await db.store.imports.changes(one.id)
    expect(back).to.have.deep.members(changes)
    // One thing of a person, however often the file names them.
    await rejection(db.store.imports.saveChanges(one.id, changes))
  })

  it('lose previews and rows that have expired, and never what was applied', async () => {
    const { one, courseId, ann, session } = await stage()
    const kept = record(courseId, ann)
    await db.store.imports.insert(kept)
    for (const { id } of [one, kept]) await db.store.imports.saveRows(id, [[['a']]])
    await db.store.imports.markApplied(courseId, kept.id, {
      at: AT,
      personId: ann,
      activityId: session.id,
      madeActivity: false,
    })
    await db.store.imports.saveChanges(kept.id, [
      { personId: ann, before: null, after: seen(session.id, ann) },
    ])
    await db.store.imports.removeExpired(LATER)
    expect(await db.store.imports.rows(kept.id, 0)).to.equal(null)
    expect((await db.store.imports.ofCourse(courseId, AT, 5)).map(({ id }) => id)).to.deep.equal([kept.id])
    expect(await db.store.imports.changes(kept.id)).to.have.length(1)
  })

  it('find the learners of a course and its records, each in one read', async () => {
    const { courseId, ann, ben, session } = await stage()
    await db.store.participation.saveChanged(courseId, [seen(session.id, ann), seen(session.id, ben)])
    db.statements.length = 0
    expect((await db.store.imports.learners(courseId)).map(({ id }) => id)).to.have.members([ann, ben])
    const recorded = await db.store.imports.recorded(courseId, session.id)
    expect(db.statements).to.have.length(2)
    expect(recorded.get(ann)).to.deep.include(seen(session.id, ann))
    await db.store.imports.removeRecords(courseId, session.id, [ann])
    expect([...(await db.store.imports.recorded(courseId, session.id)).keys()]).to.deep.equal([ben])
  })
})
