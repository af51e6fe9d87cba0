import { expect } from 'chai'
import type { Mark, Submission } from '../../src/app/model.ts'
import { activity, world } from './factories.ts'
import { onBoth, random, rejection } from './support.ts'

const AT = '2026-11-23T10:00:00.000Z'

onBoth('course work', (db) => {
  let courseId: string
  let essay: string
  let ann: string
  let ben: string

  beforeEach(async () => {
    const { course, person } = await world(db.store)
    const work = activity(course.id, { source: 'coursework' })
    await db.store.activities.insert([work])
    courseId = course.id
    essay = work.id
    ann = person('ann')
    ben = person('ben')
  })

  const handIn = (number: number, change: Partial<Submission> = {}): Submission => ({
    id: random.uuid(),
    activityId: essay,
    personId: ann,
    number,
    text: `“${number}”\n`,
    url: null,
    files: [],
    submittedAt: AT,
    ...change,
  })
  const mark = (submissionId: string, number: number, change: Partial<Mark> = {}): Mark => ({
    submissionId,
    number,
    score: 12.25,
    maximum: 20,
    feedback: null,
    markedAt: AT,
    markedBy: ben,
    ...change,
  })

  it('keeps every hand-in, each number once, and knows the last', async () => {
    const { coursework } = db.store
    const [first, second] = [handIn(1), handIn(2, { url: 'https://a.test', files: ['x', 'y'] })]
    expect(await coursework.submit(first)).to.equal(true)
    expect(await coursework.submit(second)).to.equal(true)
    expect(await coursework.submit(handIn(2))).to.equal(false)
    expect(await coursework.submit(handIn(1, { personId: ben }))).to.equal(true)
    expect(await coursework.ofPerson(courseId, ann)).to.deep.equal([second, first])
    expect(await coursework.ofPerson('another', ann)).to.deep.equal([])
    expect(await coursework.latest(essay, ann)).to.deep.equal(second)
    expect(await coursework.byId(courseId, first.id)).to.deep.equal(first)
    expect(await coursework.byId('another', first.id)).to.equal(null)
  })

  it('keeps one draft for each person and activity', async () => {
    const { coursework } = db.store
    const draft = { activityId: essay, personId: ann, text: 'a', url: 'htt', files: ['x'], savedAt: AT }
    await coursework.saveDraft({ ...draft, text: 'before' })
    await coursework.saveDraft(draft)
    expect(await coursework.draft(essay, ann)).to.deep.equal(draft)
    expect(await coursework.drafts(courseId, ann)).to.deep.equal([draft])
    expect(await coursework.draft(essay, ben)).to.equal(null)
    await coursework.removeDraft(essay, ann)
    expect(await coursework.drafts(courseId, ann)).to.deep.equal([])
  })

  it('takes one of two marks that were given at the same moment', async () => {
    const { coursework } = db.store
    const work = handIn(1)
    await coursework.submit(work)
    const given = await Promise.all([1, 2, 3].map((score) => coursework.mark(mark(work.id, 1, { score }))))
    expect(given.filter(Boolean)).to.have.length(1)
    expect(await coursework.marks([work.id])).to.have.length(1)
    expect(await coursework.mark(mark(work.id, 2, { feedback: 'Anew' }))).to.equal(true)
    expect((await coursework.marks([work.id]))[0]).to.deep.equal(mark(work.id, 2, { feedback: 'Anew' }))
  })

  it('refuses marks over the maximum, under nothing, or of no hand-in', async () => {
    const { coursework } = db.store
    const work = handIn(1)
    await coursework.submit(work)
    for (const wrong of [mark(work.id, 1, { score: 21 }), mark(work.id, 1, { score: -1 }), mark('none', 1)])
      expect((await rejection(coursework.mark(wrong))).message).to.match(/constraint|violates/i)
  })

  it('knows the mark that stands: the last one given, of whichever hand-in', async () => {
    const { coursework } = db.store
    const [first, second] = [handIn(1), handIn(2)]
    await coursework.submit(first)
    await coursework.submit(second)
    await coursework.mark(mark(first.id, 1, { score: 1 }))
    const last = mark(first.id, 2, { score: 2, markedAt: '2026-11-24T10:00:00.000Z' })
    await coursework.mark(last)
    expect(await coursework.standingMarks(essay, [ann, ben])).to.deep.equal(new Map([[ann, last]]))
  })

  it('counts and lists the last hand-in of each person, and who waits for a mark', async () => {
    const { coursework } = db.store
    const [old, anew] = [handIn(1), handIn(2, { submittedAt: '2026-11-24T10:00:00.000Z' })]
    const bens = handIn(1, { personId: ben })
    for (const one of [old, anew, bens]) await coursework.submit(one)
    await coursework.mark(mark(old.id, 1))
    await coursework.mark(mark(bens.id, 1))
    expect(await coursework.counts(courseId)).to.deep.equal(new Map([[essay, { handedIn: 2, waiting: 1 }]]))
    expect(await coursework.counts('another')).to.deep.equal(new Map())
    const page = { waiting: false, offset: 0, limit: 10 }
    const { total, rows } = await coursework.handedIn(courseId, essay, page)
    expect(total).to.equal(2)
    expect(
      rows.map(({ person, submission, mark: given }) => [person.id, submission.number, given?.score]),
    ).to.deep.equal([
      [ben, 1, 12.25],
      [ann, 2, undefined],
    ])
    expect(rows[0]?.person).to.have.all.keys('id', 'platformId', 'sub', 'name', 'email', 'sourcedId')
    const waiting = await coursework.handedIn(courseId, essay, { ...page, waiting: true })
    expect(waiting.rows.map(({ submission }) => submission)).to.deep.equal([anew])
    expect((await coursework.handedIn('another', essay, page)).total).to.equal(0)
  })

  it('knows how it is marked, and keeps who said so last', async () => {
    const { coursework } = db.store
    const marking = { activityId: essay, courseId, maximum: 20, setAt: AT, setBy: ben }
    expect(await coursework.marking(essay)).to.equal(null)
    await coursework.setMarking({ ...marking, maximum: 10, setBy: ann })
    await coursework.setMarking(marking)
    expect(await coursework.marking(essay)).to.deep.equal(marking)
    await coursework.setMarking({ ...marking, maximum: null })
    expect((await coursework.markings(courseId))[0]?.maximum).to.equal(null)
  })
})
