import { strict as assert } from 'node:assert'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { request } from 'undici'
import { evaluateLearners } from '../src/app/judging/evaluate-learners.ts'
import { openLargeCourse } from '../test/support/large-course.ts'
import { begin, beginTool } from '../test/whole/stage.ts'
import { freePort, until } from '../test/whole/until.ts'
import { askAll } from './support/asking.ts'
import { whole } from './support/badges.ts'
import type { Benchmark } from './support/benchmark.ts'
import { interleaved, median } from './support/rounds.ts'

const IN_FLIGHT = 8
const ROUNDS = 3
const SECRET_KEY = 'a secret that only this course has'

/** What each form of a credential is held against, and how often both are asked for in a round. */
const FORMS = {
  png: { peer: 'express.static with a file of the same size', path: '/badge.png', requests: 600 },
  json: { peer: 'a bare route with a constant body', path: '/constant', requests: 1_500 },
  page: { peer: 'a bare express-handlebars route', path: '/page', requests: 1_000 },
} as const
type Form = keyof typeof FORMS

/** A public credential, asked for by many at once: as image, document and page. Tool and peer each in a process of its own. */
export const serve: Benchmark = {
  name: 'serve',
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'ladder-serve-'))
    const id = await issueOne(`sqlite:${join(folder, 'ladder.db')}`)
    const [toolUrl, peerUrl] = [await freeAddress(), await freeAddress()]
    const tool = beginTool({
      DATA_DIR: folder,
      DATABASE_URL: `sqlite:${join(folder, 'ladder.db')}`,
      SECRET_KEY,
      PUBLIC_URL: toolUrl,
      PORT: new URL(toolUrl).port,
      HOST: '127.0.0.1',
      NODE_ENV: 'production',
      ALLOW_PRIVATE_PLATFORMS: 'true',
      LOG_LEVEL: 'warn',
      RATE_LIMIT_PER_MINUTE: '100000000',
      REFRESH_MINUTES: '0',
      ISSUER_NAME: 'Riverside College',
    })
    try {
      await until('the tool answers', () => answers(`${toolUrl}/readyz`))
      const addresses: Record<Form, string> = {
        png: `${toolUrl}/credentials/${id}.png`,
        json: `${toolUrl}/credentials/${id}.json`,
        page: `${toolUrl}/credentials/${id}`,
      }
      await writeFile(join(folder, 'badge.png'), await bytesOf(addresses.png))
      await writeFile(join(folder, 'credential.json'), await bytesOf(addresses.json))
      const peer = begin(
        process.execPath,
        ['--import', 'ts-blank-space/register', 'bench/serve.child.ts', folder, new URL(peerUrl).port],
        { NODE_ENV: 'production' },
      )
      try {
        await until('the peer answers', () => answers(`${peerUrl}/constant`))
        return [
          await measured('png', addresses.png, peerUrl),
          await measured('json', addresses.json, peerUrl),
          await measured('page', addresses.page, peerUrl),
        ]
      } finally {
        peer.child.kill('SIGKILL')
        await peer.ended
      }
    } finally {
      tool.child.kill('SIGKILL')
      await tool.ended
      await rm(folder, { recursive: true, force: true })
    }
  },
}

async function measured(form: Form, address: string, peerUrl: string) {
  const { peer, path, requests } = FORMS[form]
  const found = await interleaved(ROUNDS, {
    ours: () => askAll(address, requests, IN_FLIGHT),
    peer: () => askAll(`${peerUrl}${path}`, requests, IN_FLIGHT),
  })
  const [ours, theirs] = [median(found.ours), median(found.peer)]
  return {
    id: `G14-${form}`,
    what: `a public credential as ${form}, ${IN_FLIGHT} in flight, against ${peer}`,
    measured: { ratio: ours / theirs },
    goal: { at: 'least' as const, value: 0.6 },
    figures: `${whole(ours)}/s, peer ${whole(theirs)}/s`,
  }
}

/** A course with one credential. */
async function issueOne(url: string): Promise<string> {
  const large = await openLargeCourse({ learners: 1, eligible: 1, url })
  try {
    const { store, deps } = large.tool
    await evaluateLearners(deps, large.course.id, null)
    const [held] = await store.credentials.ofLearner(large.course.id, large.eligible[0] ?? '')
    assert.ok(held)
    return held.id
  } finally {
    await large.close()
  }
}

const freeAddress = async () => `http://127.0.0.1:${await freePort()}`

async function answers(address: string): Promise<boolean> {
  const reply = await fetch(address).catch(() => null)
  return reply?.status === 200
}

async function bytesOf(address: string): Promise<Buffer> {
  const { statusCode, body } = await request(address)
  assert.equal(statusCode, 200)
  return Buffer.from(await body.arrayBuffer())
}
