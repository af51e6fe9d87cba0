import { expect } from 'chai'
import { reissue } from '../../../src/app/issuing/reissue.ts'
import { tokenLine } from '../../../src/app/keys/key-ring.ts'
import type { Credential } from '../../../src/app/model.ts'
import { type JsonObject, verifyBadge } from '../../../src/openbadges/index.ts'
import { parts } from '../../openbadges/support/tokens.ts'
import { type Course, openCourse } from '../course.ts'

const DAY = 24 * 60

describe('a credential as a token', () => {
  let course: Course
  let held: Credential
  before(async () => {
    course = await openCourse()
    await course.earn(course.learner(1), 'completed')
    held = await holding(1)
  })
  after(() => course.close())

  async function holding(n: number): Promise<Credential> {
    const one = (await course.credentials(course.learner(n))).find(({ state }) => state === 'live')
    if (!one) throw new Error('nothing is held')
    return one
  }
  const credentials = () => course.tool.app.credentials
  const issuerId = () => course.tool.deps.defaultIssuerId
  const rotate = (kind: 'planned' | 'now' | 'withdraw') =>
    course.tool.deps.keyRing.rotate(tokenLine(issuerId()), kind)
  const kid = (token: string) => String(parts(token).header.kid)

  /** What anybody may fetch of us. */
  async function answer(url: string): Promise<JsonObject> {
    const { app } = course.tool
    const [, list] = /\/status\/([\w-]+)$/.exec(url) ?? []
    const [, issuer = '', key] = /\/issuers\/([\w-]+)(?:\/keys\/([\w-]+))?$/.exec(url) ?? []
    const [, revoked] = /\/status\/revoked\/([\w-]+)$/.exec(url) ?? []
    if (revoked) return app.credentials.revocationList(revoked)
    if (list) return app.credentials.statusList(list)
    return key ? app.credentials.tokenKey(issuer, key) : (await app.credentials.issuer(issuer)).document
  }
  async function verdict(token: string, changed = (document: JsonObject) => document): Promise<string> {
    const fetched = async (url: unknown) => Response.json(changed(await answer(String(url))))
    return (await verifyBadge(Buffer.from(token), { fetch: fetched as never, clock: course.clock.now }))
      .verdict
  }

  it('is the credential that the document is, and comes again as it was', async () => {
    const token = await credentials().token(held.id)
    const { payload } = parts(token)
    const { proof: _, ...document } = JSON.parse(held.document)
    const { '@context': contexts, credentialStatus: _status, ...said } = document
    expect(payload).to.deep.include(said)
    expect(payload['@context']).to.include.members(contexts)
    expect(payload.credentialStatus).to.deep.equal({
      id: `${course.toolUrl}/status/revoked/${issuerId()}`,
      type: '1EdTechRevocationList',
    })
    expect(await credentials().token(held.id)).to.equal(token)
    expect(await verdict(token)).to.equal('valid')
  })

  it('names a key that stands alone at its address, in the issuer’s page and in both DID documents', async () => {
    const address = kid(await credentials().token(held.id))
    const jwk = await answer(address)
    expect(jwk).to.include({ kty: 'RSA', alg: 'RS256' }).and.not.have.any.keys('d', 'p', 'q', 'keys')
    const profile = await answer(`${course.toolUrl}/issuers/${issuerId()}`)
    expect(profile.assertionMethod).to.include(address)
    const dids = [await credentials().didDocument(), await credentials().issuerDid(issuerId())]
    expect(dids.map(({ id }) => id)).to.deep.equal(
      ['', `:issuers:${issuerId()}`].map(
        (path) => `did:web:${encodeURIComponent(new URL(course.toolUrl).host)}${path}`,
      ),
    )
    for (const did of dids) {
      expect(did.assertionMethod).to.include(`${did.id}#${jwk.kid}`)
      expect(JSON.stringify(did.verificationMethod)).to.contain(String(jwk.n))
    }
  })

  it('stays valid when its key is replaced; the next one is signed with the next key', async () => {
    const old = await credentials().token(held.id)
    await rotate('planned')
    course.clock.advance(8 * DAY)
    const young = await credentials().token(held.id)
    expect(kid(young)).to.not.equal(kid(old))
    expect([await verdict(old), await verdict(young)]).to.deep.equal(['valid', 'valid'])
  })

  it('holds when it was signed before its key came into wrong hands, and not when it was signed since', async () => {
    const before = await credentials().token(held.id)
    course.clock.advance(1)
    await rotate('withdraw')
    const after = await credentials().token(held.id)
    expect(kid(after)).to.not.equal(kid(before))
    expect([await verdict(before), await verdict(after)]).to.deep.equal(['valid', 'valid'])
    const givenUp = new Date(Number(parts(before).payload.iat) * 1000).toISOString()
    const earlier = (document: JsonObject) =>
      JSON.parse(JSON.stringify(document).replace(/"revoked":"[^"]+"/g, `"revoked":"${givenUp}"`))
    expect(await verdict(before, earlier)).to.equal('invalid')
  })

  it('of one that was replaced does not stand, and of the new one does', async () => {
    await reissue(course.tool.deps, course.courseId, [held], {
      reason: 'The course has another name',
      by: null,
    })
    expect(await verdict(await credentials().token(held.id))).to.equal('invalid')
    expect(await verdict(await credentials().token((await holding(1)).id))).to.equal('valid')
  })

  it('that was withdrawn stands on its issuer’s list, with the time and what everybody may know', async () => {
    const list = await credentials().revocationList(issuerId())
    expect(list.issuer).to.equal(`${course.toolUrl}/issuers/${issuerId()}`)
    const [row, ...others] = list.revokedCredential as JsonObject[]
    expect(others).to.deep.equal([])
    expect(row).to.include({ id: `${course.toolUrl}/credentials/${held.id}`, revoked: true })
    expect(Date.parse(String(row?.revokedAt))).to.be.at.most(course.clock.now())
    expect(JSON.stringify(list)).to.not.contain('another name')
  })

  it('asked after is the one that stands in its place, however often it was issued anew', async () => {
    const second = await holding(1)
    await reissue(course.tool.deps, course.courseId, [second], { reason: 'Once more', by: null })
    const third = await holding(1)
    for (const id of [held.id, second.id, third.id])
      expect(await credentials().standsFor(id)).to.equal(third.id)
    await course.earn(course.learner(2), 'completed')
    const own = await holding(2)
    expect(await credentials().standsFor(own.id)).to.equal(own.id)
  })

  it('is not to be had of what was never issued, nor a key that never was', async () => {
    const code = (work: Promise<unknown>) =>
      work.then(
        () => null,
        (error) => error.code,
      )
    expect(await code(credentials().token('nothing'))).to.equal('credential_not_found')
    expect(await code(credentials().tokenKey(issuerId(), 'none'))).to.equal('page_not_found')
    expect(await code(credentials().tokenKey('nobody', 'none'))).to.equal('issuer_not_found')
    expect(await code(credentials().issuerDid('nobody'))).to.equal('issuer_not_found')
    expect(await code(credentials().revocationList('nobody'))).to.equal('issuer_not_found')
    expect(await code(credentials().standsFor('nothing'))).to.equal('credential_not_found')
  })
})
