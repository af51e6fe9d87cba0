import { expect } from 'chai'
import { world } from './factories.ts'
import { onBoth } from './support.ts'

const ALL = { search: null, holds: null, attention: null, offset: 0, limit: 50 }

onBoth('groups of a course', (db) => {
  it('are listed by name, and find their own learners in their own course', async () => {
    const here = await world(db.store)
    const there = await world(db.store)
    const groups = [
      { id: 'b', name: 'Monday' },
      { id: 'a', name: 'Evening' },
    ]
    await db.store.groups.save(here.course.id, groups)
    await db.store.groups.save(there.course.id, [{ id: 'b', name: 'Another' }])
    expect((await db.store.groups.of(here.course.id)).map(({ name }) => name)).to.deep.equal([
      'Evening',
      'Monday',
    ])
    await db.store.groups.setMembers(
      here.course.id,
      new Map([
        [here.person('ann'), ['a', 'b']],
        [here.person('ben'), ['b']],
      ]),
    )
    const found = async (courseId: string, group: string) =>
      (await db.store.progress.list(courseId, { ...ALL, group })).rows.map(({ person }) => person.sub)
    expect(await found(here.course.id, 'b')).to.deep.equal(['ann', 'ben'])
    expect(await found(there.course.id, 'b')).to.deep.equal([])
    await db.store.groups.setMembers(here.course.id, new Map([[here.person('ann'), []]]))
    expect(await found(here.course.id, 'b')).to.deep.equal(['ben'])
    expect(await found(here.course.id, 'a')).to.deep.equal([])
    await db.store.groups.save(here.course.id, [{ id: 'b', name: 'Tuesday' }])
    expect(await db.store.groups.of(here.course.id)).to.deep.equal([{ id: 'b', name: 'Tuesday' }])
  })
})
