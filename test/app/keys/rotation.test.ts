import { expect } from 'chai'
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { issuerLine, type KeyRing, TOOL_LINE } from '../../../src/app/keys/key-ring.ts'
import type { Credential } from '../../../src/app/model.ts'
import { type JsonObject, verifyBadge } from '../../../src/openbadges/index.ts'
import { type Course, openCourse } from '../course.ts'

const DAY = 24 * 60
const MINUTE = 60_000

describe('the tool’s keys over time', () => {
  let course: Course
  beforeEach(async () => {
    course = await openCourse()
  })
  afterEach(() => course.close())

  const ring = (): KeyRing => course.tool.deps.keyRing
  const set = () => course.tool.lti.jwks()
  /** A message to the platform, with the set that would check it now. */
  async function message(): Promise<string> {
    const settings = { returnUrl: 'https://vle.test/return', data: null } as never
    return course.tool.lti.deepLinkResponse(course.platform, course.registered.deploymentId, settings, [])
  }
  async function isGood(token: string, keys: Awaited<ReturnType<typeof set>>): Promise<boolean> {
    const options = { currentDate: new Date(course.clock.now()) }
    return jwtVerify(token, createLocalJWKSet(keys), options).then(
      () => true,
      () => false,
    )
  }
  const kid = (token: string) => decodeProtectedHeader(token).kid

  it('are known to platforms a day before they sign, and a week after', async () => {
    const first = await message()
    await ring().rotate(TOOL_LINE, 'planned')
    const kept = await set()
    expect(kept.keys).to.have.length(2)
    expect(kid(await message())).to.equal(kid(first))
    course.clock.advance(DAY)
    const second = await message()
    expect(kid(second)).not.to.equal(kid(first))
    expect(await isGood(second, kept), 'with the set of a day ago').to.equal(true)
    course.clock.advance(7 * DAY - 1)
    expect((await set()).keys.map((key) => key.kid)).to.deep.equal([kid(second), kid(first)])
    course.clock.advance(1)
    expect((await set()).keys.map((key) => key.kid)).to.deep.equal([kid(second)])
  })

  it('go on being taken by a VLE that keeps our set for a day, through a rotation by the timer', async () => {
    course.vle.faults.keepKeysMs = DAY * MINUTE
    const [before] = await ring().keys(TOOL_LINE)
    course.clock.advance(89 * DAY)
    // The VLE takes our set a moment before the successor is in it, and has to do with it for the whole day.
    await course.refresh(course.courseId)
    await ring().tend()
    for (let hour = 0; hour < 26; hour += 2) {
      course.clock.advance(120)
      await course.refresh(course.courseId)
      expect(await course.tool.store.refreshRuns.of(course.courseId), `hour ${hour}`).to.include({
        state: 'done',
        error: null,
      })
    }
    expect(kid(await message())).not.to.equal(before?.id)
    course.clock.advance(2 * DAY)
    await ring().tend()
    const keys = await ring().keys(TOOL_LINE)
    expect(keys.map((key) => key.encryptedSecret === '')).to.deep.equal([true, false])
  })

  it('are refused by such a VLE for a while when somebody has them sign at once, and the queue tries on', async () => {
    course.vle.faults.keepKeysMs = DAY * MINUTE
    await course.refresh(course.courseId)
    await ring().rotate(TOOL_LINE, 'now')
    course.clock.advance(120)
    await course.refresh(course.courseId)
    expect((await course.tool.store.refreshRuns.of(course.courseId))?.error).to.equal('token_refused')
    course.clock.advance(DAY)
    await course.settle()
    expect(await course.tool.store.refreshRuns.of(course.courseId)).to.include({ state: 'done', error: null })
  })

  it('leave at once when they are compromised: nothing they signed is taken any more', async () => {
    const stolen = await message()
    await ring().rotate(TOOL_LINE, 'planned')
    await ring().rotate(TOOL_LINE, 'withdraw')
    expect(await isGood(stolen, await set())).to.equal(false)
    expect(await isGood(await message(), await set())).to.equal(true)
    expect((await set()).keys).to.have.length(1)
  })

  it('tell others nothing of their private half', async () => {
    await ring().rotate(TOOL_LINE, 'planned')
    for (const key of (await set()).keys)
      expect(Object.keys(key)).to.have.members(['kty', 'use', 'alg', 'kid', 'n', 'e'])
    for (const key of await ring().keys(TOOL_LINE)) expect(key.encryptedSecret).not.to.match(/"d"|RSA/)
  })
})

