import { expect } from 'chai'
import type { FileRecord } from '../../src/app/model.ts'
import type { FileOwner } from '../../src/app/ports.ts'
import { course as anotherCourse, world } from './factories.ts'
import { onBoth, random, rejection } from './support.ts'

const AT = '2026-11-23T10:00:00.000Z'
const LATER = '2026-11-23T11:00:00.000Z'

onBoth('the rows of files', (db) => {
  let ann: FileOwner
  let ben: FileOwner
  let elsewhere: FileOwner

  before(async () => {
    const { vle, course, person } = await world(db.store)
    const { course: other } = await db.store.courses.upsert(anotherCourse(vle.id))
    ann = { courseId: course.id, personId: person('ann'), purpose: 'coursework' }
    ben = { ...ann, personId: person('ben') }
    elsewhere = { ...ann, courseId: other.id }
  })

  const file = async (change: Partial<FileRecord> = {}): Promise<FileRecord> => {
    const facts = { name: 'Tŷ "a".pdf', type: 'application/pdf', size: 2_000_000_000, sha256: 'ab' }
    const row: FileRecord = { id: random.uuid(), ...facts, ...ann, standing: 'loose', since: AT, ...change }
    await db.store.files.insert(row)
    return row
  }
  const standing = async ({ courseId, id }: FileRecord) =>
    (await db.store.files.byId(courseId, id))?.standing ?? null

  it('come back as they were written, to their own course', async () => {
    const { files } = db.store
    const [one, two] = [await file(), await file()]
    expect(await files.byId(ann.courseId, one.id)).to.deep.equal(one)
    expect(await files.byId(elsewhere.courseId, one.id)).to.equal(null)
    expect(await files.byIds(ann.courseId, [two.id, 'none', one.id])).to.deep.equal([two, one])
    expect(await files.byIds(elsewhere.courseId, [one.id])).to.deep.equal([])
  })

  it('are settled for their owner alone, in the course and for the purpose that they came for', async () => {
    const { files } = db.store
    const row = await file()
    for (const stranger of [ben, elsewhere, { ...ann, purpose: 'evidence' as const }])
      expect(await files.settle(stranger, [row.id], 'handed-in', LATER)).to.equal(0)
    expect(await standing(row)).to.equal('loose')
    expect(await files.settle(ann, [row.id, 'none'], 'draft', LATER)).to.equal(1)
    expect(await standing(row)).to.equal('draft')
  })

  it('that were handed in stay so: no draft, no giving up, no sweep changes that', async () => {
    const { files } = db.store
    const row = await file()
    expect(await files.settle(ann, [row.id], 'handed-in', AT)).to.equal(1)
    expect(await files.settle(ann, [row.id], 'draft', LATER)).to.equal(1)
    expect(await files.release(ann, [row.id], LATER)).to.deep.equal([])
    expect(await files.claimLoose('2027-01-01', LATER, 100)).to.not.include(row.id)
    await files.forget([row.id])
    expect(await standing(row)).to.equal('handed-in')
    expect((await files.ofPerson(ann.courseId, ann.personId)).map(({ id }) => id)).to.include(row.id)
  })

  it('that were given up are gone for everybody, and cannot be taken again', async () => {
    const { files } = db.store
    const row = await file({ standing: 'draft' })
    expect(await files.release(ben, [row.id], LATER)).to.deep.equal([])
    expect(await files.release(ann, [row.id], LATER)).to.deep.equal([row.id])
    expect(await standing(row)).to.equal(null)
    expect(await files.byIds(ann.courseId, [row.id])).to.deep.equal([])
    expect(await files.settle(ann, [row.id], 'handed-in', LATER)).to.equal(0)
    await files.forget([row.id])
    expect(await files.claimLoose('2027-01-01', LATER, 100)).to.not.include(row.id)
  })

  it('are swept once nobody took them for long enough, the oldest first', async () => {
    const { files } = db.store
    await files.claimLoose('2027-01-01', '2027-01-01', 1000)
    const old = await file({ since: '2026-01-01T00:00:00.000Z' })
    const going = await file({ since: '2026-01-02T00:00:00.000Z', standing: 'going' })
    const fresh = await file({ since: LATER })
    const drafted = await file({ since: '2026-01-01T00:00:00.000Z', standing: 'draft' })
    expect(await files.claimLoose(AT, LATER, 1)).to.deep.equal([old.id])
    expect(await files.claimLoose(AT, LATER, 10)).to.deep.equal([going.id])
    expect(await standing(fresh)).to.equal('loose')
    expect(await standing(drafted)).to.equal('draft')
  })

  it('belong to somebody: a row of nobody, of no course or of no known purpose is refused', async () => {
    for (const wrong of [{ personId: 'nobody' }, { courseId: 'none' }, { purpose: 'fun' as 'evidence' }])
      expect((await rejection(file(wrong))).message).to.match(/constraint|violates/i)
  })
})
