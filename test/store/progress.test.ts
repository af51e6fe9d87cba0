import { expect } from 'chai'
import { ATTENTIONS, PROGRESS_SORTS, type ProgressSort } from '../../src/app/attention.ts'
import type { ProgressQuery } from '../../src/app/ports.ts'
import type { LevelId } from '../../src/core/ladder.ts'
import { member, progressRow, world } from './factories.ts'
import { onBoth } from './support.ts'

const ALL: ProgressQuery = { search: null, holds: null, attention: null, offset: 0, limit: 50 }

onBoth('progress', (db) => {
  it('is written only where it differs, whenever it was computed', async () => {
    const { course, person } = await world(db.store)
    const rows = [progressRow(person('ann'), 'met'), progressRow(person('ben'), 'not-yet')]
    expect(await db.store.progress.saveChanged(course.id, rows)).to.equal(2)
    const later = rows.map((row) => ({ ...row, computedAt: '2026-12-01T00:00:00.000Z' }))
    expect(await db.store.progress.saveChanged(course.id, later)).to.equal(0)
    expect(await db.store.progress.of(course.id, person('ann'))).to.deep.equal(rows[0])
    const flagged = later.map((row) => ({ ...row, flagged: ['completed'] as const }))
    expect(await db.store.progress.saveChanged(course.id, flagged)).to.equal(2)
    expect(await db.store.progress.of(course.id, person('ann'))).to.deep.equal(flagged[0])
  })

  it('is listed by name whatever its case and accents, people without a name last', async () => {
    const { course } = await world(db.store, [])
    const names = ['élodie', 'Zoë', 'Ŵyn', 'adam', null, 'Eleri']
    await db.store.people.saveRoster(
      course,
      names.map((name, index) => member(`n${index}`, { name })),
    )
    const listing = await db.store.progress.list(course.id, ALL)
    expect(listing.rows.map(({ person }) => person.name)).to.deep.equal([
      'adam',
      'Eleri',
      'élodie',
      'Ŵyn',
      'Zoë',
      null,
    ])
    expect(listing.total).to.equal(6)
    const page = await db.store.progress.list(course.id, { ...ALL, offset: 2, limit: 2 })
    expect(page.rows.map(({ person }) => person.name)).to.deep.equal(['élodie', 'Ŵyn'])
    expect(page.total).to.equal(6)
  })

  it('is found by part of a name, and wildcards are only characters', async () => {
    const { course } = await world(db.store, [])
    const names = ['Siân Evans', '100% Sure', 'under_score', 'back\\slash']
    await db.store.people.saveRoster(
      course,
      names.map((name, index) => member(`w${index}`, { name })),
    )
    const found = async (search: string) =>
      (await db.store.progress.list(course.id, { ...ALL, search })).rows.map(({ person }) => person.name)
    expect(await found('SIAN')).to.deep.equal(['Siân Evans'])
    expect(await found('siân e')).to.deep.equal(['Siân Evans'])
    expect(await found('%')).to.deep.equal(['100% Sure'])
    expect(await found('_')).to.deep.equal(['under_score'])
    expect(await found('\\')).to.deep.equal(['back\\slash'])
    expect(await found("' OR 1=1 --")).to.deep.equal([])
  })

  it('is filtered by what is held and what needs attention, and counted', async () => {
    const { course, person, credential } = await world(db.store, ['ann', 'ben', 'cai', 'dai', 'eve'])
    await db.store.people.saveRoster(course, [member('tutor', { role: 'tutor' })])
    await db.store.people.markLeft(course, ['eve'])
    await db.store.progress.saveChanged(course.id, [
      progressRow(person('ann'), 'met', { flagged: ['completed'] }),
      progressRow(person('ben'), 'unknown'),
    ])
    const held = await credential('ann', 'completed', { expiresAt: '2027-11-23T10:00:00.000Z' })
    await db.store.credentials.award([held, await credential('eve', 'completed')])
    const evidence = {
      id: 'p1',
      courseId: course.id,
      personId: person('cai'),
      state: 'submitted',
      ownPractice: 'x',
      institution: null,
      links: [],
      files: [],
      shared: [],
      stage: 'first',
      credentialId: null,
      submittedAt: '2026-11-01T00:00:00.000Z',
      decidedAt: null,
      decidedBy: null,
      feedback: null,
    } as const
    await db.store.work.submitEvidence(evidence)

    const subs = async (query: Partial<ProgressQuery>) =>
      (await db.store.progress.list(course.id, { ...ALL, ...query })).rows.map((row) => row.person.sub)
    expect(await subs({})).to.deep.equal(['ann', 'ben', 'cai', 'dai'])
    expect(await subs({ holds: 'completed' })).to.deep.equal(['ann'])
    expect(await subs({ holds: 'demonstrated' })).to.deep.equal([])
    expect(await subs({ attention: 'flagged' })).to.deep.equal(['ann'])
    expect(await subs({ attention: 'unknown' })).to.deep.equal(['ben'])
    expect(await subs({ attention: 'evidence' })).to.deep.equal(['cai'])
    expect(await subs({ attention: 'flagged', search: 'ben' })).to.deep.equal([])
    expect(await db.store.progress.counts(course.id)).to.deep.equal({
      learners: 4,
      held: { completed: 1, demonstrated: 0, implemented: 0 },
      flagged: 1,
      proposed: 0,
      evidence: 1,
      unknown: 1,
    })
    const { rows } = await db.store.progress.list(course.id, ALL)
    expect(rows[0]).to.deep.include({
      progress: progressRow(person('ann'), 'met', { flagged: ['completed'] }),
      credentials: [
        { id: held.id, level: 'completed', awardedAt: held.awardedAt, expiresAt: held.expiresAt },
      ],
      evidence: null,
    })
    expect(rows[2]).to.deep.include({ progress: null, credentials: [], evidence: 'submitted' })
  })

  it('of another course is not seen', async () => {
    const here = await world(db.store)
    const there = await world(db.store)
    await db.store.progress.saveChanged(here.course.id, [progressRow(here.person('ann'), 'met')])
    expect(await db.store.progress.of(there.course.id, here.person('ann'))).to.equal(null)
    const listing = await db.store.progress.list(there.course.id, { ...ALL, search: 'ann' })
    expect(listing.rows.map(({ person, progress }) => [person.id, progress])).to.deep.equal([
      [there.person('ann'), null],
    ])
  })

  it('is sorted by name, by what waits for a person, by the highest level and by the latest change', async () => {
    const { course, person, credential } = await world(db.store, ['ann', 'ben', 'cai', 'dai'])
    const at = (hour: number) => `2026-11-23T${hour}:00:00.000Z`
    await db.store.progress.saveChanged(course.id, [
      progressRow(person('ann'), 'met', { computedAt: at(10) }),
      progressRow(person('ben'), 'unknown', { computedAt: at(13) }),
      progressRow(person('cai'), 'met', { flagged: ['completed'], computedAt: at(11) }),
      progressRow(person('dai'), 'met', { proposed: ['demonstrated'], computedAt: at(12) }),
    ])
    const award = async (sub: string, level: LevelId, hour: number) =>
      db.store.credentials.award([await credential(sub, level, { awardedAt: at(hour) })])
    await award('ann', 'completed', 14)
    await award('cai', 'completed', 10)
    await award('dai', 'completed', 10)
    await award('dai', 'demonstrated', 11)
    const sorted = async (sort: ProgressSort, more: Partial<ProgressQuery> = {}) =>
      (await db.store.progress.list(course.id, { ...ALL, sort, ...more })).rows.map((row) => row.person.sub)
    expect(await sorted('name')).to.deep.equal(['ann', 'ben', 'cai', 'dai'])
    expect(await sorted('attention')).to.deep.equal(['cai', 'dai', 'ben', 'ann'])
    expect(await sorted('level')).to.deep.equal(['dai', 'ann', 'cai', 'ben'])
    expect(await sorted('changed')).to.deep.equal(['ann', 'ben', 'dai', 'cai'])
    expect(await sorted('level', { offset: 1, limit: 2 })).to.deep.equal(['ann', 'cai'])
    expect(await sorted('name', { attention: 'proposed' })).to.deep.equal(['dai'])
    expect((await db.store.progress.counts(course.id)).proposed).to.equal(1)
  })

  for (const size of [100, 5_000]) {
    it(`of ${size} learners takes four statements to list, two to count, and reads what it shows alone`, async () => {
      const subs = Array.from({ length: size }, (_, index) => `l${index}`)
      const { course, person } = await world(db.store, subs)
      await db.store.progress.saveChanged(
        course.id,
        subs.map((sub, index) => progressRow(person(sub), index % 7 === 0 ? 'unknown' : 'met')),
      )
      for (const sort of PROGRESS_SORTS) {
        for (const attention of [null, ...ATTENTIONS]) {
          db.statements.length = 0
          const { rows } = await db.store.progress.list(course.id, { ...ALL, sort, attention, search: 'l' })
          expect(db.statements).to.have.length(4)
          const read = db.statements.reduce((sum, statement) => sum + statement.rows, 0)
          expect(read).to.be.at.most(1 + 3 * rows.length)
        }
      }
      db.statements.length = 0
      await db.store.progress.counts(course.id)
      expect(db.statements).to.have.length(2)
    })
  }
})
