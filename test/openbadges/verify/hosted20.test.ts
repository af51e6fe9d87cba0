import { expect } from 'chai'
import { bakePng, buildAssertion20, buildRevokedAssertion20 } from '../../../src/openbadges/index.ts'
import { achievement, credentialInput, RECIPIENT } from '../support/factories.ts'
import { picture, rawChunk, withChunks } from '../support/png.ts'
import { issuerSite } from '../support/site.ts'
import { troubles, verify } from '../support/verifying.ts'

const assertion = buildAssertion20(credentialInput())
const url = credentialInput().ob2Id

describe('verifying a hosted OB 2.0 assertion', () => {
  it('finds a good one valid, baked or bare', async () => {
    const site = await issuerSite()
    expect((await verify(assertion, site, { recipient: RECIPIENT })).verdict).to.equal('valid')
    expect((await verify(bakePng(picture(), { ob2: JSON.stringify(assertion) }), site)).verdict).to.equal(
      'valid',
    )
  })

  it('follows the address in an old image', async () => {
    const old = withChunks(picture(), rawChunk('tEXt', Buffer.from(`openbadges\0${url}`)))
    expect((await verify(old, await issuerSite())).verdict).to.equal('valid')
    expect((await verify(old, null)).verdict).to.equal('unknown')
  })

  it('finds a withdrawn one invalid', async () => {
    const site = await issuerSite()
    site.set(url, buildRevokedAssertion20(url, 'Withdrawn by the issuer.'), 410)
    expect(troubles(await verify(assertion, site))).to.deep.equal(['status: fail'])
  })

  it('has no verdict while its page cannot be fetched', async () => {
    const site = await issuerSite()
    expect((await verify(assertion, null)).verdict).to.equal('unknown')
    site.remove(url)
    expect((await verify(assertion, site)).verdict).to.equal('unknown')
  })

  it('notices a copy that claims something else than its page', async () => {
    const claimed = {
      ...assertion,
      recipient: { type: 'email', hashed: false, identity: 'thief@example.org' },
    }
    const report = await verify(claimed, await issuerSite(), { recipient: 'thief@example.org' })
    expect(troubles(report)).to.deep.equal(['proof: fail', 'recipient: fail'])
  })

  it('notices a page that lies somewhere else than its issuer', async () => {
    const site = await issuerSite()
    const forged = { ...assertion, id: 'https://forger.example/a' }
    site.set('https://forger.example/a', forged)
    expect(troubles(await verify(forged, site))).to.deep.equal(['issuer: fail'])
    expect(site.asked).to.include(achievement.ob2Id)
  })
})
