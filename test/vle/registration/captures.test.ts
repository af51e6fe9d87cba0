import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { createVle, type Vle } from '../index.ts'

const folder = join(import.meta.dirname, '../../../../shared/moodle-captures')

interface Edge {
  readonly request: unknown
  readonly status: number
  readonly contentType: string
  readonly body: unknown
}

describe('reference VLE: registrations are answered as a real Moodle answered them', () => {
  if (!existsSync(folder)) {
    it('each with its status and words', function () {
      console.log('      skipped: the captures of a real Moodle are not beside this repository')
      this.skip()
    })
    return
  }
  let vle: Vle
  let now = Date.now()
  before(async () => {
    vle = await createVle({ clock: () => now })
  })
  after(() => vle.close())

  async function send(body: unknown, token: string) {
    const reply = await fetch(`${vle.url}/register`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: body === null ? 'garbage' : JSON.stringify(body),
    })
    return { status: reply.status, type: reply.headers.get('content-type'), text: await reply.text() }
  }

  /** The token with which each of them was sent. */
  async function tokenFor(name: string, request: unknown): Promise<string> {
    if (name === 'bad-token') return 'nobody-gave-this'
    const { token } = vle.registrationToken()
    if (name === 'token-reuse') await send(request, token)
    if (name === 'expired-token') now += 3_600_000
    return token
  }

  for (const file of readdirSync(folder).filter((name) => name.startsWith('05-reg-edge-'))) {
    const name = file.slice('05-reg-edge-'.length, -'.json'.length)
    it(name, async () => {
      const edge = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Edge
      const answer = await send(edge.request, await tokenFor(name, edge.request))
      expect([answer.status, answer.type]).to.deep.equal([edge.status, edge.contentType])
      if (typeof edge.body !== 'string') {
        expect(Object.keys(JSON.parse(answer.text))).to.have.members(Object.keys(edge.body as object))
      } else if (edge.body.startsWith('<<')) expect(answer.text).to.contain('<!doctype html>')
      else expect(answer.text).to.equal(edge.body)
    })
  }
})
