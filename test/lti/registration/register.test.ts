import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { json } from '../support/network.ts'
import { refusal, type World, world } from '../support/world.ts'
import { moodle, profile, REGISTER, read, TOOL } from './support.ts'

async function register(here: World, token: string | null = 'vle-token') {
  const platform = await read(moodle(), { here })
  return here.tool.registration.register(platform, token, profile)
}

const answered = (answer: () => Response) => {
  const here = world()
  here.net.on(REGISTER, answer)
  return here
}

describe('registering with a platform', () => {
  it('sends the registration with the platform’s token, and reads who the tool is there', async () => {
    const here = answered(() => json({ client_id: 'c1', [TOOL]: { deployment_id: '7' } }))
    expect(await register(here)).to.deep.equal({ clientId: 'c1', deploymentId: '7' })
    const sent = here.net.sent.at(-1)
    expect(sent?.method).to.equal('POST')
    expect(sent?.headers.get('authorization')).to.equal('Bearer vle-token')
    expect(sent?.headers.get('content-type')).to.equal('application/json')
    expect(JSON.parse(sent?.body ?? '')).to.include({ client_name: 'A tool' })
  })

  it('does without a token, without a deployment, and with numbers for ids', async () => {
    const here = answered(() => json({ client_id: 10_000_000_000_001 }, { status: 201 }))
    expect(await register(here, null)).to.deep.equal({ clientId: '10000000000001', deploymentId: null })
    expect(here.net.sent.at(-1)?.headers.has('authorization')).to.equal(false)
  })

  for (const [what, code, answer] of [
    [
      'an answer without a client id',
      'registration_answer_invalid',
      () => json({ [TOOL]: { deployment_id: '1' } }),
    ],
    ['a client id that is none', 'registration_answer_invalid', () => json({ client_id: { a: 1 } })],
    ['a page', 'registration_answer_invalid', () => new Response('<h1>Welcome</h1>')],
    ['a failure', 'registration_unanswered', () => new Response('', { status: 500 })],
    [
      'a redirect',
      'registration_unanswered',
      () => new Response('', { status: 307, headers: { location: '/x' } }),
    ],
    ['an endless answer', 'registration_unanswered', () => new Response(endless())],
    [
      'a token that was used',
      'registration_token_used',
      () => new Response('token_already_used', { status: 401 }),
    ],
    ['a token that is over', 'registration_token_refused', () => new Response('<html>', { status: 404 })],
    [
      'a domain that differs',
      'registration_domain_refused',
      () => new Response('domain_targetlinkuri_mismatch', { status: 400 }),
    ],
    [
      'any other refusal',
      'registration_refused',
      () => json({ error: 'invalid_client_metadata' }, { status: 400 }),
    ],
  ] as const) {
    it(`asks once and ends in ${code} for ${what}`, async () => {
      const here = answered(answer)
      expect((await refusal(register(here))).code).to.equal(code)
      expect(here.net.count(REGISTER)).to.equal(1)
    })
  }

  it('tells a refusal in words of its own', async () => {
    const known = await refusal(register(answered(() => new Response('missing_domain', { status: 400 }))))
    expect(known.detail).to.deep.equal({ reason: 'missing_domain' })
    const hostile = await refusal(
      register(answered(() => new Response('<script>alert(1)</script>', { status: 422 }))),
    )
    expect(hostile.detail).to.deep.equal({ reason: '422' })
    expect(hostile.message).not.to.contain('script')
  })

  describe('a real Moodle’s refusals', () => {
    const folder = join(import.meta.dirname, '../../../../shared/moodle-captures')
    if (!existsSync(folder)) {
      it('have a code each', function () {
        console.log('      skipped: the captures of a real Moodle are not beside this repository')
        this.skip()
      })
      return
    }
    const OWN: Record<string, string> = {
      'token-reuse': 'registration_token_used',
      'domain-without-port': 'registration_domain_refused',
      'bad-token': 'registration_token_refused',
      'expired-token': 'registration_token_refused',
      garbage: 'registration_token_refused',
    }
    for (const file of readdirSync(folder).filter((name) => name.startsWith('05-reg-edge-'))) {
      const name = file.slice('05-reg-edge-'.length, -'.json'.length)
      const { status, body } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
        status: number
        body: unknown
      }
      if (status === 200) continue
      it(`${name} has a code and a reason`, async () => {
        const error = await refusal(register(answered(() => new Response(String(body), { status }))))
        expect(error.code).to.equal(OWN[name] ?? 'registration_refused')
        if (status === 400) expect(error.detail.reason).not.to.equal('400')
      })
    }
  })
})

function endless(): ReadableStream<Uint8Array> {
  return new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(65_536).fill(120)) })
}
