import { expect } from 'chai'
import { ISSUER, platform, world } from './factories.ts'
import { onBoth, rejection } from './support.ts'

const AT = '2026-11-23T10:00:00.000Z'
const picture = (owner: string, hash: string, text = hash) => ({
  owner,
  hash,
  type: 'image/png' as const,
  bytes: Buffer.from(text),
  madeAt: AT,
})

onBoth('pictures and issuers', (db) => {
  it('one that is kept never changes and never goes; one that was only tried leaves', async () => {
    const { pictures } = db.store
    await pictures.add(picture('a', 'kept'))
    await pictures.add(picture('a', 'tried'))
    expect(await pictures.keep('a', 'kept')).to.equal(true)
    await pictures.add(picture('a', 'kept', 'something else'))
    await pictures.sweep('a', '2026-11-24T10:00:00.000Z')
    expect((await pictures.byHash('kept'))?.bytes.toString()).to.equal('kept')
    expect(await pictures.byHash('tried')).to.equal(null)
  })

  it('is kept by its own owner alone, and found by everybody', async () => {
    const { pictures } = db.store
    await pictures.add(picture('a', 'own'))
    expect(await pictures.keep('b', 'own')).to.equal(false)
    await pictures.sweep('b', '2027-01-01T00:00:00.000Z')
    expect(await pictures.byHash('own')).to.deep.equal(picture('a', 'own'))
  })

  it('an issuer follows the settings until somebody saves it', async () => {
    const { issuers } = db.store
    const own = { ...ISSUER, id: 'followed' }
    await issuers.follow({ ...own, name: 'First' })
    await issuers.follow({ ...own, name: 'Second' })
    expect((await issuers.byId('followed'))?.name).to.equal('Second')
    await issuers.save({ ...own, name: 'Saved', savedAt: AT })
    await issuers.follow({ ...own, name: 'Third' })
    expect((await issuers.byId('followed'))?.name).to.equal('Saved')
  })

  it('a platform has one issuer for new courses, and its courses are moved without those of others', async () => {
    const { issuers, courses } = db.store
    const [here, there] = [await world(db.store), await world(db.store)]
    const [mine, other] = [here.course, there.course]
    await issuers.save({ ...ISSUER, id: 'another' })
    expect(await issuers.ofPlatform(mine.platformId)).to.equal(null)
    expect(await issuers.isShared(ISSUER.id, mine.platformId, 'none')).to.equal(true)
    await issuers.choose(mine.platformId, 'another')
    expect(await issuers.moveCourses(mine.platformId, ISSUER.id, 'another')).to.equal(1)
    expect((await issuers.ofPlatform(mine.platformId))?.id).to.equal('another')
    expect((await courses.byId(mine.id))?.issuerId).to.equal('another')
    expect((await courses.byId(other.id))?.issuerId).to.equal(ISSUER.id)
    expect(await issuers.isShared('another', mine.platformId, ISSUER.id)).to.equal(false)
    expect(await issuers.isShared('another', other.platformId, ISSUER.id)).to.equal(true)
    await db.store.platforms.save(platform())
    expect(await issuers.isShared('another', mine.platformId, 'another')).to.equal(true)
    expect((await issuers.chosen()).get(mine.platformId)).to.equal('another')
    expect((await rejection(issuers.choose(mine.platformId, 'nobody'))).message).to.match(/foreign|FOREIGN/)
  })
})
