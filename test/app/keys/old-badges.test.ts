import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import { verifyCredential } from '@digitalbazaar/vc'
import { expect } from 'chai'
import { reissue } from '../../../src/app/issuing/reissue.ts'
import { issuerLine } from '../../../src/app/keys/key-ring.ts'
import type { Credential } from '../../../src/app/model.ts'
import { type JsonObject, loadContext, signCredential, verifyBadge } from '../../../src/openbadges/index.ts'
import { type Course, openCourse } from '../course.ts'

describe('a badge whose key was replaced', () => {
  let course: Course
  let old: Credential
  before(async () => {
    course = await openCourse()
    await course.earn(course.learner(1), 'completed')
    old = await heldBy(1)
  })
  after(() => course.close())

  async function heldBy(n: number): Promise<Credential> {
    const [one] = await course.credentials(course.learner(n))
    if (!one) throw new Error('nothing was awarded')
    return one
  }
  const line = () => issuerLine(course.tool.deps.defaultIssuerId)
  const rotate = (kind: 'planned' | 'now' | 'withdraw') => course.tool.deps.keyRing.rotate(line(), kind)
  const keyOf = ({ document }: Credential): string =>
    [JSON.parse(document).proof].flat()[0].verificationMethod
  const profile = async (): Promise<JsonObject> =>
    (await course.tool.app.credentials.issuer(course.tool.deps.defaultIssuerId)).document

  /** What is published now, as anybody may fetch it. */
  async function ours({ document }: Credential) {
    const { app } = course.tool
    const fetched = (async (url: string | URL) => {
      const [, list] = /\/status\/(.+)$/.exec(String(url)) ?? []
      return Response.json(await (list ? app.credentials.statusList(list) : profile()))
    }) as typeof fetch
    return verifyBadge(Buffer.from(document), { fetch: fetched, clock: course.clock.now })
  }
  async function elsewhere({ document }: Credential): Promise<boolean> {
    const published = await profile()
    const methods = published.verificationMethod as JsonObject[]
    const { verified } = await verifyCredential({
      credential: JSON.parse(document),
      suite: new DataIntegrityProof({ cryptosuite }),
      now: new Date(course.clock.now()).toISOString(),
      documentLoader: async (url) => {
        const found = url === published.id ? published : methods.find(({ id }) => id === url)
        return found ? { contextUrl: null, documentUrl: url, document: found } : loadContext(url)
      },
      checkStatus: async () => ({ verified: true }),
    })
    return verified
  }
  const stands = async (one: Credential, when: string) => {
    expect((await ours(one)).verdict, `by us, ${when}`).to.equal('valid')
    expect(await elsewhere(one), `by @digitalbazaar/vc, ${when}`).to.equal(true)
  }

  it('is valid as before, whether its key’s time was over or somebody replaced it at once', async () => {
    await stands(old, 'at first')
    await rotate('planned')
    course.clock.advance(8 * 24 * 60)
    await course.earn(course.learner(2), 'completed')
    const second = await heldBy(2)
    expect(keyOf(second), 'signed by the successor').not.to.equal(keyOf(old))
    await rotate('now')
    course.clock.advance(1)
    await course.earn(course.learner(3), 'completed')
    const third = await heldBy(3)
    expect(new Set([old, second, third].map(keyOf))).to.have.property('size', 3)
    for (const one of [old, second, third]) await stands(one, 'after both')
  })

  it('was signed before its key came into wrong hands, and stands; what the thief signs from then on does not', async () => {
    const { deps } = course.tool
    const stolen = await deps.issuerKeys.current(deps.defaultIssuerId)
    await rotate('withdraw')
    course.clock.advance(1)
    await stands(old, 'signed before')
    const { proof: _, ...unsigned } = JSON.parse(old.document)
    const now = new Date(course.clock.now()).toISOString()
    const forged = await signCredential(unsigned, stolen, now)
    const { verdict, checks } = await ours({ ...old, document: JSON.stringify(forged) })
    expect(verdict).to.equal('invalid')
    const failing = checks.filter(({ outcome }) => outcome === 'fail')
    expect(failing.map(({ id }) => id)).to.deep.equal(['issuer'])
    expect(failing[0]?.message).to.match(/key/)
    await reissue(deps, course.courseId, [old], { reason: 'Its key was stolen', by: null })
    const fresh = (await course.credentials(course.learner(1))).find(({ state }) => state === 'live')
    if (!fresh) throw new Error('nothing was issued anew')
    expect(keyOf(fresh)).not.to.equal(stolen.id)
    await stands(fresh, 'issued anew')
  })
})
