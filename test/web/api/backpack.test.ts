import { expect } from 'chai'
import request from 'supertest'
import { hashIdentity, readPng, verifyBadge } from '../../../src/openbadges/index.ts'
import { type Course, openCourse } from '../../app/course.ts'
import { site } from '../support.ts'
import { fetchFrom } from './fetch-from.ts'

/** Pages of other hosts, with what makes a browser ask first. */
const STRANGER = { Origin: 'https://backpack.example' }

type Document = Record<string, unknown>

describe('a backpack that imports a badge by its address, as Moodle has it done', () => {
  let course: Course
  let web: Awaited<ReturnType<typeof site>>['web']
  let id: string
  let email: string
  let addresses: readonly string[]

  before(async () => {
    course = await openCourse()
    const user = course.learner(1)
    email = String(user.email)
    await course.earn(user, 'completed')
    const [credential] = await course.credentials(user)
    if (!credential) throw new Error('nothing was awarded')
    id = credential.id
    web = (await site({ app: course.tool.app })).web
    const issuer = (await course.tool.store.credentials.achievement(credential.achievementId))?.issuerId
    addresses = [
      `/ob2/assertions/${id}`,
      `/ob2/badges/${credential.achievementId}`,
      `/ob2/issuers/${issuer}`,
      `/credentials/${id}.json`,
      `/credentials/${id}.png`,
      `/status/${credential.statusListId}`,
      `/achievements/${credential.achievementId}.json`,
      `/achievements/${credential.achievementId}.png`,
      `/issuers/${issuer}.json`,
      '/.well-known/did.json',
    ]
  })
  after(() => course.close())

  /** As curl asks in PHP: it takes anything, and knows a document by what is inside. */
  async function ask(address: string): Promise<{ status: number; document: Document }> {
    const { pathname } = new URL(address)
    const answer = await request(web)
      .get(pathname)
      .set({ Accept: '*/*', 'User-Agent': 'MoodleBot/1.0' })
      .buffer(true)
      .parse((res, done) => {
        let text = ''
        res.on('data', (part: Buffer) => {
          text += part.toString()
        })
        res.on('end', () => done(null, JSON.parse(text)))
      })
    return { status: answer.status, document: answer.body }
  }
  const toolUrl = () => course.toolUrl

  it('goes from the assertion to the badge to its issuer, each found under its own id on one host', async () => {
    const { document: assertion } = await ask(`${toolUrl()}/ob2/assertions/${id}`)
    const { document: badge } = await ask(String(assertion.badge))
    const { document: issuer } = await ask(String(badge.issuer))
    expect([assertion.type, badge.type, issuer.type]).to.deep.equal(['Assertion', 'BadgeClass', 'Issuer'])
    expect(assertion.id).to.equal(`${toolUrl()}/ob2/assertions/${id}`)
    expect(badge.id).to.equal(assertion.badge)
    expect(issuer.id).to.equal(badge.issuer)
    // Open Badges 2.0 §HostedBadge: what is hosted elsewhere than its issuer is not the issuer's word.
    const hosts = [assertion.id, badge.id, issuer.id].map((one) => new URL(String(one)).origin)
    expect(new Set(hosts).size).to.equal(1)
    for (const field of ['name', 'description', 'image', 'criteria']) expect(badge).to.have.property(field)
    for (const field of ['name', 'url']) expect(issuer).to.have.property(field)
  })

  it('knows its own user by the salted hash of their email, and nobody else', async () => {
    const { document } = await ask(`${toolUrl()}/ob2/assertions/${id}`)
    const { type, identity, salt } = document.recipient as Record<string, string>
    expect(type).to.equal('email')
    expect(hashIdentity(email, String(salt))).to.equal(identity)
    expect(hashIdentity('somebody.else@example.org', String(salt))).to.not.equal(identity)
  })

  it('finds the badge’s image, and the assertion within the learner’s own', async () => {
    const { document: assertion } = await ask(`${toolUrl()}/ob2/assertions/${id}`)
    const image = await request(web).get(new URL(String(assertion.image)).pathname)
    expect(image.headers['content-type']).to.equal('image/png')
    const own = await request(web).get(`/credentials/${id}.png`)
    const { ob2 } = readPng(own.body)
    expect(JSON.parse(String(ob2))).to.deep.equal(assertion)
  })

  it('verifies it with what it fetched, and refuses it once it was withdrawn', async () => {
    const fetch = fetchFrom(web)
    const verify = () =>
      verifyBadge(Buffer.from(`${toolUrl()}/ob2/assertions/${id}`), {
        fetch,
        clock: course.clock.now,
        recipient: email,
      })
    expect((await verify()).verdict).to.equal('valid')
    const administrator = await course.administrator()
    const personId = await course.personId(course.learner(1))
    await course.tool.app.withdraw(administrator, personId, 'completed', 'A test')
    expect((await ask(`${toolUrl()}/ob2/assertions/${id}`)).status).to.equal(410)
    expect((await verify()).verdict).to.equal('invalid')
  })

  it('may run in a browser: whatever it reads is open to every origin, asked first or not', async () => {
    for (const address of addresses) {
      for (const method of ['get', 'head'] as const) {
        const { headers } = await request(web)[method](address).set(STRANGER)
        expect(headers['access-control-allow-origin'], address).to.equal('*')
        expect(headers['cross-origin-resource-policy'], address).to.equal('cross-origin')
        expect(headers, address).to.not.have.property('access-control-allow-credentials')
      }
      const preflight = await request(web)
        .options(address)
        .set({
          ...STRANGER,
          'Access-Control-Request-Method': 'GET',
          'Access-Control-Request-Headers': 'accept',
        })
      expect(preflight.status, address).to.equal(204)
      expect(preflight.headers['access-control-allow-origin'], address).to.equal('*')
      expect(preflight.headers['access-control-allow-methods'], address).to.equal('GET, HEAD, OPTIONS')
      expect(preflight.headers['access-control-allow-headers'], address).to.contain('accept')
    }
  })

  it('may tell there what is not there from a network that is down', async () => {
    for (const address of ['/ob2/assertions/nothing', '/credentials/nothing.json', '/status/nothing']) {
      const answer = await request(web).get(address).set(STRANGER)
      expect(answer.status, address).to.equal(404)
      expect(answer.headers['access-control-allow-origin'], address).to.equal('*')
    }
  })

  it('is answered nothing else: pages of a visit are open to no other origin', async () => {
    const answer = await request(web).get('/s/anybody/').set(STRANGER)
    expect(answer.headers).to.not.have.property('access-control-allow-origin')
  })
})
