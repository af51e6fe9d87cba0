import { expect } from 'chai'
import type { RegistrationLink } from '../../src/app/model.ts'
import { platform } from './factories.ts'
import { onBoth, random } from './support.ts'

const NOW = 1_800_000_000_000
const AT = '2027-01-15T08:00:00.000Z'

onBoth('registration links', (db) => {
  const add = async (change: Partial<RegistrationLink> = {}): Promise<string> => {
    const link = {
      tokenHash: random.token(8),
      host: 'vle.test',
      autoApprove: true,
      expiresAt: NOW + 1000,
      usedAt: null,
      platformId: null,
      ...change,
    }
    await db.store.registrationLinks.add(link)
    expect(await db.store.registrationLinks.find(link.tokenHash)).to.deep.equal(link)
    return link.tokenHash
  }
  const claim = (hash: string, by = random.uuid(), now = NOW) =>
    db.store.registrationLinks.claim(hash, by, now, now + 500)

  it('are claimed by exactly one of many', async () => {
    const hash = await add()
    const claims = await Promise.all(Array.from({ length: 20 }, () => claim(hash)))
    expect(claims.filter(Boolean)).to.have.length(1)
  })

  it('are claimed again once given back by whoever had them, or once the claim is over', async () => {
    const hash = await add()
    expect(await claim(hash, 'first')).to.equal(true)
    await db.store.registrationLinks.release(hash, 'a stranger')
    expect(await claim(hash, 'second')).to.equal(false)
    await db.store.registrationLinks.release(hash, 'first')
    expect(await claim(hash, 'second')).to.equal(true)
    expect(await claim(hash, 'third', NOW + 499)).to.equal(false)
    expect(await claim(hash, 'third', NOW + 500)).to.equal(true)
  })

  it('are used up by their claim alone, once, and never claimed again', async () => {
    const { id } = await db.store.platforms.save(platform())
    const hash = await add()
    await claim(hash, 'mine')
    const { registrationLinks } = db.store
    expect(await registrationLinks.use(hash, 'another', id, AT)).to.equal(false)
    expect(await registrationLinks.use(hash, 'mine', id, AT)).to.equal(true)
    expect(await registrationLinks.use(hash, 'mine', id, AT)).to.equal(false)
    await registrationLinks.release(hash, 'mine')
    expect(await claim(hash, 'later', NOW + 900)).to.equal(false)
    expect(await registrationLinks.find(hash)).to.include({ usedAt: AT, platformId: id })
  })

  it('are over at their time, and swept long after', async () => {
    const hash = await add()
    expect(await claim(hash, 'late', NOW + 1000)).to.equal(false)
    expect(await db.store.registrationLinks.sweep(NOW + 999)).to.equal(0)
    expect(await db.store.registrationLinks.sweep(NOW + 1000)).to.be.greaterThan(0)
    expect(await db.store.registrationLinks.find(hash)).to.equal(null)
  })
})

onBoth('platforms that register themselves', (db) => {
  it('have one change of addresses that waits, the last one', async () => {
    const one = await db.store.platforms.save(platform())
    const other = await db.store.platforms.save(platform())
    const addresses = (host: string) => ({
      authUrl: `https://${host}/a`,
      tokenUrl: `https://${host}/t`,
      jwksUrl: `https://${host}/j`,
      tokenAudience: null,
    })
    await db.store.platforms.propose(one.id, addresses('first.test'))
    await db.store.platforms.propose(one.id, addresses('second.test'))
    await db.store.platforms.propose(other.id, addresses('third.test'))
    await db.store.platforms.propose(other.id, null)
    expect([...(await db.store.platforms.proposed())]).to.deep.equal([[one.id, addresses('second.test')]])
    expect(await db.store.platforms.byId(one.id)).to.deep.equal(one)
  })

  it('are locked by one unit of work at a time, so that two registrations see each other', async () => {
    const { issuer, clientId } = await db.store.platforms.save(platform({ deploymentIds: [] }))
    await Promise.all(
      ['1', '2', '3', '4'].map((deployment) =>
        db.store.write(async (unit) => {
          const known = await unit.platforms.lock(issuer, clientId)
          if (known)
            await unit.platforms.save({ ...known, deploymentIds: [...known.deploymentIds, deployment] })
        }),
      ),
    )
    const saved = await db.store.write((unit) => unit.platforms.lock(issuer, clientId))
    expect([...(saved?.deploymentIds ?? [])].sort()).to.deep.equal(['1', '2', '3', '4'])
    expect(await db.store.write((unit) => unit.platforms.lock(issuer, 'nobody'))).to.equal(null)
  })

  it('take their first deployment from the first launch, and no other', async () => {
    const { id } = await db.store.platforms.save(platform({ deploymentIds: [] }))
    await Promise.all(['a', 'b'].map((deployment) => db.store.platforms.settleDeployment(id, deployment)))
    const settled = (await db.store.platforms.byId(id))?.deploymentIds ?? []
    expect(settled).to.have.length(1)
    expect(['a', 'b']).to.include(settled[0])
  })
})
