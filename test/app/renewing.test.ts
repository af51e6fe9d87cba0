import { expect } from 'chai'
import { standingOfPerson } from '../../src/app/applications/standing.ts'
import type { Credential } from '../../src/app/model.ts'
import type { LevelId } from '../../src/core/ladder.ts'
import { verifyBadge } from '../../src/openbadges/index.ts'
import { ACCEPTED, type Course, EVIDENCE, openCourse, refusal, TAKING_PART } from './course.ts'

const DAY = 24 * 60

describe('a credential that has ended', () => {
  let course: Course
  before(async () => {
    course = await openCourse()
    const administrator = await course.administrator()
    const { current } = await course.tool.app.criteria(administrator)
    const ending = (level: LevelId) => ({ ...current.criteria[level], expiresAfterMonths: 12 })
    await course.tool.app.saveCriteria(administrator, {
      basedOn: current.version,
      note: null,
      criteria: { ...current.criteria, completed: ending('completed') },
    })
    for (const n of [1, 2, 3]) await course.earn(course.learner(n), 'completed')
    course.clock.advance(370 * DAY)
  })
  after(() => course.close())

  const rows = (n: number) => course.credentials(course.learner(n))
  const rung = async (n: number) => {
    const { rungs, next } = await course.tool.app.ladder(await course.visit(course.learner(n)))
    const found = rungs.find(({ level }) => level === 'completed')
    if (!found) throw new Error('no such rung')
    return { ...found, next }
  }
  const only = async (n: number): Promise<Credential> => {
    const [one] = await rows(n)
    if (!one) throw new Error('nothing was awarded')
    return one
  }
  const standing = async (n: number): Promise<Credential> => {
    const one = (await rows(n)).find(({ renewedBy, state }) => renewedBy === null && state === 'live')
    if (!one) throw new Error('nothing stands')
    return one
  }
  const read = async () => course.tool.app.requestRefresh(await course.administrator())
  async function verdict({ document }: Credential): Promise<string> {
    const { credentials } = course.tool.app
    const fetched = (async (url: unknown) => {
      const [, list] = /\/status\/([\w-]+)$/.exec(String(url)) ?? []
      const [, issuer = ''] = /\/issuers\/([\w-]+)$/.exec(String(url)) ?? []
      return Response.json(
        list ? await credentials.statusList(list) : (await credentials.issuer(issuer)).document,
      )
    }) as typeof fetch
    const report = await verifyBadge(Buffer.from(document), { fetch: fetched, clock: course.clock.now })
    return report.checks.find(({ outcome }) => outcome === 'fail')?.id ?? report.verdict
  }

  it('stays ended by what its learner did before, and their ladder says what would earn it again', async () => {
    await read()
    await course.settle()
    expect(await rows(1)).to.have.length(1)
    const found = await rung(1)
    expect(found).to.include({ state: 'earned', expired: true, proposed: false, flagged: false })
    expect(found.progress?.outcome).to.equal('not-yet')
    expect(found.next).to.include({ type: 'criterion', level: 'completed' })
  })

  it('is earned again by what they do since, once: the new one names the old one, which stays ended', async () => {
    const old = await only(1)
    course.grade(TAKING_PART, course.learner(1), 9)
    await read()
    await course.settle()
    await read()
    await course.settle()
    expect(await rows(1)).to.have.length(2)
    const fresh = await standing(1)
    expect((await rows(1)).find(({ id }) => id === old.id)).to.deep.equal({ ...old, renewedBy: fresh.id })
    expect(fresh.awardedAt > String(old.expiresAt)).to.equal(true)
    expect(fresh.expiresAt).to.not.equal(null)
    expect(fresh.narrative).to.contain(`${course.toolUrl}/credentials/${old.id}`)
    expect([await verdict(old), await verdict(fresh)]).to.deep.equal(['validity', 'valid'])
    expect(await rung(1)).to.include({ state: 'earned', expired: false })
    expect((await rung(1)).credential?.id).to.equal(fresh.id)
    const offered = await standingOfPerson(course.tool.deps, fresh.personId)
    expect(
      offered.map(({ id }) => id),
      'what applications read',
    ).to.deep.equal([fresh.id])
  })

  it('leads whoever asks after it to the one that was earned anew', async () => {
    const fresh = await standing(1)
    const [old] = (await rows(1)).filter(({ renewedBy }) => renewedBy !== null)
    const { credentials } = course.tool.app
    expect(await credentials.standsFor(old?.id ?? '')).to.equal(fresh.id)
    const page = await credentials.page(old?.id ?? '')
    expect([page.status, page.replacedBy]).to.deep.equal(['expired', fresh.id])
    expect(JSON.parse(old?.document ?? '{}').refreshService).to.deep.equal({
      id: `${course.toolUrl}/credentials/${old?.id}/refresh`,
      type: '1EdTechCredentialRefresh',
    })
  })

  it('has its score in the gradebook anew, and a line in the record that says which it renews', async () => {
    const fresh = await standing(1)
    course.clock.advance(DAY)
    await course.settle()
    expect(course.published('completed', course.learner(1))?.comment).to.contain(fresh.id)
    const lines = await course.tool.store.audit.ofCourse(course.courseId, 200)
    const line = lines.find(({ detail }) => detail.credential === fresh.id)
    expect(line).to.deep.include({ action: 'credential.awarded' })
    expect(line?.detail.renews).to.be.a('string')
  })

  it('is given again by a tutor’s hand, and not while it stands', async () => {
    const tutor = await course.administrator()
    const personId = await course.personId(course.learner(2))
    const award = () => course.tool.app.awardByHand(tutor, personId, 'completed', 'Took the refresher')
    await award()
    expect(await rows(2)).to.have.length(2)
    expect(await verdict(await standing(2))).to.equal('valid')
    expect((await refusal(award())).code).to.equal('already_held')
  })

  it('can be withdrawn after it was renewed, and what ended before stays what it was', async () => {
    const tutor = await course.administrator()
    const personId = await course.personId(course.learner(2))
    await course.tool.app.withdraw(tutor, personId, 'completed', 'By mistake')
    const states = (await rows(2)).map(({ state, renewedBy }) => [state, renewedBy !== null])
    expect(states).to.deep.equal([
      ['live', true],
      ['withdrawn', false],
    ])
  })

  it('is not taken for one that was never held where its renewal was undone', async () => {
    const personId = await course.personId(course.learner(4))
    await course.earn(course.learner(4), 'completed')
    course.clock.advance(370 * DAY)
    const tutor = await course.administrator()
    await course.tool.store.settings.save(course.courseId, { publishAfterMinutes: 60 }, null, '2026-11-02')
    await course.tool.app.awardByHand(tutor, personId, 'completed', 'Took the refresher')
    await course.tool.app.awards.undo(tutor, personId, 'completed')
    await read()
    await course.settle()
    const states = (await rows(4)).map(({ state }) => state)
    expect(states.sort()).to.deep.equal(['live', 'withdrawn'])
  })

  it('bears the levels above only once it is earned again', async () => {
    const tutor = await course.administrator()
    const personId = await course.personId(course.learner(3))
    const award = (level: LevelId) => course.tool.app.awardByHand(tutor, personId, level, 'Seen')
    expect((await refusal(award('demonstrated'))).code).to.equal('lower_level_missing')
    await award('completed')
    await award('demonstrated')
    expect(await course.held(course.learner(3))).to.include.members(['completed', 'demonstrated'])
  })
})

