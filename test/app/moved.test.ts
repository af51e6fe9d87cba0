import { expect } from 'chai'
import request from 'supertest'
import { createApp } from '../../src/app/index.ts'
import { publicUrls } from '../../src/app/issuing/urls.ts'
import { createIssuerKeys } from '../../src/app/keys/issuer-keys.ts'
import type { Credential } from '../../src/app/model.ts'
import { verifyBadge } from '../../src/openbadges/index.ts'
import { site } from '../web/support.ts'
import { type Course, openCourse } from './course.ts'

const NEW = 'https://new.example'

describe('an issuer that moved to a new domain', () => {
  let course: Course
  let credential: Credential
  let app: ReturnType<typeof createApp>
  let web: Awaited<ReturnType<typeof site>>['web']
  const OLD = () => course.toolUrl
  const get = (path: string, accept = 'application/json') =>
    request(web)
      .get(path)
      .set({ Host: new URL(OLD()).host, Accept: accept })
  const nowhere = async () => {
    throw new Error('nothing is fetched: the old host is gone')
  }

  before(async () => {
    course = await openCourse()
    await course.earn(course.learner(1), 'completed')
    const [first] = await course.credentials(course.learner(1))
    if (!first) throw new Error('nothing was awarded')
    credential = first
    const { deps, doctor } = course.tool
    const issuerKeys = createIssuerKeys(deps.keyRing, publicUrls(NEW))
    app = createApp(
      { ...deps, toolUrl: NEW, formerUrls: [OLD()], issuerKeys },
      { fetch: nowhere as never, doctor },
    )
    web = (await site({ app, config: { toolUrl: NEW } })).web
  })
  after(() => course.close())

  it('answers documents at the old host with the ids under which they were issued, and at the new one with the new', async () => {
    const { issuerId } = (await course.tool.store.credentials.achievement(credential.achievementId)) ?? {}
    for (const [path, id] of [
      [`/credentials/${credential.id}`, `${OLD()}/credentials/${credential.id}`],
      [`/achievements/${credential.achievementId}`, `${OLD()}/achievements/${credential.achievementId}`],
      [`/issuers/${issuerId}`, `${OLD()}/issuers/${issuerId}`],
      [`/ob2/assertions/${credential.id}`, `${OLD()}/ob2/assertions/${credential.id}`],
      [`/ob2/badges/${credential.achievementId}`, `${OLD()}/ob2/badges/${credential.achievementId}`],
      [`/ob2/issuers/${issuerId}`, `${OLD()}/ob2/issuers/${issuerId}`],
      [`/status/${credential.statusListId}`, `${OLD()}/status/${credential.statusListId}`],
      ['/.well-known/did.json', `did:web:${encodeURIComponent(new URL(OLD()).host)}`],
    ] as const) {
      const answer = await whole(get(path))
      expect(answer.status, path).to.equal(200)
      expect(JSON.parse(answer.body).id, path).to.equal(id)
    }
    const fresh = await whole(request(web).get(`/ob2/assertions/${credential.id}`))
    expect(JSON.parse(fresh.body).id).to.equal(`${NEW}/ob2/assertions/${credential.id}`)
  })

  it('leads pages on to where it is now, and nowhere else', async () => {
    for (const path of [`/credentials/${credential.id}?lang=cy`, '/verify', '/', '//evil.example/x']) {
      const answer = await get(path, 'text/html').redirects(0)
      expect(answer.status, path).to.equal(301)
      expect(answer.headers.location, path).to.equal(NEW + path)
    }
    const form = await request(web).post('/verify').set('Host', new URL(OLD()).host).redirects(0)
    expect([form.status, form.headers.location]).to.deep.equal([308, `${NEW}/verify`])
    const image = await get(`/credentials/${credential.id}.png`)
    expect(image.status).to.equal(200)
  })

  it('keeps what was issued before valid for any verifier that asks the old host', async () => {
    const fetchOld = async (input: unknown) => {
      const url = new URL(String(input instanceof Request ? input.url : input))
      expect(url.origin).to.equal(OLD())
      const answer = await whole(get(url.pathname))
      return new Response(answer.body, {
        status: answer.status,
        headers: { 'content-type': 'application/json' },
      })
    }
    const report = await verifyBadge(Buffer.from(credential.document), {
      fetch: fetchOld as typeof fetch,
      clock: course.clock.now,
      recipient: course.learner(1).email,
    })
    expect(report.checks.filter(({ outcome }) => outcome !== 'pass')).to.deep.equal([])
    expect(report.verdict).to.equal('valid')
  })

  it('knows its own from before, though the old host no longer answers', async () => {
    const verified = await app.credentials.verify(Buffer.from(credential.document), {})
    expect(verified.verdict).to.equal('valid')
    const administrator = await course.administrator()
    await course.earn(course.learner(2), 'completed')
    const [second] = await course.credentials(course.learner(2))
    await course.tool.app.withdraw(
      administrator,
      await course.personId(course.learner(2)),
      'completed',
      'A test',
    )
    const withdrawn = await app.credentials.verify(Buffer.from(second?.document ?? ''), {})
    expect(withdrawn.verdict).to.equal('invalid')
    expect(withdrawn.standing?.status).to.equal('withdrawn')
  })
})

/** Its body as text, whatever its type. */
const whole = (test: request.Test) =>
  test.buffer(true).parse((res, done) => {
    const parts: Buffer[] = []
    res.on('data', (part: Buffer) => parts.push(part))
    res.on('end', () => done(null, Buffer.concat(parts).toString('utf8')))
  })
