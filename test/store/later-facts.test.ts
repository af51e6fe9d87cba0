import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { CourseActivity, RefreshRun } from '../../src/app/model.ts'
import { member, world } from './factories.ts'
import { onBoth } from './support.ts'

onBoth('what becomes known later', (db) => {
  it('leaves the other facts of a run alone when one is noted, and makes the row where there is none', async () => {
    const { course } = await world(db.store)
    const { refreshRuns } = db.store
    const run: RefreshRun = {
      courseId: course.id,
      state: 'running',
      requestedAt: '2026-11-02T09:00:00.000Z',
      startedAt: '2026-11-02T09:00:01.000Z',
      succeededAt: null,
      done: 0,
      total: 0,
      error: null,
      errorDetail: null,
    }
    await refreshRuns.note(run, ['state'])
    expect(await refreshRuns.of(course.id)).to.deep.equal(run)
    const succeededAt = '2026-11-02T09:00:02.000Z'
    await Promise.all([
      refreshRuns.note({ ...run, state: 'done' }, ['state']),
      refreshRuns.note({ ...run, succeededAt }, ['succeededAt', 'error']),
      refreshRuns.note({ ...run, done: 3, total: 3 }, ['done', 'total']),
    ])
    expect(await refreshRuns.of(course.id)).to.deep.equal({
      ...run,
      state: 'done',
      succeededAt,
      done: 3,
      total: 3,
    })
  })

  it('tells the learners among many people of a course, those who left included, in their order', async () => {
    const { course, vle, person } = await world(db.store, ['ann', 'bob', 'cid'])
    const elsewhere = await world(db.store, ['dan'])
    await db.store.people.saveRoster(course, [member('tina', { role: 'tutor' })])
    await db.store.people.markLeft(course, ['bob'])
    const tina = (await db.store.people.idsBySub(vle.id, ['tina'])).get('tina') ?? ''
    const looker = await db.store.people.upsert(vle.id, {
      sub: 'test',
      name: null,
      email: null,
      sourcedId: null,
    })
    const asked = [person('cid'), tina, person('bob'), looker.id, elsewhere.person('dan')]
    const found = await db.store.people.learnersAmong(course.id, asked)
    expect(found).to.deep.equal([
      { id: person('cid'), active: true },
      { id: person('bob'), active: false },
    ])
    const many = Array.from({ length: 2500 }, () => randomUUID())
    expect(await db.store.people.learnersAmong(course.id, [...many, person('ann')])).to.deep.equal([
      { id: person('ann'), active: true },
    ])
  })

  it('forgets a level’s column only while it is the one that was meant', async () => {
    const { course } = await world(db.store)
    const { levelColumns } = db.store
    await levelColumns.save(course.id, 'completed', 'https://vle.example/1')
    await levelColumns.forget(course.id, 'completed', 'https://vle.example/0')
    expect((await levelColumns.of(course.id)).get('completed')).to.equal('https://vle.example/1')
    await levelColumns.forget(course.id, 'completed', 'https://vle.example/1')
    expect(await levelColumns.of(course.id)).to.deep.equal(new Map())
    expect(await levelColumns.save(course.id, 'completed', 'https://vle.example/2')).to.equal(
      'https://vle.example/2',
    )
  })

  it('gives an activity its line item whenever that is first told, once', async () => {
    const { course } = await world(db.store)
    const { activities } = db.store
    const base = { courseId: course.id, kind: null, fault: null, lineItemUrl: null, position: 0 } as const
    const make = (state: CourseActivity['state']): CourseActivity => {
      return { ...base, id: randomUUID(), title: state, source: 'coursework', state }
    }
    const [offered, removed] = [make('offered'), make('removed')]
    await activities.insert([offered, removed])
    const url = 'https://vle.example/1'
    expect(await activities.activate(course.id, offered.id, null)).to.equal(true)
    expect(await activities.activate(course.id, offered.id, null)).to.equal(false)
    expect(await activities.activate(course.id, offered.id, url)).to.equal(true)
    expect(await activities.activate(course.id, offered.id, 'https://vle.example/2')).to.equal(false)
    expect(await activities.activate(course.id, removed.id, url)).to.equal(false)
    expect(await activities.byId(course.id, offered.id)).to.include({ state: 'active', lineItemUrl: url })
    expect(await activities.byId(course.id, removed.id)).to.include({ state: 'removed', lineItemUrl: null })
  })
})
