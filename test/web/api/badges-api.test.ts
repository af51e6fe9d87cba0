import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2019 } from 'ajv/dist/2019.js'
import addFormats from 'ajv-formats'
import { expect } from 'chai'
import { decodeJwt } from 'jose'
import request from 'supertest'
import { verifyBadge } from '../../../src/openbadges/index.ts'
import { type Course, openCourse } from '../../app/course.ts'
import { needFolder } from '../../openbadges/support/outside.ts'
import { type Site, site } from '../support.ts'
import { fetchFrom } from './fetch-from.ts'
import { browserOf, PROFILE, READ, registerWallet, shownCode, type Wallet } from './wallet.ts'

const API = '/ims/ob/v3p0'

/** Faults that a schema of the standard finds. */
function faults(folder: string, schema: string, document: unknown): string[] {
  const ajv = new Ajv2019({ strict: false, allErrors: true })
  addFormats.default(ajv)
  const validate = ajv.compile(JSON.parse(readFileSync(join(folder, 'ob3', schema), 'utf8')))
  validate(document)
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`)
}

describe('the API of Open Badges 3.0', () => {
  let course: Course
  let web: Site['web']
  let wallet: Wallet
  let token: string

  before(async () => {
    course = await openCourse()
    web = (await site({ app: course.tool.app, config: { toolUrl: course.toolUrl } })).web
    wallet = await registerWallet(web)
    await course.earn(course.learner(1), 'completed')
    course.clock.advance(60)
    await course.earn(course.learner(1), 'completed', 'demonstrated')
    await course.earn(course.learner(2), 'completed')
    token = await tokenOf(1)
  })
  after(() => course.close())

  async function tokenOf(n: number, scope = `${READ} ${PROFILE} offline_access`): Promise<string> {
    const opened = await course.tool.app.launch(course.launch(course.learner(n)))
    await course.settle()
    const address = await browserOf(web, course.toolUrl, opened).answer(
      shownCode(await wallet.authorize({ scope })),
    )
    const { body } = await wallet.exchange(String(address.searchParams.get('code')))
    return body.access_token
  }
  const ask = (path: string, bearer: string | null = token) =>
    request(web)
      .get(`${API}${path}`)
      .set(bearer === null ? {} : { Authorization: `Bearer ${bearer}` })

  describe('describes itself', () => {
    it('with a service description whose every address is of this host and is answered', async () => {
      const { status, body, headers } = await ask('/discovery', null)
      expect(status).to.equal(200)
      expect(headers['content-type']).to.equal('application/json')
      expect(headers['access-control-allow-origin']).to.equal('*')
      expect(body.openapi).to.equal('3.0.1')
      const { info, servers, components } = body
      expect(servers).to.deep.equal([{ url: `${course.toolUrl}${API}` }])
      const scheme = components.securitySchemes.OAuth2ACG
      const { authorizationUrl, tokenUrl, refreshUrl, scopes } = scheme.flows.authorizationCode
      expect(Object.keys(scopes)).to.deep.equal([READ, PROFILE, 'offline_access'])
      for (const address of [
        info.termsOfService,
        info['x-imssf-privacyPolicyUrl'],
        info['x-imssf-image'],
        scheme['x-imssf-registrationUrl'],
        authorizationUrl,
        tokenUrl,
        refreshUrl,
      ]) {
        const { origin, pathname } = new URL(address)
        expect(origin).to.equal(course.toolUrl)
        const answer = await request(web).get(pathname)
        expect(answer.status, pathname).to.be.oneOf([200, 400, 405])
      }
      const explained = (await request(web).get(new URL(info.termsOfService).pathname)).text
      expect(explained).to.contain('id="terms"').and.to.contain('id="privacy"')
      for (const path of Object.keys(body.paths)) expect((await ask(path)).status, path).to.equal(200)
    })

    it('as the standard’s own schema has it', async function () {
      const folder = needFolder(this, 'openbadges-schemas')
      const official = JSON.parse(readFileSync(join(folder, 'ob3-api', 'openapi.json'), 'utf8'))
      const ajv = new Ajv2019({ strict: false, allErrors: true })
      addFormats.default(ajv)
      const { body } = await ask('/discovery', null)
      const validate = ajv.compile({
        $ref: '#/components/schemas/ServiceDescriptionDocument',
        components: official.components,
      })
      expect(validate(body), JSON.stringify(validate.errors)).to.equal(true)
      // What is offered is what the standard calls it.
      for (const [path, methods] of Object.entries<
        Record<string, { operationId: string; security?: unknown }>
      >(body.paths)) {
        for (const [method, { operationId, security }] of Object.entries(methods)) {
          const standard = official.paths[path][method]
          expect({ operationId, security }).to.deep.equal({
            operationId: standard.operationId,
            security: standard.security,
          })
        }
      }
    })

    it('as an authorization server (RFC 8414), and in the catalogue of its APIs (RFC 9727)', async () => {
      const { body } = await request(web).get('/.well-known/oauth-authorization-server')
      expect(body.issuer).to.equal(course.toolUrl)
      expect(body.code_challenge_methods_supported).to.deep.equal(['S256'])
      const { body: described } = await ask('/discovery', null)
      const flow = described.components.securitySchemes.OAuth2ACG.flows.authorizationCode
      expect(body).to.include({
        authorization_endpoint: flow.authorizationUrl,
        token_endpoint: flow.tokenUrl,
        registration_endpoint: described.components.securitySchemes.OAuth2ACG['x-imssf-registrationUrl'],
      })
      const catalogue = await request(web).get('/.well-known/api-catalog').buffer(true)
      expect(catalogue.headers['content-type']).to.equal('application/linkset+json')
      for (const { 'service-desc': documents } of JSON.parse(catalogue.text).linkset) {
        const { pathname } = new URL(documents[0].href)
        expect((await request(web).get(pathname)).body.openapi).to.match(/^3\./)
      }
    })
  })

  describe('answers credentials', () => {
    it('that the learner holds, byte for byte as they were signed, oldest first, and no other’s', async () => {
      const answer = await ask('/credentials')
      expect(answer.status).to.equal(200)
      expect(answer.headers['content-type']).to.equal('application/json')
      expect(answer.headers['cache-control']).to.equal('no-store')
      expect(answer.headers['x-total-count']).to.equal('2')
      const held = await course.credentials(course.learner(1))
      for (const { document } of held) expect(answer.text).to.contain(document)
      expect(answer.body.credential.map(({ id }: { id: string }) => id)).to.deep.equal(
        held.map(({ id }) => `${course.toolUrl}/credentials/${id}`),
      )
      const others = (await ask('/credentials', await tokenOf(2))).body.credential
      const [theirs] = await course.credentials(course.learner(2))
      expect(others.map(({ id }: { id: string }) => id)).to.deep.equal([
        `${course.toolUrl}/credentials/${theirs?.id}`,
      ])
      expect((await ask('/credentials', await tokenOf(3))).body.credential).to.deep.equal([])
    })

    it('as signed tokens as well, each of the same credential', async () => {
      const { body } = await ask('/credentials')
      expect(body.compactJwsString).to.have.length(2)
      for (const [index, jws] of body.compactJwsString.entries())
        expect(decodeJwt(jws).jti).to.equal(body.credential[index].id)
      const options = { fetch: fetchFrom(web), clock: course.clock.now }
      expect((await verifyBadge(Buffer.from(body.compactJwsString[0]), options)).verdict).to.equal('valid')
    })

    it('as the standard’s schemas have it, refusals too', async function () {
      const folder = needFolder(this, 'openbadges-schemas')
      const good = await ask('/credentials')
      expect(faults(folder, 'ghpages_getopenbadgecredentialsresponse.json', good.body)).to.deep.equal([])
      const profile = await ask('/profile')
      expect(faults(folder, 'ghpages_profile.json', profile.body)).to.deep.equal([])
      for (const refused of [
        await ask('/credentials', null),
        await ask('/credentials', 'wrong'),
        await ask('/credentials?limit=0'),
        await ask('/nothing'),
        await request(web).post(`${API}/credentials`).send({}),
      ]) {
        expect(refused.status).to.be.greaterThan(399)
        expect(faults(folder, 'ghpages_imsx_statusinfo.json', refused.body)).to.deep.equal([])
      }
    })

    it('in pages, with links to the others', async () => {
      const first = await ask('/credentials?limit=1')
      const address = (offset: number) => `<${course.toolUrl}${API}/credentials?limit=1&offset=${offset}>`
      expect(first.body.credential).to.have.length(1)
      expect(first.headers['x-total-count']).to.equal('2')
      expect(first.headers.link).to.equal(
        `${address(1)}; rel="next", ${address(1)}; rel="last", ${address(0)}; rel="first"`,
      )
      const second = await ask('/credentials?limit=1&offset=1')
      expect(second.body.credential[0].id).to.not.equal(first.body.credential[0].id)
      expect(second.headers.link).to.equal(
        `${address(1)}; rel="last", ${address(0)}; rel="first", ${address(0)}; rel="prev"`,
      )
      const beyond = await ask('/credentials?limit=1&offset=900')
      expect(beyond.body.credential).to.deep.equal([])
      expect(beyond.headers.link).to.contain(`${address(1)}; rel="prev"`)
      expect((await ask('/credentials?limit=5000')).headers.link).to.contain('limit=100&')
    })

    it('that were issued after a time, in any spelling of it', async () => {
      const [completed, demonstrated] = (await ask('/credentials')).body.credential
      const first = String(completed.validFrom)
      const count = async (since: string) => {
        const answer = await ask(`/credentials?since=${encodeURIComponent(since)}`)
        expect(answer.status, since).to.equal(200)
        return Number(answer.headers['x-total-count'])
      }
      expect(await count(first)).to.equal(1)
      expect(await count(first.replace('Z', ''))).to.equal(1)
      expect(await count(first.replace('Z', '+00:00'))).to.equal(1)
      expect(await count('2020-01-01T00:00:00Z')).to.equal(2)
      expect(await count(demonstrated.validFrom)).to.equal(0)
      const { headers } = await ask(`/credentials?limit=1&since=2020-01-01T00:00:00Z`)
      expect(headers.link).to.contain('since=2020-01-01T00%3A00%3A00Z')
    })

    it('without one that was withdrawn', async () => {
      const reading = await tokenOf(2)
      const personId = await course.personId(course.learner(2))
      await course.tool.app.withdraw(await course.administrator(), personId, 'completed', 'A test')
      expect((await ask('/credentials', reading)).headers['x-total-count']).to.equal('0')
    })

    it('to pages of any origin, which may see how many there are', async () => {
      const { headers } = await ask('/credentials')
      expect(headers['access-control-allow-origin']).to.equal('*')
      expect(headers['access-control-expose-headers']).to.equal('Link, X-Total-Count')
      const preflight = await request(web).options(`${API}/credentials`)
      expect(preflight.status).to.equal(204)
      expect(preflight.headers['access-control-allow-headers']).to.contain('authorization')
    })
  })

  describe('answers the profile', () => {
    it('of the learner, as far as their VLE shares it', async () => {
      const { givenName, familyName, email } = course.learner(1)
      expect((await ask('/profile')).body).to.deep.equal({
        '@context': ['https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
        id: `urn:uuid:${await course.personId(course.learner(1))}`,
        type: ['Profile'],
        name: `${givenName} ${familyName}`,
        email,
      })
    })
  })

  describe('refuses', () => {
    const minor = ({ body }: request.Response) =>
      body.imsx_codeMinor.imsx_codeMinorField[0].imsx_codeMinorFieldValue

    it('whoever brings no token, or one that is none, with the challenge of RFC 6750', async () => {
      const none = await ask('/credentials', null)
      expect([none.status, minor(none)]).to.deep.equal([401, 'unauthorizedrequest'])
      expect(none.headers['www-authenticate']).to.equal('Bearer realm="Open Badges"')
      const wrong = await ask('/credentials', 'wrong')
      expect([wrong.status, minor(wrong)]).to.deep.equal([401, 'unauthorizedrequest'])
      expect(wrong.headers['www-authenticate']).to.contain('error="invalid_token"')
      // A token in an address would be in logs.
      expect((await ask(`/credentials?access_token=${token}`, null)).status).to.equal(401)
      const basic = await request(web)
        .get(`${API}/credentials`)
        .set({ Authorization: `Basic ${token}` })
      expect(basic.status).to.equal(401)
    })

    it('a token that does not cover it', async () => {
      const credentials = await tokenOf(1, READ)
      const profile = await tokenOf(1, PROFILE)
      expect((await ask('/credentials', credentials)).status).to.equal(200)
      expect((await ask('/profile', profile)).status).to.equal(200)
      for (const answer of [await ask('/profile', credentials), await ask('/credentials', profile)]) {
        expect([answer.status, minor(answer)]).to.deep.equal([403, 'forbidden'])
        expect(answer.headers['www-authenticate']).to.contain('error="insufficient_scope"')
      }
    })

    it('to write', async () => {
      for (const [method, path] of [
        ['post', '/credentials'],
        ['put', '/profile'],
        ['delete', '/credentials'],
        ['post', '/discovery'],
      ] as const) {
        const answer = await request(web)
          [method](`${API}${path}`)
          .set({ Authorization: `Bearer ${token}` })
        expect([answer.status, minor(answer)]).to.deep.equal([405, 'not_allowed'])
        expect(answer.body.imsx_codeMajor).to.equal('unsupported')
        expect(answer.headers.allow).to.equal('GET, HEAD, OPTIONS')
      }
    })

    for (const query of [
      'limit=0',
      'limit=-1',
      'limit=1.5',
      'limit=',
      'limit=1&limit=2',
      'offset=-1',
      'offset=x',
      'since=yesterday',
      'since=2026-13-01T00:00:00Z',
      'since=2026-11-01',
    ]) {
      it(`?${query}`, async () => {
        const answer = await ask(`/credentials?${query}`)
        expect([answer.status, minor(answer)]).to.deep.equal([400, 'invalid_query_parameter'])
      })
    }

    it('what is not there', async () => {
      const answer = await ask('/badges')
      expect([answer.status, minor(answer)]).to.deep.equal([404, 'not_found'])
    })

    it('more than so much a minute', async () => {
      const { web: busy } = await site({ config: { requestsPerMinute: 1 } })
      await request(busy).get(`${API}/discovery`)
      const answer = await request(busy).get(`${API}/discovery`)
      expect([answer.status, minor(answer)]).to.deep.equal([429, 'server_busy'])
      expect(answer.headers['retry-after']).to.equal('60')
    })
  })
})
