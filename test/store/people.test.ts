import { expect } from 'chai'
import { course, ISSUER, loginState, member, platform, world } from './factories.ts'
import { onBoth } from './support.ts'

onBoth('people', (db) => {
  it('never lets a missing name or email erase a known one', async () => {
    const { vle } = await world(db.store)
    const known = await db.store.people.upsert(vle.id, {
      sub: 'x',
      name: 'Siân',
      email: 's@x.test',
      sourcedId: null,
    })
    const again = await db.store.people.upsert(vle.id, { sub: 'x', name: null, email: null, sourcedId: '7' })
    expect(again).to.deep.equal({ ...known, sourcedId: '7' })
  })

  it('knows the same sub on two platforms as two people', async () => {
    const here = await world(db.store, ['same'])
    const there = await world(db.store, ['same'])
    expect(here.person('same')).not.to.equal(there.person('same'))
    for (const { vle, person } of [here, there]) {
      const found = await db.store.people.idsBySub(vle.id, ['same'])
      expect(found).to.deep.equal(new Map([['same', person('same')]]))
    }
  })

  it('answers an enrolment of this course only', async () => {
    const here = await world(db.store)
    const there = await world(db.store)
    expect(await db.store.people.enrolment(there.course.id, here.person('ann'))).to.equal(null)
    const found = await db.store.people.enrolment(here.course.id, here.person('ann'))
    expect(found).to.include({ role: 'learner', active: true })
    expect(found?.person).to.deep.equal({
      id: here.person('ann'),
      platformId: here.vle.id,
      sub: 'ann',
      name: 'Name ann',
      email: 'ann@example.test',
      sourcedId: null,
    })
  })

  it('turns a tutor into a learner neither by a later launch nor by a roster that never said otherwise', async () => {
    const { course: here, vle } = await world(db.store)
    const { id } = await db.store.people.upsert(vle.id, {
      sub: 'tina',
      name: null,
      email: null,
      sourcedId: null,
    })
    await db.store.people.enrol(here.id, id, 'tutor', '2026-11-23T10:00:00.000Z')
    await db.store.people.saveRoster(here, [member('tina')])
    await db.store.people.saveRoster(here, [member('tina', { name: 'Tina' })])
    await db.store.people.enrol(here.id, id, 'learner')
    expect(await db.store.people.enrolment(here.id, id)).to.include({
      role: 'tutor',
      rosterRole: 'learner',
      staffAt: '2026-11-23T10:00:00.000Z',
    })
    await db.store.people.enrol(here.id, id, 'administrator')
    expect((await db.store.people.enrolment(here.id, id))?.role).to.equal('administrator')
  })

  it('turns a tutor into a learner where the roster takes its own word back, or on request', async () => {
    const { course: here, vle, person } = await world(db.store, ['ann', 'ben'])
    await db.store.people.saveRoster(here, [
      member('tina', { role: 'tutor' }),
      member('ann', { role: 'tutor' }),
    ])
    await db.store.people.saveRoster(here, [member('tina')])
    const id = (await db.store.people.idsBySub(vle.id, ['tina'])).get('tina') ?? ''
    expect((await db.store.people.enrolment(here.id, id))?.role).to.equal('learner')
    expect((await db.store.people.enrolment(here.id, person('ann')))?.role).to.equal('tutor')
    await db.store.people.demote(here.id, person('ann'))
    expect((await db.store.people.enrolment(here.id, person('ann')))?.role).to.equal('learner')
  })

  it('writes a roster only where something changed', async () => {
    const { course: here } = await world(db.store, [])
    const roster = Array.from({ length: 1500 }, (_, index) => member(`m${index}`))
    expect(await db.store.people.saveRoster(here, roster)).to.equal(3000)
    expect(await db.store.people.saveRoster(here, roster)).to.equal(0)
    const [first, ...rest] = roster
    const renamed = { ...(first ?? member('m0')), name: 'New name' }
    expect(await db.store.people.saveRoster(here, [renamed, ...rest])).to.equal(1)
  })

  it('takes the last of two entries for one sub', async () => {
    const { course: here, vle } = await world(db.store, [])
    await db.store.people.saveRoster(here, [
      member('two', { name: 'First' }),
      member('two', { name: 'Second' }),
    ])
    const id = (await db.store.people.idsBySub(vle.id, ['two'])).get('two') ?? ''
    expect((await db.store.people.byId(id))?.name).to.equal('Second')
  })

  it('pages through active learners by id, without those who left or teach', async () => {
    const { course: here, vle, person } = await world(db.store, ['a', 'b', 'c', 'd'])
    await db.store.people.saveRoster(here, [member('tutor', { role: 'tutor' })])
    expect(await db.store.people.markLeft(here, ['d', 'unknown'])).to.equal(1)
    expect(await db.store.people.markLeft(here, ['d'])).to.equal(0)
    const learners = [person('a'), person('b'), person('c')].sort()
    expect(await db.store.people.learnerIds(here.id, null, 2)).to.deep.equal(learners.slice(0, 2))
    expect(await db.store.people.learnerIds(here.id, learners[1] ?? '', 2)).to.deep.equal(learners.slice(2))
    expect(vle.id).to.equal(here.platformId)
  })

  it('marks nobody as left in another course', async () => {
    const { course: here, vle, person } = await world(db.store, ['z'])
    const { course: other } = await db.store.courses.upsert(course(vle.id))
    await db.store.people.saveRoster(other, [member('z')])
    await db.store.people.markLeft(other, ['z'])
    expect((await db.store.people.enrolment(here.id, person('z')))?.active).to.equal(true)
  })

  it('keeps a name with every kind of character', async () => {
    const { vle } = await world(db.store)
    const name = `Łucja "O'Neill" \\ 李 🎓 $1 %_`
    const saved = await db.store.people.upsert(vle.id, { sub: 'odd', name, email: null, sourcedId: null })
    expect((await db.store.people.byId(saved.id))?.name).to.equal(name)
    const nul = await db.store.people.upsert(vle.id, {
      sub: 'nul',
      name: 'a\0b',
      email: null,
      sourcedId: null,
    })
    expect(nul.name).to.match(/^a.b$/s)
  })
})

