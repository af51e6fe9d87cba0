import { expect } from 'chai'
import type { Publication } from '../../src/app/model.ts'
import { world } from './factories.ts'
import { onBoth, rejection } from './support.ts'

onBoth('publications', (db) => {
  const published = (credentialId: string): Publication => ({
    credentialId,
    state: 'published',
    publishedAt: '2026-11-24T10:00:00.000Z',
    showName: true,
    showEvidence: false,
  })

  it('are one a credential: the last choice counts', async () => {
    const { credential } = await world(db.store)
    const [mine, other] = [await credential('ann', 'completed'), await credential('ben', 'completed')]
    await db.store.credentials.award([mine, other])
    expect(await db.store.publications.of(mine.id)).to.equal(null)
    await db.store.publications.save(published(mine.id))
    expect(await db.store.publications.of(mine.id)).to.deep.equal(published(mine.id))
    const takenBack: Publication = { ...published(mine.id), state: 'unlisted', showName: false }
    await db.store.publications.save(takenBack)
    const all = await db.store.publications.ofAll([mine.id, other.id])
    expect([...all.values()]).to.deep.equal([takenBack])
  })

  it('never name anybody where they are not published, and know when they were', async () => {
    const { credential } = await world(db.store)
    const mine = await credential('ann', 'completed')
    await db.store.credentials.award([mine])
    const save = (change: Partial<Publication>) =>
      rejection(db.store.publications.save({ ...published(mine.id), ...change }))
    expect(await save({ state: 'unlisted' })).to.be.instanceOf(Error)
    expect(await save({ publishedAt: null })).to.be.instanceOf(Error)
    expect(await rejection(db.store.publications.save(published('nobody')))).to.be.instanceOf(Error)
  })
})
