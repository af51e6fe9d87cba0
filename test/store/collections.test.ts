import { expect } from 'chai'
import { world } from './factories.ts'
import { onBoth, rejection } from './support.ts'

const AT = '2026-11-24T10:00:00.000Z'
const LATER = '2026-11-25T10:00:00.000Z'

onBoth('a collection of credentials', (db) => {
  async function peopled() {
    const here = await world(db.store)
    const rows = [
      await here.credential('ann', 'completed', { awardedAt: '2026-11-01T10:00:00Z' }),
      await here.credential('ann', 'demonstrated', { awardedAt: '2026-11-02T10:00:00Z' }),
      await here.credential('ben', 'completed'),
    ]
    await db.store.credentials.award(rows)
    const [first, second, theirs] = rows.map(({ id }) => id)
    const ann = here.person('ann')
    const collection = (credentialIds: readonly (string | undefined)[]) => ({
      personId: ann,
      title: 'What I learned',
      introduction: null,
      listed: false,
      showName: false,
      credentialIds: credentialIds.map(String),
      savedAt: AT,
    })
    return { ann, ben: here.person('ben'), first, second, theirs, collection }
  }

  it('keeps the order of its person, and a later one takes its place', async () => {
    const { ann, ben, first, second, collection } = await peopled()
    const { collections } = db.store
    expect(await collections.of(ann)).to.equal(null)
    await collections.save(collection([second, first]))
    expect(await collections.of(ann)).to.deep.equal(collection([second, first]))
    const changed = {
      ...collection([first]),
      title: 'Other',
      introduction: 'Words',
      listed: true,
      showName: true,
      savedAt: LATER,
    }
    await collections.save(changed)
    expect(await collections.of(ann)).to.deep.equal(changed)
    expect(await collections.of(ben)).to.equal(null)
  })

  it('holds nobody else’s credential, and none twice: the database refuses, and what was there stands', async () => {
    const { ann, first, theirs, collection } = await peopled()
    const { collections } = db.store
    await collections.save(collection([first]))
    for (const wrong of [[first, theirs], [first, first], ['nothing']])
      expect(String(await rejection(collections.save(collection(wrong)))), String(wrong)).to.match(
        /constraint|unique/i,
      )
    expect(await collections.of(ann)).to.deep.equal(collection([first]))
  })

  it('is seen at one address; the one before is known to have been', async () => {
    const { ann, collection } = await peopled()
    const { collections } = db.store
    await collections.save(collection([]))
    expect(await collections.address(ann)).to.equal(null)
    expect(await collections.open(ann, `one-${ann}`, AT)).to.equal(`one-${ann}`)
    await collections.open(ann, `two-${ann}`, LATER)
    expect(await collections.address(ann)).to.equal(`two-${ann}`)
    expect(await collections.byAddress(`one-${ann}`)).to.deep.equal({ personId: ann, ended: true })
    expect(await collections.byAddress(`two-${ann}`)).to.deep.equal({ personId: ann, ended: false })
    await collections.close(ann, LATER)
    expect(await collections.address(ann)).to.equal(null)
    expect((await collections.byAddress(`two-${ann}`))?.ended).to.equal(true)
    expect(await collections.byAddress('never')).to.equal(null)
  })

  it('has one address however many are asked for at the same moment', async () => {
    const { ann } = await peopled()
    const { collections } = db.store
    const made = await Promise.all([1, 2, 3].map((n) => collections.open(ann, `${n}-${ann}`, AT)))
    const standing = await collections.address(ann)
    expect(made).to.include(standing)
    const open = await Promise.all([1, 2, 3].map((n) => collections.byAddress(`${n}-${ann}`)))
    expect(open.filter((each) => each?.ended === false)).to.have.length(1)
  })

  it('goes with its person, and its address stays known', async () => {
    const { ann, first, collection } = await peopled()
    const { collections } = db.store
    await collections.save(collection([first]))
    await collections.open(ann, `at-${ann}`, AT)
    await collections.erase(ann, LATER)
    expect(await collections.of(ann)).to.equal(null)
    expect(await collections.byAddress(`at-${ann}`)).to.deep.equal({ personId: ann, ended: true })
  })

  it('is made from a person’s credentials of every course, newest first, without what was undone', async () => {
    const { ann, ben, first, second, theirs } = await peopled()
    const { credentials } = db.store
    const ids = async (person: string) => (await credentials.ofPerson(person)).map(({ id }) => id)
    expect(await ids(ann)).to.deep.equal([second, first])
    expect(await ids(ben)).to.deep.equal([theirs])
    const { courseId } = (await credentials.byId(String(second))) ?? { courseId: '' }
    await credentials.withdraw(courseId, ann, ['demonstrated'], 'A slip', LATER)
    expect(await ids(ann)).to.deep.equal([second, first])
    await credentials.markUndone(String(second), 'open')
    expect(await ids(ann)).to.deep.equal([first])
  })

  it('has the highest level first of those that were given in one second', async () => {
    const here = await world(db.store)
    const { credentials } = db.store
    const levels = ['completed', 'demonstrated', 'implemented'] as const
    await credentials.award(
      await Promise.all(levels.map((level) => here.credential('ann', level, { awardedAt: AT }))),
    )
    const held = await credentials.ofPerson(here.person('ann'))
    expect(held.map(({ level }) => level)).to.deep.equal([...levels].reverse())
  })
})
