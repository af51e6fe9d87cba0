import { expect } from 'chai'
import { course, ISSUER, loginState } from './factories.ts'
import { onBoth, random, rejection } from './support.ts'

onBoth('units of work', (db) => {
  const issuer = (id: string) => ({ ...ISSUER, id })

  it('run 200 at once and lose none', async function () {
    this.timeout(60_000)
    const ids = Array.from({ length: 200 }, () => random.uuid())
    await Promise.all(
      ids.map((id) =>
        db.store.write(async (unit) => {
          expect(await unit.issuers.byId(id)).to.equal(null)
          await unit.issuers.save(issuer(id))
          await unit.jobs.send('publish', { courseId: id })
        }),
      ),
    )
    const saved = new Set((await db.store.issuers.list()).map(({ id }) => id))
    expect(ids.filter((id) => !saved.has(id))).to.deep.equal([])
    expect((await db.engine.counts()).waiting).to.be.at.least(200)
  })

  it('that fail leave nothing behind, no row and no job', async () => {
    const before = await db.engine.counts()
    const failure = db.store.write(async (unit) => {
      await unit.issuers.save(issuer('rolled-back'))
      await unit.jobs.send('refresh', { courseId: 'rolled-back' })
      throw new Error('changed my mind')
    })
    expect((await rejection(failure)).message).to.equal('changed my mind')
    expect(await db.store.issuers.byId('rolled-back')).to.equal(null)
    expect(await db.engine.counts()).to.deep.equal(before)
    await db.store.write((unit) => unit.issuers.save(issuer('next')))
    expect(await db.store.issuers.byId('next')).not.to.equal(null)
  })

  it('that may find nothing to write only read, and are given up at the first row or job that they would write', async () => {
    await db.store.issuers.save(issuer('there'))
    const read = await db.store.glance(async (unit) => (await unit.issuers.byId('there'))?.id)
    expect(read).to.equal('there')
    const before = await db.engine.counts()
    const courses = await db.store.courses.list()
    const attempts = [
      db.store.glance((unit) => unit.issuers.save(issuer('never'))),
      db.store.glance((unit) => unit.people.enrol('c', 'p', 'learner')),
      db.store.glance((unit) => unit.jobs.send('publish', { courseId: 'never' })),
      db.store.glance((unit) => unit.courses.upsert(course('never'))),
    ]
    expect(await Promise.all(attempts)).to.deep.equal(attempts.map(() => null))
    expect(await db.store.issuers.byId('never')).to.equal(null)
    expect(await db.store.courses.list()).to.deep.equal(courses)
    expect(await db.engine.counts()).to.deep.equal(before)
    const failing = db.store.glance(async () => {
      throw new Error('another fault')
    })
    expect((await rejection(failing)).message).to.equal('another fault')
  })

  it('are seen by others only when they have committed', async () => {
    await db.store.write(async (unit) => {
      await unit.issuers.save(issuer('inside'))
      expect(await unit.issuers.byId('inside')).not.to.equal(null)
      expect(await db.store.issuers.byId('inside')).to.equal(null)
    })
    expect(await db.store.issuers.byId('inside')).not.to.equal(null)
  })

  it('refuse a write that goes round them', async () => {
    const round = db.store.write(() => db.store.issuers.save(issuer('round')))
    expect((await rejection(round)).code).to.equal('nested_write')
    const login = db.store.write(() => db.store.lti.saveState(loginState('round')))
    expect((await rejection(login)).code).to.equal('nested_write')
    const nested = db.store.write(() => db.store.write(async () => undefined))
    expect((await rejection(nested)).code).to.equal('nested_write')
  })

  it('refuse it as well while others begin and end, and after there was none', async () => {
    for (const round of ['first', 'second']) {
      const nested = db.store.write(async (unit) => {
        await unit.issuers.byId(round)
        await db.store.issuers.byId(round)
        return rejection(db.store.issuers.save(issuer(round)))
      })
      await Promise.all([
        db.store.issuers.save(issuer('before')),
        nested,
        db.store.lti.saveState(loginState(round)),
      ])
      expect((await nested).code).to.equal('nested_write')
      expect(await db.store.issuers.byId(round)).to.equal(null)
    }
  })

  it('are not spoilt by a write that failed before, whose statement is used again', async () => {
    await db.store.lti.saveState(loginState('once'))
    await rejection(db.store.lti.saveState(loginState('once')))
    await db.store.lti.saveState(loginState('twice'))
    expect(await db.store.lti.takeState('once')).to.deep.equal(loginState('once'))
    expect(await db.store.lti.takeState('once')).to.equal(null)
    expect((await db.store.lti.peekState('twice'))?.login).to.deep.equal(loginState('twice'))
  })

  it('answer what their work answers', async () => {
    expect(await db.store.write(async () => 42)).to.equal(42)
    await db.store.ping()
  })

  it('are all there when the database is opened again, which migrates nothing twice', async () => {
    await db.store.issuers.save(issuer('durable'))
    await db.reopen()
    expect((await db.store.issuers.byId('durable'))?.id).to.equal('durable')
    expect(db.statements.filter(({ sql }) => /CREATE TABLE platforms/.test(sql))).to.have.length(1)
  })
})
