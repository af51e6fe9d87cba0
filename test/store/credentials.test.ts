import { expect } from 'chai'
import { achievement, ISSUER, world } from './factories.ts'
import { onBoth, rejection } from './support.ts'

const AT = '2026-11-23T11:00:00.000Z'
const LATER = '2026-11-24T11:00:00.000Z'
const now = (limit: number) => ({ awardedBy: AT, refusedBefore: AT, limit })

onBoth('credentials', (db) => {
  it('awards a level once, whoever asks how often', async () => {
    const { course, person, credential } = await world(db.store)
    const rows = await Promise.all(Array.from({ length: 10 }, () => credential('ann', 'completed')))
    const written = await Promise.all(rows.map((row) => db.store.credentials.award([row])))
    expect(written.flat()).to.have.length(1)
    const held = await db.store.credentials.ofLearner(course.id, person('ann'))
    expect(held).to.deep.equal(rows.filter(({ id }) => id === written.flat()[0]))
  })

  it('leaves out rows that lose and writes the others', async () => {
    const { credential } = await world(db.store)
    await db.store.credentials.award([await credential('ann', 'completed')])
    const rows = [await credential('ann', 'completed'), await credential('ben', 'completed')]
    expect(await db.store.credentials.award(rows)).to.deep.equal([rows[1]?.id])
  })

  it('refuses a level without the levels below it', async () => {
    const { credential } = await world(db.store)
    expect(
      (await rejection(db.store.credentials.award([await credential('ann', 'demonstrated')]))).message,
    ).to.match(/levels below/)
    await db.store.credentials.award([await credential('ann', 'completed')])
    await rejection(db.store.credentials.award([await credential('ann', 'implemented')]))
  })

  it('awards all levels at once in any order', async () => {
    const { course, person, credential } = await world(db.store)
    const rows = []
    for (const level of ['implemented', 'demonstrated', 'completed'] as const) {
      rows.push(await credential('ann', level), await credential('ben', level))
    }
    expect(await db.store.credentials.award(rows)).to.have.length(6)
    const held = await db.store.credentials.ofLearner(course.id, person('ben'))
    expect(held.map(({ level }) => level)).to.deep.equal(['completed', 'demonstrated', 'implemented'])
  })

  it('withdraws every live level above, with the reason, and lets the level be awarded again', async () => {
    const { course, person, credential } = await world(db.store)
    const rows = []
    for (const level of ['completed', 'demonstrated', 'implemented'] as const) {
      rows.push(await credential('ann', level))
    }
    await db.store.credentials.award(rows)
    const { credentials } = db.store
    const gone = await credentials.withdraw(
      course.id,
      person('ann'),
      ['demonstrated'],
      'copied',
      AT,
      'mistake',
    )
    expect(gone).to.deep.equal(
      rows.slice(1).map((row, index) => ({
        ...row,
        state: 'withdrawn',
        withdrawnAt: AT,
        withdrawnReason: 'copied',
        withdrawnCause: index === 0 ? 'mistake' : 'level-below',
      })),
    )
    const list = rows[1]?.statusListId ?? ''
    expect(await db.store.credentials.revokedIndexes(list)).to.include.members(
      gone.map((row) => row.statusIndex),
    )
    const listed = await db.store.credentials.withdrawnOf(ISSUER.id)
    expect(listed.filter(({ id }) => gone.some((row) => row.id === id))).to.deep.equal(
      gone
        .map(({ id, withdrawnAt, withdrawnCause }) => ({ id, withdrawnAt, withdrawnCause }))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    )
    expect(await db.store.credentials.withdrawnOf('nobody')).to.deep.equal([])
    expect(await db.store.credentials.award([await credential('ann', 'demonstrated')])).to.have.length(1)
  })

  it('lets one that is over make room for one that was earned anew, once, and for nothing else', async () => {
    const { credential, person, course } = await world(db.store)
    const { credentials } = db.store
    const [over, lasting] = [await credential('ann', 'completed'), await credential('ben', 'completed')]
    await credentials.award([{ ...over, expiresAt: LATER }, lasting])
    const anew = async (of: typeof over, awardedAt: string) => ({
      ended: of.id,
      by: { ...(await credential('ann', 'completed')), personId: of.personId, awardedAt },
    })
    expect(await credentials.renew([await anew(over, AT), await anew(lasting, LATER)])).to.deep.equal([])
    const tries = [await anew(over, LATER), await anew(over, LATER)]
    const written = (await Promise.all(tries.map((one) => credentials.renew([one])))).flat()
    expect(written).to.have.length(1)
    expect(await credentials.award([await credential('ann', 'completed')])).to.deep.equal([])
    const rows = await credentials.ofLearner(course.id, person('ann'))
    expect(rows.map(({ state, renewedBy }) => [state, renewedBy]).sort()).to.deep.equal([
      ['live', null],
      ['live', written[0]],
    ])
    expect((await credentials.standing(course.id, [person('ann')])).map(({ id }) => id)).to.deep.equal(
      written,
    )
    // What is above rests on the one that stands.
    await credentials.award([await credential('ann', 'demonstrated')])
    const gone = await credentials.withdraw(course.id, person('ann'), ['completed'], 'no', LATER)
    expect(gone.map(({ level }) => level)).to.deep.equal(['completed', 'demonstrated'])
    expect((await rejection(credentials.award([await credential('ann', 'demonstrated')]))).message).to.match(
      /below/,
    )
  })

  it("withdraws nothing in another course or of another's", async () => {
    const here = await world(db.store)
    const there = await world(db.store)
    await db.store.credentials.award([await here.credential('ann', 'completed')])
    const withdraw = (courseId: string, personId: string) =>
      db.store.credentials.withdraw(courseId, personId, ['completed'], 'no', AT)
    expect(await withdraw(there.course.id, here.person('ann'))).to.deep.equal([])
    expect(await withdraw(here.course.id, here.person('ben'))).to.deep.equal([])
    expect(await db.store.credentials.ofLearner(there.course.id, here.person('ann'))).to.deep.equal([])
  })

  it('lists what is not in the gradebook yet, with the sub, until it is marked', async () => {
    const { course, credential } = await world(db.store)
    const rows = [await credential('ann', 'completed'), await credential('ben', 'completed')]
    await db.store.credentials.award(rows)
    const waiting = await db.store.credentials.unposted(course.id, now(10))
    expect(waiting.map(({ sub }) => sub)).to.have.members(['ann', 'ben'])
    expect(await db.store.credentials.unposted(course.id, now(1))).to.have.length(1)
    await db.store.credentials.markPublished([rows[0]?.id ?? ''], AT)
    const left = await db.store.credentials.unposted(course.id, now(10))
    expect(left.map(({ id }) => id)).to.deep.equal([rows[1]?.id])
    expect((await db.store.credentials.byId(rows[0]?.id ?? ''))?.publishedAt).to.equal(AT)
  })

  it('waits with what may still be undone, until it is offered once', async () => {
    const { course, credential } = await world(db.store)
    const { credentials } = db.store
    const young = await credential('ann', 'completed', { awardedAt: '2026-11-23T11:00:01.000Z' })
    await credentials.award([young])
    expect(await credentials.unposted(course.id, now(10))).to.deep.equal([])
    expect(await credentials.oldestUnoffered(course.id)).to.equal(young.awardedAt)
    expect(await credentials.offer([young.id, 'nothing'], AT)).to.deep.equal([young.id])
    expect(await credentials.offer([young.id], 'later')).to.deep.equal([young.id])
    expect((await credentials.byId(young.id))?.offeredAt, 'the first time stays').to.equal(AT)
    expect((await credentials.unposted(course.id, now(10))).map(({ id }) => id)).to.deep.equal([young.id])
    expect(await credentials.oldestUnoffered(course.id)).to.equal(null)
    await rejection(credentials.markUndone(young.id, 'open'))
  })

  it('takes back what was offered and withdrawn, once, and never what nobody can have seen', async () => {
    const { course, person, credential } = await world(db.store, ['ann', 'ben', 'cai'])
    const { credentials } = db.store
    const rows = await Promise.all(['ann', 'ben', 'cai'].map((sub) => credential(sub, 'completed')))
    const [ann, ben] = rows.map(({ id }) => id)
    await credentials.award(rows)
    await credentials.offer([ann ?? ''], AT)
    await credentials.withdraw(course.id, person('ann'), ['completed'], 'no', AT)
    await credentials.withdraw(course.id, person('ben'), ['completed'], 'undone', AT)
    await credentials.markUndone(ben ?? '', 'open')
    expect(await credentials.offer([ann, ben].map(String), AT), 'no withdrawn one is offered').to.deep.equal(
      [],
    )
    const waiting = await credentials.unposted(course.id, now(10))
    expect(waiting.map(({ sub, state }) => [sub, state])).to.deep.equal([
      ['ann', 'withdrawn'],
      ['cai', 'live'],
    ])
    await credentials.markRetracted([ann ?? ''], AT)
    expect((await credentials.unposted(course.id, now(10))).map(({ sub }) => sub)).to.deep.equal(['cai'])
    await credentials.award([await credential('ann', 'completed')])
    const [again] = (await credentials.unposted(course.id, now(10))).filter(({ sub }) => sub === 'ann')
    expect(again, 'it tells what its score must be later than').to.include({ retracted: AT })
    const facts = await db.store.participation.facts(course.id, [person('ann'), person('ben')])
    expect(facts.get(person('ann'))?.awards.map(({ state }) => state)).to.have.members(['withdrawn', 'live'])
    expect(facts.get(person('ben'))?.awards).to.deep.equal([])
  })

  it('leaves out what the gradebook refused, until its learner is back or the time has passed', async () => {
    const { course, credential } = await world(db.store)
    const [ann, ben] = [await credential('ann', 'completed'), await credential('ben', 'completed')]
    await db.store.credentials.award([ann, ben])
    const later = AT.replace('2026', '2027')
    const waiting = async (refusedBefore = AT) =>
      (await db.store.credentials.unposted(course.id, { ...now(10), refusedBefore })).map(({ sub }) => sub)
    for (const { id } of [ann, ben, ann]) await db.store.credentials.noteRefused(id, AT)
    expect(await waiting()).to.deep.equal([])
    expect(await waiting(later)).to.have.members(['ann', 'ben'])
    await db.store.people.markLeft(course, ['ben'])
    expect(await waiting(later), 'who left is not tried again').to.deep.equal(['ann'])
    await db.store.credentials.forgetRefusals(course, ['ben', 'nobody'])
    expect(await waiting()).to.deep.equal(['ben'])
  })

  it('lets the first achievement of a level and version stand', async () => {
    const { course, levels } = await world(db.store)
    const [again] = await db.store.credentials.achievements([achievement(course.id, 'completed')])
    expect(again).to.deep.equal(levels[0])
    const [next] = await db.store.credentials.achievements([
      achievement(course.id, 'completed', { criteriaVersion: 2 }),
    ])
    expect(next?.id).not.to.equal(levels[0]?.id)
    expect(await db.store.credentials.achievement(levels[0]?.id ?? '')).to.deep.equal(levels[0])
  })

  it('gives a status index out once, and opens a new list when one is full', async () => {
    await world(db.store)
    const asked = Array.from({ length: 20 }, () => db.store.credentials.reserveStatus(ISSUER.id, 7))
    const places = (await Promise.all(asked)).flat()
    expect(new Set(places.map(({ listId, index }) => `${listId}/${index}`)).size).to.equal(140)

    const many = await db.store.credentials.reserveStatus(ISSUER.id, 131_072)
    expect(new Set(many.map(({ listId }) => listId)).size).to.be.greaterThan(1)
    const list = await db.store.credentials.statusList(many[0]?.listId ?? '')
    expect(list).to.deep.equal({ id: many[0]?.listId, issuerId: ISSUER.id, length: 131_072 })
  })

  it('awards 1,500 in two statements', async () => {
    const subs = Array.from({ length: 1500 }, (_, index) => `many${index}`)
    const { credential } = await world(db.store, subs)
    const template = await credential('many0', 'completed')
    const places = await db.store.credentials.reserveStatus(ISSUER.id, 1500)
    const ids = await db.store.people.idsBySub(
      (await db.store.courses.byId(template.courseId))?.platformId ?? '',
      subs,
    )
    const rows = [...ids.values()].map((personId, index) => ({
      ...template,
      id: `${template.id}-${index}`,
      personId,
      statusListId: places[index]?.listId ?? '',
      statusIndex: places[index]?.index ?? -1,
    }))
    db.statements.length = 0
    expect(await db.store.credentials.award(rows)).to.have.length(1500)
    expect(db.statements).to.have.length(2)
  })

  it('lets the first line item of a level stand', async () => {
    const { course } = await world(db.store)
    expect(await db.store.levelColumns.save(course.id, 'completed', 'https://vle.test/1')).to.equal(
      'https://vle.test/1',
    )
    expect(await db.store.levelColumns.save(course.id, 'completed', 'https://vle.test/2')).to.equal(
      'https://vle.test/1',
    )
    expect(await db.store.levelColumns.of(course.id)).to.deep.equal(
      new Map([['completed', 'https://vle.test/1']]),
    )
  })
})
