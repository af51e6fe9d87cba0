import { expect } from 'chai'
import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose'
import type { DeepLinkingSettings, LinkItem, Registration } from '../../../src/lti/index.ts'
import { CLIENT_ID, claim, ISSUER } from '../support/claims.ts'
import { toolKey } from '../support/keys.ts'
import { moodleRegistration, refusal, world } from '../support/world.ts'

const settings: DeepLinkingSettings = {
  returnUrl: `${ISSUER}/return`,
  data: 'opaque-7',
  acceptTypes: ['ltiResourceLink'],
  acceptMultiple: true,
  acceptLineItem: true,
}

const item: LinkItem = {
  title: 'Check-in',
  text: 'Open it during the session',
  url: 'https://tool.example/lti/launch',
  custom: { activity_id: 'a1' },
  lineItem: { label: 'Check-in', scoreMaximum: 1, resourceId: 'a1', tag: 'attendance' },
}

async function answer(
  change: Partial<DeepLinkingSettings>,
  items: LinkItem[],
  registration: Registration = moodleRegistration,
) {
  const here = world()
  const jwt = await here.tool.deepLinkResponse(registration, '1', { ...settings, ...change }, items)
  const { payload } = await jwtVerify(jwt, await importJWK(toolKey.publicJwk, 'RS256'), {
    currentDate: new Date(here.now),
  })
  return { payload, header: decodeProtectedHeader(jwt), now: here.now / 1000 }
}

const items = 'https://purl.imsglobal.org/spec/lti-dl/claim/content_items'
const data = 'https://purl.imsglobal.org/spec/lti-dl/claim/data'

describe('the deep linking response', () => {
  it('is a message of the tool to the platform, good for five minutes', async () => {
    const { payload, header, now } = await answer({}, [item])
    expect(header).to.deep.equal({ alg: 'RS256', typ: 'JWT', kid: 'tool-1' })
    const { nonce, ...rest } = payload
    expect(String(nonce)).to.have.length(43)
    expect(rest).to.deep.equal({
      iss: CLIENT_ID,
      aud: [ISSUER],
      iat: now,
      exp: now + 300,
      [claim('message_type')]: 'LtiDeepLinkingResponse',
      [claim('version')]: '1.3.0',
      [claim('deployment_id')]: '1',
      [data]: 'opaque-7',
      [items]: [{ type: 'ltiResourceLink', ...item }],
    })
  })

  it('sends no data where none came, and may hold no item', async () => {
    const { payload } = await answer({ data: null }, [])
    expect(payload).not.to.have.property(data)
    expect(payload[items]).to.deep.equal([])
  })

  it('asks for no column where the platform takes none', async () => {
    const { payload } = await answer({ acceptLineItem: false }, [item])
    expect(JSON.stringify(payload[items])).not.to.include('lineItem')
  })

  it('refuses several items where the platform takes one', async () => {
    expect((await refusal(answer({ acceptMultiple: false }, [item, item]))).code).to.equal('too_many_items')
  })

  it('refuses the custom names that Moodle takes for its own, on Moodle', async () => {
    const hijack = { ...item, custom: { LineItem_URL: 'x' } }
    expect((await refusal(answer({}, [hijack]))).code).to.equal('custom_name_reserved')
    await answer({}, [hijack], { ...moodleRegistration, family: 'canvas' })
  })
})
