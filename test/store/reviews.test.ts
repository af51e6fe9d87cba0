import { expect } from 'chai'
import type { EvidenceRecord, EvidenceReview, Extension } from '../../src/app/model.ts'
import { world } from './factories.ts'
import { onBoth, random, rejection } from './support.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 10, minute)).toISOString()

onBoth('evidence under review', (db) => {
  const evidence = (
    courseId: string,
    personId: string,
    change: Partial<EvidenceRecord> = {},
  ): EvidenceRecord => ({
    id: random.uuid(),
    courseId,
    personId,
    state: 'submitted',
    ownPractice: 'mine',
    institution: null,
    links: ['https://example.org/'],
    files: ['file-1'],
    shared: [],
    stage: 'first',
    credentialId: null,
    submittedAt: at(0),
    decidedAt: null,
    decidedBy: null,
    feedback: null,
    ...change,
  })
  const review = (
    evidenceId: string,
    reviewerId: string,
    change: Partial<EvidenceReview> = {},
  ): EvidenceReview => ({
    evidenceId,
    stage: 'first',
    reviewerId,
    verdict: 'accepted',
    feedback: null,
    judgements: [{ line: 'Names a change', answer: 'yes', comment: null }],
    at: at(1),
    ...change,
  })
  const extension = (courseId: string, personId: string, change: Partial<Extension> = {}): Extension => ({
    id: random.uuid(),
    courseId,
    personId,
    reason: 'busy',
    askedAt: at(0),
    state: 'asked',
    until: null,
    decidedAt: null,
    decidedBy: null,
    answer: null,
    ...change,
  })
  const reviews = () => db.store.reviews

  it('keeps one draft a learner and course, as it was typed, until it is dropped', async () => {
    const { course, person } = await world(db.store)
    const draft = {
      courseId: course.id,
      personId: person('ann'),
      ownPractice: ' a\n',
      institution: '',
      links: 'www',
      files: ['file-1'],
      shared: ['links'] as const,
      savedAt: at(0),
    }
    await reviews().saveDraft(draft)
    await reviews().saveDraft({ ...draft, ownPractice: 'b', savedAt: at(1) })
    expect(await reviews().draft(course.id, person('ann'))).to.deep.equal({
      ...draft,
      ownPractice: 'b',
      savedAt: at(1),
    })
    expect(await reviews().draft(course.id, person('ben'))).to.equal(null)
    await reviews().dropDraft(course.id, person('ann'))
    expect(await reviews().draft(course.id, person('ann'))).to.equal(null)
  })

  it('takes one review at a stage, and none of somebody who had their say', async () => {
    const { course, person } = await world(db.store, ['ann', 't1', 't2', 't3'])
    const record = evidence(course.id, person('ann'))
    await db.store.work.submitEvidence(record)
    const second = { state: 'submitted', stage: 'second' } as const
    const first = await Promise.all(
      ['t1', 't2'].map((sub) => reviews().review(course.id, review(record.id, person(sub)), second)),
    )
    expect(first.filter(Boolean)).to.have.length(1)
    const winner = person(first[0] ? 't1' : 't2')
    const done = { state: 'accepted', stage: 'second' } as const
    const again = review(record.id, winner, { stage: 'second' })
    expect(await reviews().review(course.id, again, done), 'the same person').to.equal(false)
    const late = review(record.id, person('t3'))
    expect(await reviews().review(course.id, late, second), 'a stage that is over').to.equal(false)
    const other = review(record.id, person('t3'), { stage: 'second', at: at(2) })
    expect(await reviews().review(course.id, other, done)).to.equal(true)
    expect(await db.store.work.evidenceById(course.id, record.id)).to.include({
      state: 'accepted',
      stage: 'second',
      decidedBy: person('t3'),
      decidedAt: at(2),
    })
    const kept = (await reviews().reviews(course.id, [record.id])).get(record.id)
    expect(kept).to.deep.equal([review(record.id, winner), other])
    const elsewhere = await world(db.store)
    expect((await reviews().reviews(elsewhere.course.id, [record.id])).get(record.id)).to.deep.equal([])
  })

  it('refuses a "no" without words, whoever asks', async () => {
    const { course, person } = await world(db.store)
    const record = evidence(course.id, person('ann'))
    await db.store.work.submitEvidence(record)
    const bare = review(record.id, person('ben'), { verdict: 'declined' })
    await rejection(reviews().review(course.id, bare, { state: 'declined', stage: 'first' }))
    expect((await db.store.work.evidenceById(course.id, record.id))?.state, 'all or nothing').to.equal(
      'submitted',
    )
  })

  it('lets its learner choose what is shown until a credential was signed with that very choice', async () => {
    const { course, person, credential } = await world(db.store)
    const elsewhere = await world(db.store)
    const record = evidence(course.id, person('ann'), { state: 'accepted' })
    await db.store.work.submitEvidence(record)
    const share = (courseId: string, sub: string) =>
      reviews().share(courseId, person(sub), record.id, ['own-practice'])
    expect(await share(elsewhere.course.id, 'ann')).to.equal(false)
    expect(await share(course.id, 'ben')).to.equal(false)
    expect(await share(course.id, 'ann')).to.equal(true)
    const [written] = await db.store.credentials.award([await credential('ann', 'completed')])
    expect(await reviews().seal(record.id, written ?? '', []), 'another choice').to.equal(false)
    expect(await reviews().seal(record.id, written ?? '', ['own-practice'])).to.equal(true)
    expect(await share(course.id, 'ann'), 'too late').to.equal(false)
    const found = await reviews().accepted(course.id, [person('ann'), person('ben')])
    expect([...found.keys()]).to.deep.equal([person('ann')])
    expect(found.get(person('ann'))).to.include({ id: record.id, credentialId: written })
  })

  it('of several accepted pieces answers the one that was handed in last', async () => {
    const { course, person } = await world(db.store)
    for (const minute of [3, 9, 6])
      await db.store.work.submitEvidence(
        evidence(course.id, person('ann'), { state: 'accepted', submittedAt: at(minute) }),
      )
    const found = await reviews().accepted(course.id, [person('ann')])
    expect(found.get(person('ann'))?.submittedAt).to.equal(at(9))
  })

  it('is a queue in which what waits comes first, the oldest first, by page and by state', async () => {
    const { course, person } = await world(db.store, ['a', 'b', 'c', 'd', 'e'])
    const elsewhere = await world(db.store)
    await db.store.work.submitEvidence(evidence(elsewhere.course.id, elsewhere.person('ann')))
    const rows: [string, Partial<EvidenceRecord>][] = [
      ['a', { state: 'accepted', submittedAt: at(1) }],
      ['b', { submittedAt: at(5) }],
      ['c', { submittedAt: at(2), stage: 'second' }],
      ['d', { submittedAt: at(3), stage: 'disagreement' }],
      ['e', { state: 'returned', submittedAt: at(0) }],
    ]
    for (const [sub, change] of rows)
      await db.store.work.submitEvidence(evidence(course.id, person(sub), change))
    await reviews().askForTime(extension(course.id, person('e')))
    const queue = async (query: Parameters<ReturnType<typeof reviews>['queue']>[1]) => {
      const { total, rows: found } = await reviews().queue(course.id, query)
      return [total, ...found.map((row) => row.person.sub)]
    }
    expect(await queue({ filter: null, offset: 0, limit: 9 })).to.deep.equal([5, 'c', 'd', 'b', 'e', 'a'])
    expect(await queue({ filter: null, offset: 2, limit: 2 })).to.deep.equal([5, 'b', 'e'])
    expect(await queue({ filter: 'waiting', offset: 0, limit: 9 })).to.deep.equal([3, 'c', 'd', 'b'])
    expect(await queue({ filter: 'second', offset: 0, limit: 9 })).to.deep.equal([1, 'c'])
    expect(await queue({ filter: 'declined', offset: 0, limit: 9 })).to.deep.equal([0])
    expect(await reviews().counts(course.id)).to.deep.equal({
      all: 5,
      waiting: 3,
      second: 1,
      disagreement: 1,
      returned: 1,
      declined: 0,
      accepted: 1,
      time: 1,
    })
  })

  it('lets one wish for time wait, and one person answer it; what is granted is a fact to judge by', async () => {
    const { course, person } = await world(db.store)
    const elsewhere = await world(db.store)
    const wish = extension(course.id, person('ann'))
    expect(await reviews().askForTime(wish)).to.equal(true)
    expect(await reviews().askForTime(extension(course.id, person('ann')))).to.equal(false)
    const [waiting] = await reviews().waitingExtensions(course.id, 10)
    expect(waiting).to.deep.include({ extension: wish })
    expect(waiting?.person.sub).to.equal('ann')
    const granted = { state: 'granted', until: at(59), by: person('ben'), at: at(1), answer: null } as const
    expect(await reviews().decideTime(elsewhere.course.id, wish.id, granted)).to.equal(false)
    expect(await reviews().extensionById(elsewhere.course.id, wish.id)).to.equal(null)
    const answers = await Promise.all([1, 2].map(() => reviews().decideTime(course.id, wish.id, granted)))
    expect(answers.filter(Boolean)).to.have.length(1)
    expect(await reviews().waitingExtensions(course.id, 10)).to.deep.equal([])
    const again = extension(course.id, person('ann'), { askedAt: at(2) })
    expect(await reviews().askForTime(again)).to.equal(true)
    const refused = { ...granted, state: 'refused', until: null } as const
    await rejection(reviews().decideTime(course.id, again.id, refused))
    await reviews().decideTime(course.id, again.id, { ...refused, answer: 'no' })
    expect((await reviews().extensions(course.id, person('ann'))).map(({ state }) => state)).to.deep.equal([
      'refused',
      'granted',
    ])
    const facts = await db.store.participation.facts(course.id, [person('ann'), person('ben')])
    expect(facts.get(person('ann'))?.extensions).to.deep.equal([at(59)])
    expect(facts.get(person('ben'))?.extensions ?? []).to.deep.equal([])
  })
})
