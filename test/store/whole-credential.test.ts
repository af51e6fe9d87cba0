import { expect } from 'chai'
import { achievement, ISSUER, world } from './factories.ts'
import { onBoth } from './support.ts'

const AT = '2026-11-23T11:00:00.000Z'
const END = '2026-11-24T11:00:00.000Z'

onBoth('all that is told of a credential', (db) => {
  /** Ann holds the lowest two levels, the upper of which rests on the lower. */
  async function held() {
    const here = await world(db.store)
    const [lower, upper] = await db.store.credentials.achievements([
      achievement(here.course.id, 'completed', { id: `${here.course.id}-lower`, criteriaVersion: 2 }),
      achievement(here.course.id, 'demonstrated', { belowId: `${here.course.id}-lower`, criteriaVersion: 2 }),
    ])
    if (!lower || !upper) throw new Error('no achievements')
    const below = await here.credential('ann', 'completed', { achievementId: lower.id, expiresAt: END })
    const credential = await here.credential('ann', 'demonstrated', { achievementId: upper.id })
    await db.store.credentials.award([below, credential])
    return { ...here, make: here.credential, lower, upper, below, credential }
  }
  const whole = async (id: string) => (await db.store.credentials.whole(id))?.whole() ?? null

  it('is what the tables hold, each by itself', async () => {
    const { credential, upper, lower, below } = await held()
    expect(await whole(credential.id)).to.deep.equal({
      credential,
      achievement: upper,
      below: lower,
      issuer: ISSUER,
      publication: null,
      holder: 'Name ann',
      restsOn: { id: below.id, awardedAt: below.awardedAt },
    })
    expect(await whole(below.id)).to.deep.include({ credential: below, below: null, restsOn: null })
    expect(await whole('nobody’s')).to.equal(null)
    expect(await db.store.credentials.document(credential.id)).to.equal(credential.document)
    expect(await db.store.credentials.document('nobody’s')).to.equal(null)
  })

  it('says what its learner chose', async () => {
    const { credential } = await held()
    const chosen = { state: 'published', publishedAt: AT, showName: true, showEvidence: false } as const
    const publication = { credentialId: credential.id, ...chosen }
    await db.store.publications.save(publication)
    expect((await whole(credential.id))?.publication).to.deep.equal(publication)
  })

  it('rests on what the same learner holds in the same course, and on nothing that was taken away', async () => {
    const { credential, course, person, below, credential: upper } = await held()
    const other = await world(db.store)
    await db.store.credentials.award([
      await other.credential('ann', 'completed'),
      await other.credential('ben', 'completed'),
    ])
    expect((await whole(upper.id))?.restsOn?.id).to.equal(below.id)
    await db.store.credentials.withdraw(course.id, person('ann'), ['completed'], 'a mistake', AT)
    expect(await whole(credential.id)).to.deep.include({ restsOn: null })
    expect((await whole(credential.id))?.credential.state).to.equal('withdrawn')
  })

  it('rests on the one that was earned anew', async () => {
    const { credential, below, make } = await held()
    const achievementId = below.achievementId
    const by = await make('ann', 'completed', { achievementId, awardedAt: END })
    expect(await db.store.credentials.renew([{ ended: below.id, by }])).to.deep.equal([by.id])
    expect((await whole(credential.id))?.restsOn).to.deep.equal({ id: by.id, awardedAt: END })
  })
})