describe('an issuer’s keys over time', () => {
  let course: Course
  before(async () => {
    course = await openCourse()
  })
  after(() => course.close())

  const line = () => issuerLine(course.tool.deps.defaultIssuerId)
  const issuerUrl = () => `${course.toolUrl}/issuers/${course.tool.deps.defaultIssuerId}`

  async function badge(index: number): Promise<Credential> {
    await course.earn(course.learner(index), 'completed')
    const [credential] = await course.credentials(course.learner(index))
    if (!credential) throw new Error('nothing was awarded')
    return credential
  }
  /** As a verifier sees it, who fetches everything anew. */
  async function verdict({ document, statusListId }: Credential, changed = (profile: JsonObject) => profile) {
    const { credentials } = course.tool.app
    const pages: Record<string, () => Promise<JsonObject>> = {
      [issuerUrl()]: async () =>
        changed((await credentials.issuer(course.tool.deps.defaultIssuerId)).document),
      [`${course.toolUrl}/status/${statusListId}`]: () => credentials.statusList(statusListId),
    }
    const fetch = async (url: unknown) => Response.json(await pages[String(url)]?.())
    return (await verifyBadge(Buffer.from(document), { fetch: fetch as never, clock: course.clock.now }))
      .verdict
  }
  const methodOf = ({ document }: Credential): string => JSON.parse(document).proof[0].verificationMethod
  const fragments = (document: JsonObject) =>
    (document.verificationMethod as JsonObject[])
      .filter(({ type }) => type === 'Multikey')
      .map(({ id }) => String(id).split('#')[1])

  it('change without a badge becoming invalid; new badges are signed with the new one', async () => {
    const old = await badge(1)
    await course.tool.deps.keyRing.rotate(line(), 'planned')
    course.clock.advance(DAY)
    const young = await badge(2)
    expect(methodOf(young)).not.to.equal(methodOf(old))
    expect([await verdict(old), await verdict(young)]).to.deep.equal(['valid', 'valid'])
    const keys = [young, old].map((one) => methodOf(one).split('#')[1])
    const { credentials } = course.tool.app
    expect(fragments((await credentials.issuer(line().issuerId ?? '')).document)).to.deep.equal(keys)
    expect(fragments(await credentials.didDocument())).to.deep.equal(keys)
    course.clock.advance(4000 * DAY)
    expect([await verdict(old), await verdict(young)]).to.deep.equal(['valid', 'valid'])
  })

  it('are marked when they came into wrong hands: what was signed before holds, what they sign from then on does not', async () => {
    const before = await badge(3)
    course.clock.advance(1)
    await course.tool.deps.keyRing.rotate(line(), 'withdraw')
    const after = await badge(4)
    expect(methodOf(after)).not.to.equal(methodOf(before))
    expect([await verdict(before), await verdict(after)]).to.deep.equal(['valid', 'valid'])
    const { document } = await course.tool.app.credentials.issuer(line().issuerId ?? '')
    const marked = (document.verificationMethod as JsonObject[]).filter(({ revoked }) => revoked)
    expect(marked.map(({ id }) => id))
      .to.include(methodOf(before))
      .and.not.include(methodOf(after))
    // The thief's badge is the same document with the key given up a moment before it was signed.
    const givenUp = JSON.parse(before.document).proof[0].created
    const earlier = (profile: JsonObject) =>
      JSON.parse(JSON.stringify(profile).replace(/"revoked":"[^"]+"/, `"revoked":"${givenUp}"`))
    expect(await verdict(before, earlier)).to.equal('invalid')
  })
})
