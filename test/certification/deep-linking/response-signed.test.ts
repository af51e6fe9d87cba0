import { expect } from 'chai'
import { certification } from '../stage.ts'
import { answerTo } from './picker.ts'

describe('LTI Advantage, Deep Linking 2.0: the response is signed', () => {
  it('by a published key that it names, from the client to the platform, for a short time and once', async () => {
    const { target, toolUrl } = await certification()
    const { header, payload } = await answerTo({ ladder: 'on' })
    const published = (await (await fetch(`${toolUrl}/lti/jwks.json`)).json()) as { keys: { kid: string }[] }
    expect(published.keys.map(({ kid }) => kid)).to.include(header.kid)
    expect(payload.iss).to.equal(target.registered.clientId)
    expect([payload.aud].flat()).to.deep.equal([target.vle.issuer])
    expect(Number(payload.exp) - Number(payload.iat)).to.be.within(1, 3600)
    const again = await answerTo({ ladder: 'on' })
    expect(payload.nonce).to.be.a('string').and.not.equal(again.payload.nonce)
  })
})
