import { expect } from 'chai'
import { reissue } from '../../src/app/issuing/reissue.ts'
import type { Credential } from '../../src/app/model.ts'
import { reissueCredential, revokeCredential } from '../../src/app/teaching/revoke.ts'
import { readEvidence, verifyBadge } from '../../src/openbadges/index.ts'
import type { StatementInfo } from '../../src/store/index.ts'
import { type Course, openCourse, refusal } from './course.ts'

describe('a credential that is issued anew', () => {
  let course: Course
  const statements: StatementInfo[] = []
  beforeEach(async () => {
    course = await openCourse({ onStatement: (info) => statements.push(info) })
    await course.earn(course.learner(1), 'completed', 'demonstrated')
    course.clock.advance(60)
  })
  afterEach(() => course.close())

  const rows = (n = 1) => course.credentials(course.learner(n))
  const standing = async (n = 1) =>
    (await rows(n)).filter(({ state, replacedBy }) => state === 'live' && replacedBy === null)
  const decide = async (
    level: 'completed' | 'demonstrated',
    learners: readonly number[],
    earnedOn?: string,
  ) =>
    course.tool.app.awards.decide(
      await course.tutor(),
      {
        kind: 'reissue',
        withBelow: false,
        targets: await Promise.all(
          learners.map(async (n) => ({ personId: await course.personId(course.learner(n)), level })),
        ),
        ...(earnedOn && { earnedOn }),
      },
      'The course was called something else',
    )
  const rename = async (title: string) => {
    const found = await course.tool.store.courses.byId(course.courseId)
    if (!found) throw new Error('no course')
    await course.tool.store.courses.upsert({ ...found, title })
  }
  const oneOf = (found: readonly Credential[], level: string, live: boolean) => {
    const one = found.find((row) => row.level === level && (row.state === 'live') === live)
    if (!one) throw new Error(`no such ${level}`)
    return one
  }

  it('says what is right now, under an id of its own, and takes the old one’s place at once', async () => {
    const before = oneOf(await rows(), 'completed', true)
    await rename('Digital Leadership')
    await reissue(course.tool.deps, course.courseId, [before], { reason: 'Renamed', by: null })
    const all = await rows()
    const [old, fresh] = [oneOf(all, 'completed', false), oneOf(all, 'completed', true)]
    expect(old).to.include({ id: before.id, document: before.document, replacedBy: fresh.id })
    expect(fresh.id).not.to.equal(old.id)
    expect(fresh).to.include({ awardedAt: before.awardedAt, narrative: before.narrative })
    expect(JSON.parse(fresh.document).credentialSubject.achievement.name).to.equal(
      'Completed: Digital Leadership',
    )
    const pages = course.tool.app.credentials
    expect((await pages.page(fresh.id)).achievement.courseTitle).to.equal('Digital Leadership')
    const shown = await pages.page(old.id)
    expect([shown.status, shown.replacedBy]).to.deep.equal(['replaced', fresh.id])
    expect(shown.achievement.courseTitle, 'as it was signed').not.to.equal('Digital Leadership')
    const assertion = await pages.assertion(old.id)
    expect(assertion.gone).to.equal(true)
    expect(assertion.document.revocationReason).to.contain(`/credentials/${fresh.id}`)
  })

  it('leaves the levels above as they are, which from now on rest on the new one', async () => {
    const above = oneOf(await rows(), 'demonstrated', true)
    await decide('completed', [1])
    expect(oneOf(await rows(), 'demonstrated', true)).to.deep.equal({
      ...above,
      publishedAt: oneOf(await rows(), 'demonstrated', true).publishedAt,
    })
    const page = await course.tool.app.credentials.page(above.id)
    expect(page.below?.credentialId).to.equal(oneOf(await rows(), 'completed', true).id)
    expect(await course.held(course.learner(1))).to.deep.equal(['completed', 'demonstrated'])
  })

  it('stands alone on the learner’s and the tutor’s pages, and nothing is awarded a second time', async () => {
    await decide('completed', [1])
    await course.refresh(course.courseId)
    expect(await standing()).to.have.length(2)
    const ladder = await course.tool.app.ladder(await course.visit(course.learner(1)))
    expect(ladder.rungs[0]).to.include({ state: 'earned', flagged: false })
    const { counts } = await course.tool.app.progress(await course.tutor(), {
      ...{ search: null, holds: null, attention: null, offset: 0, limit: 10 },
    })
    expect(counts.held.completed).to.equal(1)
  })

  it('has its link put into the gradebook, once, with the score as it was', async () => {
    await decide('completed', [1])
    await course.settle()
    const fresh = oneOf(await rows(), 'completed', true)
    const found = course.published('completed', course.learner(1))
    expect(found?.score).to.equal(1)
    expect(found?.comment).to.contain(`/credentials/${fresh.id}`)
    const posted = course.vle.log.count({ service: 'scores', status: 200 })
    await course.refresh(course.courseId)
    expect(course.vle.log.count({ service: 'scores', status: 200 })).to.equal(posted)
    await course.tool.app.withdraw(await course.tutor(), fresh.personId, 'completed', 'Copied')
    await course.settle()
    expect(course.published('completed', course.learner(1))?.score ?? null, 'and leaves it again').to.equal(
      null,
    )
  })

  it('happens once or not at all, wherever it is cut off, and however many ask at once', async () => {
    const { deps } = course.tool
    const killed = {
      ...deps,
      store: {
        ...deps.store,
        write: (<T>(work: Parameters<typeof deps.store.write<T>>[0]) =>
          deps.store.write<T>(async (unit) => {
            await work(unit)
            throw new Error('killed')
          })) as typeof deps.store.write,
      },
    }
    const before = await rows()
    const order = { reason: 'Renamed', by: null }
    const cut = await reissue(killed, course.courseId, before, order).catch((error: Error) => error.message)
    expect(cut).to.equal('killed')
    expect(await rows(), 'as it was').to.deep.equal(before)
    const both = await Promise.all([1, 2].map(() => reissue(deps, course.courseId, before, order)))
    expect(both.flat()).to.have.length(2)
    expect(await standing()).to.have.length(2)
    const lines = (await deps.store.audit.ofCourse(course.courseId, 100)).filter(
      ({ action }) => action === 'credential.reissued',
    )
    expect(lines.map(({ detail }) => detail.replaces)).to.have.members(before.map(({ id }) => id))
  })

  it('keeps how its learner showed it, and tells them', async () => {
    const learner = await course.visit(course.learner(1))
    const { app, store } = course.tool
    const old = oneOf(await rows(), 'completed', true)
    await app.publishing.publish(learner, old.id, { showName: true, showEvidence: true })
    await decide('completed', [1])
    const fresh = oneOf(await rows(), 'completed', true)
    expect(await store.publications.of(fresh.id)).to.include({ state: 'published', showName: true })
    expect(await store.publications.of(old.id)).to.include({ state: 'unlisted', showName: false })
    const { rows: told } = await store.notices.of(course.courseId, fresh.personId, {
      ...{ unread: true, offset: 0, limit: 10 },
    })
    expect(told.map(({ kind, subjectId }) => [kind, subjectId])).to.deep.include([
      'credential-reissued',
      fresh.id,
    ])
  })

  it('may carry another date, but none to come and none out of the order of the levels', async () => {
    await decide('completed', [1], '2026-10-30')
    const fresh = oneOf(await rows(), 'completed', true)
    expect(fresh.awardedAt).to.equal('2026-10-30T00:00:00Z')
    expect(JSON.parse(fresh.document).validFrom).to.equal('2026-10-30T00:00:00Z')
    for (const [level, day] of [
      ['completed', '2026-12-24'],
      ['completed', '2026-02-30'],
      ['completed', 'yesterday'],
      ['demonstrated', '2026-10-29'],
    ] as const)
      expect(await refusal(decide(level, [1], day)), day).to.include({ code: 'earned_on', status: 409 })
  })

  it('verifies, and the old one does not', async () => {
    await decide('completed', [1])
    const { deps, app } = course.tool
    const issuer = `${course.toolUrl}/issuers/${deps.defaultIssuerId}`
    const trustedKeys = new Map([[issuer, await deps.issuerKeys.published(deps.defaultIssuerId)]])
    const all = await rows()
    const fetched = (async (url: string | URL) => {
      const [, id] = /\/status\/(.+)$/.exec(String(url)) ?? []
      return new Response(JSON.stringify(await app.credentials.statusList(id ?? '')))
    }) as typeof fetch
    const check = async ({ document }: Credential) =>
      (await verifyBadge(Buffer.from(document), { fetch: fetched, clock: course.clock.now, trustedKeys }))
        .verdict
    expect(await check(oneOf(all, 'completed', true))).to.equal('valid')
    expect(await check(oneOf(all, 'completed', false))).to.equal('invalid')
    expect(readEvidence(JSON.parse(oneOf(all, 'completed', true).document))).to.deep.equal([])
  })

  it('is issued for a whole course in the background, each once, in a number of statements that does not grow', async () => {
    const cost = async () => {
      statements.length = 0
      await course.tool.app.awards.reissueCourse(await course.tutor(), 'The college has a new name')
      await course.settle()
      return statements.filter(({ sql }) => /credentials|achievements|publications/.test(sql)).length
    }
    const one = await cost()
    for (const n of [2, 3, 4]) await course.earn(course.learner(n), 'completed', 'demonstrated')
    course.clock.advance(1)
    const four = await cost()
    expect(four, `${one} statements for one learner`).to.be.at.most(one + 20)
    expect((await rows(1)).filter(({ state }) => state === 'withdrawn')).to.have.length(4)
    expect((await rows(2)).filter(({ state }) => state === 'withdrawn')).to.have.length(2)
    for (const n of [1, 2, 3, 4]) expect(await standing(n)).to.have.length(2)
  })

  it('is decided for those who hold it, by staff, with a reason; the operator may as well', async () => {
    expect((await decide('completed', [1, 2])).map(({ refusal }) => refusal?.code ?? null)).to.deep.equal([
      null,
      'not_held',
    ])
    const learner = await course.visit(course.learner(1))
    expect(await refusal(course.tool.app.awards.reissueCourse(learner, 'Mine'))).to.include({
      code: 'not_allowed',
    })
    expect(await refusal(course.tool.app.awards.reissueCourse(await course.tutor(), ' '))).to.include({
      code: 'reason_missing',
    })
    const { deps } = course.tool
    const [old] = await standing()
    const id = await reissueCredential(deps, old?.id ?? '', { reason: 'New name', earnedOn: null })
    expect((await standing())[0]?.id).to.equal(id)
    expect(
      await refusal(reissueCredential(deps, old?.id ?? '', { reason: 'Again', earnedOn: null })),
    ).to.include({
      code: 'not_held',
    })
    const gone = await revokeCredential(deps, id, 'Wrong person')
    expect(gone.map(({ level }) => level)).to.deep.equal(['completed', 'demonstrated'])
    expect(await standing()).to.have.length(0)
  })
})
