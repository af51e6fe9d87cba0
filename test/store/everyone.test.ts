import { expect } from 'chai'
import type { EvidenceRecord } from '../../src/app/model.ts'
import type { FlatLearner } from '../../src/app/ports.ts'
import { activity, member, world } from './factories.ts'
import { onBoth } from './support.ts'

const AT = '2026-11-24T10:00:00.000Z'

onBoth('what everybody in a course did', (db) => {
  async function everybody(courseId: string): Promise<FlatLearner[]> {
    const all: FlatLearner[] = []
    for await (const page of db.store.everyone.facts(courseId)) all.push(...page)
    return all
  }

  it('is read flat, with numbers to the last bit, of learners who are there', async () => {
    const { course, person, credential } = await world(db.store, ['ann', 'ben', 'cai', 'tutor'])
    await db.store.people.saveRoster(course, [
      member('tutor', { role: 'tutor' }),
      member('cai', { active: false }),
    ])
    const [quiz, talk] = [activity(course.id), activity(course.id)]
    await db.store.activities.insert([quiz, talk])
    const seen = { completed: true, score: 0.1 + 0.2, maximum: 3, observedAt: AT }
    await db.store.participation.saveChanged(course.id, [
      { ...seen, activityId: quiz.id, personId: person('ann') },
      { ...seen, activityId: talk.id, personId: person('ann'), score: null, maximum: null, standing: 'late' },
      { ...seen, activityId: quiz.id, personId: person('tutor') },
    ])
    await db.store.credentials.award([await credential('ann', 'completed')])
    const [award] = await db.store.credentials.ofLearner(course.id, person('ann'))
    const evidence: Omit<EvidenceRecord, 'id' | 'personId' | 'state' | 'submittedAt' | 'feedback'> = {
      courseId: course.id,
      ownPractice: 'x',
      institution: null,
      decidedAt: null,
      decidedBy: null,
      links: [],
      files: [],
      shared: [],
      stage: 'first',
      credentialId: null,
    }
    await db.store.work.submitEvidence({
      ...evidence,
      id: 'evidence',
      personId: person('ben'),
      state: 'submitted',
      submittedAt: AT,
      feedback: null,
    })
    const all = await everybody(course.id)
    expect(all.map(({ personId }) => personId)).to.deep.equal([person('ann'), person('ben')].sort())
    const of = (sub: string) => all.find(({ personId }) => personId === person(sub))?.facts
    expect(
      of('ann')?.records.map(([id, done, ...rest]) => [id, Boolean(done), ...rest]),
    ).to.have.deep.members([
      [quiz.id, true, 0.1 + 0.2, 3, null],
      [talk.id, true, null, null, 'late'],
    ])
    expect(of('ann')?.awards).to.deep.equal([['completed', 'live', award?.awardedAt]])
    expect(of('ben')).to.deep.equal({ records: [], confirmed: [], evidence: [[AT, 'submitted']], awards: [] })
  })

  it('comes in pages whose number of statements does not depend on the people in them', async () => {
    const subs = Array.from({ length: 2001 }, (_, index) => `learner ${index}`)
    const { course } = await world(db.store, subs)
    db.statements.length = 0
    const all = await everybody(course.id)
    expect(new Set(all.map(({ personId }) => personId)).size).to.equal(2001)
    expect(db.statements).to.have.length(3 * 6)
  })

  it('is nobody of another course', async () => {
    const { course } = await world(db.store, [])
    await world(db.store, ['zoe'])
    expect(await everybody(course.id)).to.deep.equal([])
  })
})
