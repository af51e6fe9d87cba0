import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { createLtiTool, type Launch, type Registration } from '../../../src/lti/index.ts'
import { claim } from '../support/claims.ts'
import { platformKey, toolKey } from '../support/keys.ts'
import { json, network } from '../support/network.ts'
import { memoryStore } from '../support/store.ts'
import { sign } from '../support/world.ts'

const folder = join(import.meta.dirname, '../../../../shared/moodle-captures')
const issuer = 'http://localhost:8080'
const toolUrl = 'http://127.0.0.1:9100'

describe('launches captured from Moodle', () => {
  if (!existsSync(folder)) {
    it('are read as they were sent', function () {
      console.log('      left out: the captures are not beside this project')
      this.skip()
    })
    return
  }
  for (const file of readdirSync(folder).filter((name) => name.startsWith('10-id_token-'))) {
    it(`are read as they were sent: ${file.slice(12, -5)}`, async () => {
      const { payload } = JSON.parse(readFileSync(join(folder, file), 'utf8'))
      const launch = await launchOf(payload)
      expect(launch.user.sub).to.equal(payload.sub)
      expect(launch.user.name).to.equal(payload.name ?? null)
      expect(launch.user.email).to.equal(payload.email ?? null)
      expect(launch.messageType).to.equal(payload[claim('message_type')])
      expect(launch.context?.id).to.equal(payload[claim('context')].id)
      expect(launch.resourceLink?.id).to.equal(payload[claim('resource_link')]?.id)
      expect(launch.forUser).to.equal(payload[claim('for_user')]?.user_id ?? null)
      expect(launch.roles).to.deep.equal(expectedRoles(file))
      expect(launch.platform.family).to.equal('moodle')
      expect(launch.memberships === null).to.equal(file.includes('no-nrps'))
      expect(launch.grades?.lineItems).to.match(/lineitems\?type_id=1$/)
      expect(launch.deepLinking !== null).to.equal(file.includes('DeepLinking'))
      expect(Object.values(launch.custom).filter((value) => value.startsWith('$'))).to.deep.equal([])
      expect(launch.frameOrigins).to.deep.equal([issuer])
    })
  }
})

function expectedRoles(file: string): string[] {
  if (file.includes('Administrator')) return ['administrator', 'instructor']
  return file.includes('Learner') || file.includes('switched-to-student') ? ['learner'] : ['instructor']
}

async function launchOf(payload: Record<string, unknown>): Promise<Launch> {
  const registration: Registration = {
    id: 'r1',
    issuer,
    clientId: String(payload.aud),
    authUrl: `${issuer}/mod/lti/auth.php`,
    tokenUrl: `${issuer}/mod/lti/token.php`,
    jwksUrl: `${issuer}/mod/lti/certs.php`,
    tokenAudience: null,
    family: null,
    deploymentIds: ['1'],
  }
  const net = network()
  net.on(registration.jwksUrl, () => json({ keys: [platformKey.publicJwk] }))
  const store = memoryStore([registration])
  let made = 0
  const tool = createLtiTool({
    store,
    keys: { current: async () => toolKey.privateJwk, published: async () => [] },
    fetch: net.fetch,
    clock: () => Number(payload.iat) * 1000 + 500,
    random: (bytes) => Buffer.alloc(bytes, ++made).toString('base64url'),
    toolUrl,
  })
  const { redirectTo, cookie } = await tool.login({
    iss: issuer,
    login_hint: String(payload.sub),
    target_link_uri: payload[claim('target_link_uri')],
    lti_deployment_id: '1',
  })
  const { searchParams } = new URL(redirectTo)
  const outcome = await tool.launch({
    params: {
      state: searchParams.get('state'),
      id_token: await sign({ ...payload, nonce: searchParams.get('nonce') }),
    },
    cookies: { [cookie.name]: cookie.value },
    origin: issuer,
  })
  if (outcome.type !== 'launched') throw new Error(`expected a launch, not ${outcome.type}`)
  return outcome.launch
}
