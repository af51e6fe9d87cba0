import { expect } from 'chai'
import type { AuditLine } from '../../src/app/model.ts'
import type { AuditQuery } from '../../src/app/ports.ts'
import { world } from './factories.ts'
import { onBoth } from './support.ts'

const ALL: AuditQuery = { person: null, action: null, from: null, before: null, offset: 0, limit: 50 }

onBoth('the audit', (db) => {
  it('is listed latest first with the names that are known, by person, action and time, for its course alone', async () => {
    const { course, person } = await world(db.store, ['ann', 'ben', 'cai'])
    const other = await world(db.store)
    const line = (hour: number, change: Partial<AuditLine>): AuditLine => ({
      at: `2026-11-23T${hour}:00:00.000Z`,
      platformId: course.platformId,
      courseId: course.id,
      actorId: person('ann'),
      action: 'credential.awarded',
      subjectId: person('ben'),
      reason: null,
      detail: { hour },
      ...change,
    })
    await db.store.audit.append([
      line(10, {}),
      line(11, { actorId: null, subjectId: person('cai') }),
      line(12, { action: 'criteria.saved', subjectId: null, reason: 'Fewer sessions' }),
      line(13, { actorId: 'gone', subjectId: 'an-activity' }),
      line(14, { courseId: other.course.id }),
    ])
    const hours = async (query: Partial<AuditQuery> = {}) => {
      const { total, entries } = await db.store.audit.list(course.id, { ...ALL, ...query })
      return [total, ...entries.map((entry) => entry.line.detail.hour)]
    }
    expect(await hours()).to.deep.equal([4, 13, 12, 11, 10])
    expect(await hours({ offset: 1, limit: 2 })).to.deep.equal([4, 12, 11])
    expect(await hours({ person: 'name BEN' })).to.deep.equal([1, 10])
    expect(await hours({ person: person('ann') })).to.deep.equal([2, 12, 10])
    expect(await hours({ person: '%' })).to.deep.equal([0])
    expect(await hours({ action: 'criteria.saved' })).to.deep.equal([1, 12])
    expect(
      await hours({ from: '2026-11-23T11:00:00.000Z', before: '2026-11-23T13:00:00.000Z' }),
    ).to.deep.equal([2, 12, 11])
    const { entries } = await db.store.audit.list(course.id, ALL)
    expect(entries.map(({ actor, subject }) => [actor?.name ?? null, subject?.name ?? null])).to.deep.equal([
      [null, null],
      ['Name ann', null],
      [null, 'Name cai'],
      ['Name ann', 'Name ben'],
    ])
    expect(entries[0]?.line).to.deep.equal(line(13, { actorId: 'gone', subjectId: 'an-activity' }))
  })
})
