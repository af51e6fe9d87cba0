import { expect } from 'chai'
import type { ShareLink } from '../../src/app/model.ts'
import { world } from './factories.ts'
import { onBoth, random, rejection } from './support.ts'

const AT = '2026-11-24T10:00:00.000Z'

onBoth('share links', (db) => {
  async function held() {
    const here = await world(db.store)
    const [mine, theirs] = [
      await here.credential('ann', 'completed'),
      await here.credential('ben', 'completed'),
    ]
    await db.store.credentials.award([mine, theirs])
    const link = (change: Partial<ShareLink> = {}): ShareLink => ({
      id: random.uuid(),
      token: random.uuid(),
      credentialId: mine.id,
      name: 'An application',
      showName: true,
      showEvidence: false,
      madeAt: AT,
      endsAt: null,
      openedAt: null,
      ...change,
    })
    return { mine, theirs, link }
  }

  it('are as their learner made them, newest first, and known by the hash of what is in the address', async () => {
    const { mine, theirs, link } = await held()
    const { shareLinks } = db.store
    const [first, second] = [
      link(),
      link({ madeAt: '2026-11-25T10:00:00.000Z', endsAt: AT, showName: false }),
    ]
    await shareLinks.make(first, `hash-${first.id}`)
    await shareLinks.make(second, `hash-${second.id}`)
    expect(await shareLinks.ofCredential(mine.id)).to.deep.equal([second, first])
    expect(await shareLinks.ofCredential(theirs.id)).to.deep.equal([])
    expect(await shareLinks.byToken(`hash-${second.id}`)).to.deep.equal({
      credentialId: mine.id,
      showName: false,
      showEvidence: false,
      endsAt: AT,
      ended: false,
    })
    expect(await shareLinks.byToken(first.token)).to.equal(null)
    expect(
      await rejection(shareLinks.make(link({ token: first.token }), 'other')),
      'never twice',
    ).to.be.instanceOf(Error)
  })

  it('keep nothing once they are taken back but that there was one', async () => {
    const { mine, theirs, link } = await held()
    const { shareLinks } = db.store
    const made = link()
    await shareLinks.make(made, `hash-${made.id}`)
    expect(await shareLinks.end(theirs.id, made.id, AT), 'of another credential').to.equal(false)
    expect(await shareLinks.end(mine.id, made.id, AT)).to.equal(true)
    expect(await shareLinks.end(mine.id, made.id, AT), 'again').to.equal(false)
    expect(await shareLinks.ofCredential(mine.id)).to.deep.equal([])
    expect(await shareLinks.byToken(`hash-${made.id}`)).to.include({ ended: true, showName: false })
  })

  it('know when they were last opened, to the minute', async () => {
    const { mine, link } = await held()
    const { shareLinks } = db.store
    const made = link()
    await shareLinks.make(made, `hash-${made.id}`)
    const opened = async () => (await shareLinks.ofCredential(mine.id))[0]?.openedAt
    await shareLinks.noteOpened(`hash-${made.id}`, AT)
    expect(await opened()).to.equal(AT)
    await shareLinks.noteOpened(`hash-${made.id}`, '2026-11-24T10:00:30.000Z')
    expect(await opened()).to.equal(AT)
    await shareLinks.noteOpened(`hash-${made.id}`, '2026-11-24T10:02:00.000Z')
    expect(await opened()).to.equal('2026-11-24T10:02:00.000Z')
  })

  it('lead to the credential that was issued in the place of theirs', async () => {
    const { mine, link } = await held()
    const made = link()
    await db.store.shareLinks.make(made, `hash-${made.id}`)
    const [place] = await db.store.credentials.reserveStatus('issuer', 1)
    const by = {
      ...mine,
      id: random.uuid(),
      statusListId: place?.listId ?? '',
      statusIndex: place?.index ?? -1,
      reissuedAt: AT,
    }
    await db.store.credentials.replace([{ old: mine.id, by }], 'A correction', AT)
    expect((await db.store.shareLinks.byToken(`hash-${made.id}`))?.credentialId).to.equal(by.id)
  })
})
