import { expect } from 'chai'
import fc from 'fast-check'
import { LtiError } from '../../../src/lti/index.ts'
import { json } from '../support/network.ts'
import { world } from '../support/world.ts'
import { CONFIGURATION, moodle, PLATFORM, profile, REGISTER, read, TOOL } from './support.ts'

/** Its outcome, which may be no other fault than one of ours, whose words hold nothing of what came. */
async function outcome(doing: Promise<unknown>, secret: string): Promise<void> {
  try {
    await doing
  } catch (error) {
    expect(error).to.be.instanceOf(LtiError)
    const { code, message, detail, status } = error as LtiError
    expect(code).to.match(/^(configuration|registration|issuer)_/)
    expect([400, 502]).to.include(status)
    expect(message + JSON.stringify(detail)).not.to.contain(secret)
  }
}

const SECRET = 'x<y>z'
const value = fc.oneof(
  fc.jsonValue(),
  fc.constant(SECRET),
  fc.webUrl(),
  fc.constant(`https://moodle.example/${SECRET}`),
)
/** Some members of a good object replaced by anything. */
const spoilt = (good: Record<string, unknown>) =>
  fc.dictionary(fc.constantFrom(...Object.keys(good)), value).map((changes) => ({ ...good, ...changes }))

describe('anything at all', () => {
  it('for a configuration is read or refused', async () => {
    const lti = moodle()[PLATFORM] as Record<string, unknown>
    const configuration = fc.oneof(
      value,
      spoilt(moodle()),
      spoilt(lti).map((changed) => moodle({ [PLATFORM]: changed })),
    )
    await fc.assert(
      fc.asyncProperty(configuration, async (given) => {
        const here = world()
        here.net.on(REGISTER, () => json({ client_id: 'c' }))
        const registering = read(given, { here }).then((platform) =>
          platform.registrationUrl === REGISTER
            ? here.tool.registration.register(platform, 't', profile)
            : null,
        )
        await outcome(registering, SECRET)
      }),
      { numRuns: 300 },
    )
  })

  it('for the text of a configuration or of an answer is read or refused', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary' }),
        fc.integer({ min: 200, max: 599 }),
        async (text, status) => {
          const body = [204, 205, 304].includes(status) ? null : text + SECRET
          const here = world()
          here.net.on(REGISTER, () => new Response(body, { status }))
          const platform = await read(moodle(), { here })
          await outcome(here.tool.registration.register(platform, 't', profile), SECRET)
          here.net.on(CONFIGURATION, () => new Response(body, { status }))
          const asked = { url: CONFIGURATION, registrationToken: null, vouchedHost: null }
          await outcome(here.tool.registration.readConfiguration(asked), SECRET)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('for an answer is read or refused', async () => {
    const answer = fc.oneof(value, spoilt({ client_id: 'c', [TOOL]: { deployment_id: '1' } }))
    await fc.assert(
      fc.asyncProperty(answer, async (given) => {
        const here = world()
        here.net.on(REGISTER, () => json(given))
        const platform = await read(moodle(), { here })
        await outcome(here.tool.registration.register(platform, 't', profile), SECRET)
      }),
      { numRuns: 200 },
    )
  })
})