describe('Implemented, when it has ended', () => {
  let course: Course
  before(async () => {
    course = await openCourse()
    const administrator = await course.administrator()
    const { current } = await course.tool.app.criteria(administrator)
    await course.tool.app.saveCriteria(administrator, {
      basedOn: current.version,
      note: null,
      criteria: {
        ...current.criteria,
        implemented: { ...current.criteria.implemented, expiresAfterMonths: 12 },
      },
    })
  })
  after(() => course.close())

  it('is held again by evidence of what came since: the old evidence stays with the old credential', async () => {
    const user = course.learner(1)
    const { app, store } = course.tool
    const accept = async () => {
      const [record] = await store.work.evidence(course.courseId, await course.personId(user))
      if (!record) throw new Error('no evidence was handed in')
      await app.reviews.decide(await course.tutor(), record.id, ACCEPTED)
      return record.id
    }
    await course.earn(user, 'completed', 'demonstrated')
    await app.reviews.submit(await course.visit(user), EVIDENCE)
    const first = await accept()
    course.clock.advance(370 * DAY)
    const learner = await course.visit(user)
    const own = await app.reviews.own(learner)
    expect(own).to.include({ state: 'open', credentialId: null, mayAsk: true })
    expect(Date.parse(own.deadline ?? '')).to.be.greaterThan(course.clock.now())
    await app.reviews.submit(learner, { ...EVIDENCE, ownPractice: 'I now teach others to ask.' })
    expect((await app.reviews.own(learner)).state).to.equal('waiting')
    const second = await accept()
    const rows = (await course.credentials(user)).filter(({ level }) => level === 'implemented')
    expect(rows).to.have.length(2)
    const [old, fresh] = rows
    expect(old?.renewedBy).to.equal(fresh?.id)
    const evidence = await store.work.evidence(course.courseId, await course.personId(user))
    const of = (id: string) => evidence.find((one) => one.id === id)?.credentialId
    expect([of(first), of(second)]).to.deep.equal([old?.id, fresh?.id])
    expect((await app.reviews.own(learner)).state).to.equal('done')
  })
})
