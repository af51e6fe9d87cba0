import { expect } from 'chai'
import type { Visit } from '../../src/app/contract.ts'
import type { Credential } from '../../src/app/model.ts'
import { type JsonObject, type VerifyReport, verifyBadge } from '../../src/openbadges/index.ts'
import { type Course, openCourse, refusal } from './course.ts'

describe('a learner’s whole record', () => {
  let course: Course
  let visit: Visit
  before(async () => {
    course = await openCourse()
    await course.earn(course.learner(1), 'completed', 'demonstrated')
    visit = await course.visit(course.learner(1))
  })
  after(() => course.close())

  const record = (scope: 'course' | 'all', who: Visit = visit) =>
    course.tool.app.publishing.record(who, scope)
  const heldIn = (document: JsonObject) =>
    (document.credentialSubject as { verifiableCredential: JsonObject[] }).verifiableCredential
  const held = async () =>
    (await course.credentials(course.learner(1))).filter(({ state }) => state === 'live')

  async function verify(document: JsonObject, recipient?: string): Promise<VerifyReport> {
    const { credentials } = course.tool.app
    const fetched = (async (url: unknown) => {
      const [, list] = /\/status\/([\w-]+)$/.exec(String(url)) ?? []
      const [, issuer = ''] = /\/issuers\/([\w-]+)$/.exec(String(url)) ?? []
      return Response.json(
        list ? await credentials.statusList(list) : (await credentials.issuer(issuer)).document,
      )
    }) as typeof fetch
    return verifyBadge(Buffer.from(JSON.stringify(document)), {
      fetch: fetched,
      clock: course.clock.now,
      ...(recipient ? { recipient } : {}),
    })
  }

  it('holds what they hold as it was signed, lowest level first, and is valid for them', async () => {
    const document = await record('course')
    const signed = (await held()).map((one: Credential) => JSON.parse(one.document))
    expect(heldIn(document)).to.have.deep.members(signed)
    const [lower, higher] = signed.map(({ credentialSubject }) => credentialSubject.achievement.id)
    expect((document.credentialSubject as JsonObject).association).to.deep.equal([
      { type: 'Association', associationType: 'precedes', sourceId: lower, targetId: higher },
    ])
    expect(document).to.not.have.property('partial')
    const report = await verify(document, course.learner(1).email)
    expect([report.verdict, report.credentials?.map(({ verdict }) => verdict)]).to.deep.equal([
      'valid',
      ['valid', 'valid'],
    ])
    expect(JSON.stringify(document)).to.not.contain(course.learner(1).email)
  })

  it('is another document each time, and somebody else’s for somebody else', async () => {
    const [one, two] = [await record('all'), await record('all')]
    expect(one.id).to.not.equal(two.id)
    expect((one.credentialSubject as JsonObject).id).to.not.equal((two.credentialSubject as JsonObject).id)
    await course.earn(course.learner(2), 'completed')
    const other = await record('all', await course.visit(course.learner(2)))
    expect(heldIn(other)).to.have.length(1)
    expect(JSON.stringify(other)).to.not.contain(String(heldIn(one)[0]?.id))
  })

  it('of one course says that there is more, where there is', async () => {
    const { store, random } = course.tool.deps
    const { course: second } = await store.courses.upsert({
      ...visit.course,
      id: random.uuid(),
      contextId: 'another course',
      title: 'Another course',
    })
    const there = { ...visit, course: second }
    expect((await refusal(record('course', there))).code).to.equal('nothing_held')
    const [first] = await held()
    if (!first) throw new Error('nothing is held')
    const [achievement] = await store.credentials.achievements([
      {
        ...((await store.credentials.achievement(first.achievementId)) as never as object),
        id: random.uuid(),
        courseId: second.id,
        belowId: null,
      } as never,
    ])
    const [place] = await store.credentials.reserveStatus(second.issuerId, 1)
    await store.credentials.award([
      {
        ...first,
        id: random.uuid(),
        courseId: second.id,
        achievementId: achievement?.id ?? '',
        statusListId: place?.listId ?? '',
        statusIndex: place?.index ?? 0,
      },
    ])
    expect(await record('course')).to.have.property('partial', true)
    const all = await record('all')
    expect(all).to.not.have.property('partial')
    expect(heldIn(all)).to.have.length(3)
    const ladder = (all.credentialSubject as { association: JsonObject[] }).association
    expect(ladder, 'levels of one course only').to.have.length(1)
  })

  it('leaves out what was withdrawn, and one that was made before tells of it', async () => {
    const before = await record('course')
    const administrator = await course.administrator()
    await course.tool.app.withdraw(administrator, visit.person?.id ?? '', 'demonstrated', 'By mistake')
    const after = await record('course')
    expect(heldIn(after)).to.have.length(1)
    expect((after.credentialSubject as JsonObject).association).to.equal(undefined)
    const report = await verify(before)
    expect(report.verdict).to.equal('invalid')
    expect(report.credentials?.map(({ verdict }) => verdict).sort()).to.deep.equal(['invalid', 'valid'])
  })

  it('is not to be had by who holds nothing, nor by nobody', async () => {
    expect((await refusal(record('all', await course.visit(course.learner(3))))).code).to.equal(
      'nothing_held',
    )
    expect((await refusal(record('all', { ...visit, person: null }))).code).to.equal('anonymous')
  })
})
