import { expect } from 'chai'
import type { CourseCopy } from '../../src/app/model.ts'
import { activity, course, world } from './factories.ts'
import { onBoth } from './support.ts'

const AT = '2026-11-23T10:00:00.000Z'

onBoth('copied courses', (db, dialect) => {
  async function copied() {
    const { vle, course: origin } = await world(db.store)
    const { course: copy } = await db.store.courses.upsert(course(vle.id))
    const old = activity(origin.id)
    await db.store.activities.insert([old])
    const found: CourseCopy = {
      courseId: copy.id,
      originId: origin.id,
      how: 'link',
      vouched: false,
      foundAt: AT,
      decision: null,
      decidedBy: null,
      decidedAt: null,
    }
    return { vle, origin, copy, old, found }
  }

  it('have one origin: the first that was found', async () => {
    const { vle, copy, found } = await copied()
    const { course: other } = await db.store.courses.upsert(course(vle.id))
    await Promise.all([db.store.copies.save(found), db.store.copies.save(found)])
    await db.store.copies.save({ ...found, originId: other.id })
    expect(await db.store.copies.of(copy.id)).to.deep.equal(found)
    await db.store.copies.vouch(copy.id)
    expect((await db.store.copies.of(copy.id))?.vouched).to.equal(true)
    expect(await db.store.copies.of(other.id)).to.equal(null)
  })

  it('are decided: set aside as often as one likes, taken over once', async () => {
    const { copy, found } = await copied()
    await db.store.copies.save(found)
    expect(await db.store.copies.decide(copy.id, 'later', 'ann', AT)).to.equal(true)
    const taken = await Promise.all(
      Array.from({ length: 8 }, () => db.store.copies.decide(copy.id, 'taken', 'ben', AT)),
    )
    expect(taken.filter(Boolean)).to.have.length(1)
    expect(await db.store.copies.decide(copy.id, 'later', 'ann', AT)).to.equal(false)
    expect(await db.store.copies.of(copy.id)).to.include({
      decision: 'taken',
      decidedBy: 'ben',
      decidedAt: AT,
    })
  })

  it('have one activity for each old one, whoever makes it at the same time', async () => {
    const { copy, old } = await copied()
    const make = () =>
      db.store.write(async (unit) => {
        const own = activity(copy.id)
        if (!(await unit.copies.addActivity(copy.id, old.id, own.id))) return null
        await unit.activities.insert([own])
        return own.id
      })
    const made = (await Promise.all(Array.from({ length: 8 }, make))).filter((id) => id !== null)
    expect(made).to.have.length(1)
    expect(await db.store.copies.activityFor(copy.id, old.id)).to.equal(made[0])
    expect(await db.store.copies.activities(copy.id)).to.deep.equal(new Map([[old.id, made[0]]]))
    expect((await db.store.activities.ofCourse(copy.id)).map(({ id }) => id)).to.deep.equal(made)
  })

  it('leave nothing of a place that was taken without its activity', async function () {
    // PostgreSQL refuses it as well, at commit, and Sequelize prints that.
    if (dialect === 'PostgreSQL') this.skip()
    const { copy, old } = await copied()
    const half = db.store.write((unit) => unit.copies.addActivity(copy.id, old.id, 'never-made'))
    expect(await half.then(() => 'written').catch(() => 'refused')).to.equal('refused')
    expect(await db.store.copies.activityFor(copy.id, old.id)).to.equal(null)
  })

  it('are found by the links that open their activities, within a deployment', async () => {
    const { vle, origin, old } = await copied()
    await db.store.copies.saveLink(origin.id, 'link-1', old.id)
    await db.store.copies.saveLink(origin.id, 'link-1', 'another')
    const by = (deploymentId: string) =>
      db.store.copies.activitiesByLink({ platformId: vle.id, deploymentId }, ['link-1', 'link-2'])
    expect(await by(origin.deploymentId)).to.deep.equal(new Map([['link-1', old]]))
    expect((await by('another')).size).to.equal(0)
    expect(await db.store.activities.onPlatform(vle.id, old.id)).to.deep.equal(old)
    expect(await db.store.activities.onPlatform('another', old.id)).to.equal(null)
  })
})
