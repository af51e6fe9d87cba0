import { expect } from 'chai'
import fc from 'fast-check'
import request from 'supertest'
import { type Course, openCourse } from '../app/course.ts'
import { METADATA, registerWallet, type Wallet } from '../web/api/wallet.ts'
import { type Site, site } from '../web/support.ts'

const RUNS = { numRuns: 150 }
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ maxLength: 60 }))
/** Signs that a form can carry: a lone half of a pair is no text. */
const written = text.filter((value) => value.isWellFormed())

describe('whatever is sent to what applications ask', function () {
  this.timeout(120_000)
  let course: Course
  let web: Site['web']
  let wallet: Wallet

  before(async () => {
    course = await openCourse()
    web = (await site({ app: course.tool.app, config: { toolUrl: course.toolUrl, requestsPerMinute: 1e9 } }))
      .web
    wallet = await registerWallet(web)
  })
  after(() => course.close())

  const part = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })

  it('an authorization request is answered with a page or a refusal', async () => {
    const query = fc.record({
      response_type: part(fc.oneof(fc.constant('code'), written)),
      scope: part(written),
      state: part(written),
      code_challenge: part(written),
      code_challenge_method: part(fc.oneof(fc.constant('S256'), written)),
      redirect_uri: fc.oneof(
        { weight: 5, arbitrary: fc.constant(METADATA.redirect_uris[0] ?? '') },
        { weight: 1, arbitrary: written },
      ),
      nonsense: part(written),
    })
    await fc.assert(
      fc.asyncProperty(query, async (change) => {
        const { status } = await wallet.authorize(change)
        expect(status).to.be.oneOf([200, 400])
      }),
      RUNS,
    )
  })

  it('a raw query is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[\x21-\x7e]{0,80}$/), async (raw) => {
        const answer = await request(web).get(`/oauth/authorize?${raw.replaceAll('#', '')}`)
        expect(answer.status).to.equal(400)
      }),
      RUNS,
    )
  })

  it('a registration is a client or a refusal by its name', async () => {
    const value = fc.oneof(fc.jsonValue(), written, fc.webUrl(), fc.array(fc.webUrl()))
    const names = Object.keys(METADATA) as (keyof typeof METADATA)[]
    const bodies = fc.oneof(
      fc.jsonValue(),
      fc.record(
        Object.fromEntries(names.map((name) => [name, fc.oneof(fc.constant(METADATA[name]), value)])),
      ),
    )
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        const answer = await request(web).post('/oauth/register').type('json').send(JSON.stringify(body))
        expect(answer.status).to.be.oneOf([201, 400])
        if (answer.status === 400)
          expect(answer.body.error).to.be.oneOf(['invalid_client_metadata', 'invalid_redirect_uri'])
      }),
      // As many as one address may send in an hour.
      { numRuns: 55 },
    )
  })

  it('a token request is refused by a name of the standard', async () => {
    const fields = fc.record({
      grant_type: part(fc.oneof(fc.constantFrom('authorization_code', 'refresh_token'), written)),
      code: part(written),
      redirect_uri: part(written),
      code_verifier: part(written),
      refresh_token: part(written),
      scope: part(written),
      client_id: part(written),
      client_secret: part(written),
    })
    const headers = fc.option(fc.stringMatching(/^(Basic|Bearer|[a-z]*) ?[\x21-\x7e]{0,40}$/), {
      nil: undefined,
    })
    await fc.assert(
      fc.asyncProperty(fields, headers, fc.constantFrom('token', 'revoke'), async (given, header, path) => {
        const body = new URLSearchParams(
          Object.entries(given).filter((pair): pair is [string, string] => pair[1] !== undefined),
        )
        const own = `Basic ${Buffer.from(`${wallet.id}:${wallet.secret}`).toString('base64')}`
        const answer = await request(web)
          .post(`/oauth/${path}`)
          .type('form')
          .set({ Authorization: header ?? own })
          .send(body.toString())
        expect(answer.status).to.be.oneOf(path === 'revoke' ? [200, 400, 401] : [400, 401])
        if (answer.status !== 200) expect(answer.body.error).to.match(/^(invalid|unsupported|unauthorized)_/)
      }),
      RUNS,
    )
  })

  it('a question for credentials is refused as the standard has it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.stringMatching(/^(Bearer )?[\x21-\x7e]{0,60}$/),
        fc.record({ limit: part(written), offset: part(written), since: part(written) }),
        async (header, given) => {
          const query = new URLSearchParams(
            Object.entries(given).filter((pair): pair is [string, string] => pair[1] !== undefined),
          )
          const answer = await request(web)
            .get(`/ims/ob/v3p0/credentials?${query}`)
            .set({ Authorization: header })
          expect(answer.status).to.equal(401)
          expect(answer.body.imsx_codeMajor).to.equal('failure')
        },
      ),
      RUNS,
    )
  })
})
