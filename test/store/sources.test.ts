import { expect } from 'chai'
import { activity, world } from './factories.ts'
import { onBoth } from './support.ts'

onBoth('what the sources keep', (db) => {
  it('states a checkpoint’s gate, of this course’s checkpoints alone', async () => {
    const { course } = await world(db.store)
    const other = await world(db.store)
    const { activities } = db.store
    const open = activity(course.id, { source: 'checkpoint', fault: 'gate-missing' })
    const session = activity(course.id, { fault: 'refused' })
    await activities.insert([open, session])
    for (const id of [open.id, session.id]) await activities.setGate(other.course.id, id, 'Mine')
    await activities.setGate(course.id, session.id, 'No gate')
    await activities.setGate(course.id, open.id, 'The quiz is passed')
    expect(await activities.byId(course.id, open.id)).to.include({ gate: 'The quiz is passed', fault: null })
    expect(await activities.byId(course.id, session.id)).to.include({ gate: null, fault: 'refused' })
    await activities.setGate(course.id, open.id, null)
    expect(await activities.byId(course.id, open.id)).to.include({ gate: null, fault: 'gate-missing' })
  })

  it('keeps with a record what it stands for, as it was first', async () => {
    const { course, person } = await world(db.store)
    const gate = activity(course.id, { source: 'checkpoint', gate: 'Passed' })
    await db.store.activities.insert([gate])
    const row = {
      ...{ activityId: gate.id, personId: person('ann'), completed: true, score: null, maximum: null },
      ...{ observedAt: '2026-11-24T10:00:00.000Z', statement: 'Passed' },
    }
    const later = { ...row, observedAt: '2026-11-25T10:00:00.000Z', statement: 'Something else' }
    expect(await db.store.participation.saveFirst(course.id, row)).to.equal(true)
    expect(await db.store.participation.saveFirst(course.id, later)).to.equal(false)
    const facts = await db.store.participation.facts(course.id, [person('ann')])
    expect(facts.get(person('ann'))?.participation[0]).to.include({ statement: 'Passed' })
    expect(await db.store.participation.summary(course.id, gate.id)).to.deep.equal({
      ...{ learners: 1, first: row.observedAt, last: row.observedAt },
    })
    const elsewhere = await world(db.store)
    expect(await db.store.participation.summary(elsewhere.course.id, gate.id)).to.deep.equal({
      ...{ learners: 0, first: null, last: null },
    })
  })

  it('lets a Moodle activity count once in a course, again once it was removed, and in another course', async () => {
    const { course } = await world(db.store)
    const other = await world(db.store)
    const { activities } = db.store
    const module = (courseId: string, moduleId: string) => activity(courseId, { source: 'moodle', moduleId })
    const first = module(course.id, '21')
    expect(await activities.insertModules([first, module(course.id, '22')])).to.have.length(2)
    const again = [module(course.id, '21'), module(course.id, '23')]
    expect(await activities.insertModules(again)).to.deep.equal([again[1]?.id])
    expect(await activities.insertModules([module(other.course.id, '21')])).to.have.length(1)
    await activities.remove(course.id, first.id)
    expect(await activities.insertModules([module(course.id, '21')])).to.have.length(1)
    const kept = (await activities.ofCourse(course.id)).map(({ moduleId }) => moduleId)
    expect(kept.toSorted()).to.deep.equal(['21', '22', '23'])
  })

  it('keeps one web service a platform', async () => {
    const here = await world(db.store)
    const there = await world(db.store)
    const { moodleSites } = db.store
    const site = { platformId: here.vle.id, url: 'https://a.example', encryptedToken: 'x', savedAt: 'now' }
    await moodleSites.save(site)
    await moodleSites.save({ ...site, url: 'https://b.example' })
    expect(await moodleSites.of(here.vle.id)).to.deep.equal({ ...site, url: 'https://b.example' })
    expect(await moodleSites.of(there.vle.id)).to.equal(null)
    expect(await moodleSites.remove(there.vle.id)).to.equal(false)
    expect(await moodleSites.remove(here.vle.id)).to.equal(true)
    expect(await moodleSites.list()).to.deep.equal([])
  })
})