onBoth('platforms and courses', (db) => {
  it('updates a platform that is added again, and keeps its id and family', async () => {
    const first = await db.store.platforms.save(platform({ family: 'moodle' }))
    const { issuer } = first
    const again = await db.store.platforms.save(
      platform({ issuer, name: 'Renamed', deploymentIds: ['1', '2'] }),
    )
    expect(again).to.deep.equal({ ...first, name: 'Renamed', deploymentIds: ['1', '2'] })
  })

  it('shows the LTI library approved platforms alone', async () => {
    const saved = await db.store.platforms.save(platform({ status: 'pending' }))
    const seen = async () => [
      await db.store.lti.registrations(saved.issuer, null),
      await db.store.lti.registrations(saved.issuer, 'client'),
      (await db.store.lti.peekState('approved'))?.registration,
    ]
    await db.store.lti.saveState({ ...loginState('approved'), registrationId: saved.id })
    expect(await seen()).to.deep.equal([[], [], null])
    expect(await db.store.platforms.setStatus(saved.id, 'approved')).to.equal(true)
    const approved = { ...saved, status: 'approved' }
    expect(await seen()).to.deep.equal([[approved], [approved], approved])
    expect(await db.store.lti.registrations(saved.issuer, 'other')).to.deep.equal([])
    expect(await db.store.platforms.setStatus('nobody', 'approved')).to.equal(false)
  })

  it('keeps the services it knows when a launch brings none', async () => {
    await db.store.issuers.save(ISSUER)
    const vle = await db.store.platforms.save(platform())
    const first = await db.store.courses.upsert(course(vle.id))
    expect(first.created).to.equal(true)
    const bare = { membershipsUrl: null, lineItemsUrl: null, scopes: [], label: null, title: 'New title' }
    const again = await db.store.courses.upsert({ ...first.course, ...bare, id: 'another' })
    expect(again).to.deep.equal({ course: { ...first.course, title: 'New title' }, created: false })
  })

  it('writes nothing when a course is the same', async () => {
    const vle = await db.store.platforms.save(platform())
    const { course: known } = await db.store.courses.upsert(course(vle.id))
    db.statements.length = 0
    await db.store.courses.upsert({ ...known, id: 'another' })
    expect(db.statements.reduce((sum, { changed }) => sum + changed, 0)).to.equal(0)
  })

  it('makes one course of twenty first launches at once', async () => {
    const vle = await db.store.platforms.save(platform())
    const launches = Array.from({ length: 20 }, () =>
      db.store.courses.upsert(course(vle.id, { contextId: 'shared' })),
    )
    const answers = await Promise.all(launches)
    expect(new Set(answers.map((answer) => answer.course.id)).size).to.equal(1)
    expect(answers.filter((answer) => answer.created)).to.have.length(1)
  })
})
