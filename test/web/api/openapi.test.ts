import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect } from 'chai'
import { decodeProtectedHeader } from 'jose'
import request from 'supertest'
import { type Answer, OPERATIONS, type Operation } from '../../../src/web/public/api/operations.ts'
import { SCHEMAS } from '../../../src/web/public/api/schemas.ts'
import { type Course, openCourse } from '../../app/course.ts'
import { picture } from '../../openbadges/support/png.ts'
import { site } from '../support.ts'

/** What the public router answers to people, to the tool's own machinery, or under a description of its own. */
const NOT_OF_THE_API = [
  ['get', '/verify', 'a page'],
  ['post', '/verify', 'its form'],
  ['options', '/api/verify', 'a preflight'],
  ['get', '/metrics', 'numbers for Prometheus'],
  ['get', '/robots.txt', 'for search engines'],
  ['get', '/collections/:address', 'a page'],
  ['get', '/shared/:token', 'a page'],
  ['get', '/credentials/:file/embed', 'a page for frames'],
] as const

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> }
  readonly handle?: { readonly stack?: readonly Layer[] }
}

/** Every route of a router and of those within it, as express knows them. */
function routesOf(stack: readonly Layer[]): string[] {
  return stack.flatMap(({ route, handle }) => {
    if (route) return Object.keys(route.methods).map((method) => `${method} ${route.path}`)
    return routesOf(handle?.stack ?? [])
  })
}

/** Those that are reached without a launch: of the one router that answers for health. */
function publicRoutes(layers: readonly Layer[]): string[] {
  const routers = layers.map(({ handle }) => routesOf(handle?.stack ?? []))
  return routers.find((routes) => routes.includes('get /healthz')) ?? []
}

/** Pages that explain things to people, however many. */
const isPage = (route: string) => route.startsWith('get /about/')

/** `/credentials/{id}.json` is answered by the route `/credentials/:file`. */
const routeOf = ({ method, path }: Pick<Operation, 'method' | 'path'>) =>
  `${method} ${path.replace(/\{id\}(\.\w+)?/, ':file').replace('{keyId}', ':keyId')}`

/** The id of the key that a token names. */
const keyNamed = (token: string) => decodeProtectedHeader(token).kid?.split('/').at(-1) ?? ''

describe('the document of the public API', () => {
  let document: {
    openapi: string
    paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>
    components: { schemas: Record<string, object> }
  }

  before(async () => {
    const answer = await (await site()).get('/api/openapi.json')
    expect(answer.status).to.equal(200)
    expect(answer.headers['access-control-allow-origin']).to.equal('*')
    document = answer.body
  })

  it('is OpenAPI 3.1, with an id for each operation', () => {
    expect(document.openapi).to.match(/^3\.1\.\d+$/)
    const ids = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    )
    expect(new Set(ids).size).to.equal(ids.length)
    expect(ids).to.have.length(OPERATIONS.length)
  })

  it('has schemas that a validator takes, and refers to none that is not there', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    for (const schema of Object.values(document.components.schemas)) ajv.compile(schema)
    const named = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)]
    expect(named.length).to.be.greaterThan(10)
    for (const [, name] of named) expect(document.components.schemas).to.have.property(String(name))
  })

  it('describes every public route that is no page, and no other', async () => {
    const { web } = await site()
    const routes = publicRoutes(web.router.stack as unknown as readonly Layer[])
    const pages = NOT_OF_THE_API.map(([method, path]) => `${method} ${path}`)
    for (const page of pages) expect(routes, 'a page that is not there').to.include(page)
    expect(
      [...new Set(routes)].filter((route) => !pages.includes(route as never) && !isPage(route)).sort(),
    ).to.deep.equal([...new Set(OPERATIONS.map(routeOf))].sort())
  })

  describe('and what is answered', () => {
    let course: Course
    let web: Awaited<ReturnType<typeof site>>['web']
    let ids: Record<string, string>

    before(async () => {
      course = await openCourse()
      const user = course.learner(1)
      await course.earn(user, 'completed')
      const [credential] = await course.credentials(user)
      if (!credential) throw new Error('nothing was awarded')
      const achievement = await course.tool.store.credentials.achievement(credential.achievementId)
      const logo = await course.tool.app.issuer.takeLogo(await course.administrator(), picture(32, 32))
      ids = {
        '/pictures': logo,
        '/credentials': credential.id,
        '/achievements': credential.achievementId,
        '/issuers': achievement?.issuerId ?? '',
        '/ob2/assertions': credential.id,
        '/ob2/badges': credential.achievementId,
        '/ob2/issuers': achievement?.issuerId ?? '',
        '/status': credential.statusListId,
        '/status/revoked': achievement?.issuerId ?? '',
        keyId: keyNamed(await course.tool.app.credentials.token(credential.id)),
      }
      web = (await site({ app: course.tool.app, config: { toolUrl: course.toolUrl } })).web
    })
    after(() => course.close())

    const addressOf = ({ path }: Operation, id?: string) =>
      path === '/oembed'
        ? `/oembed?url=${course.toolUrl}/credentials/${id ?? ids['/credentials']}`
        : path
            .replace('{id}', id ?? ids[path.slice(0, path.indexOf('/{id}'))] ?? 'unknown')
            .replace('{keyId}', String(ids.keyId))

    function expectAsDescribed({ schema }: Answer, type: string, response: request.Response): void {
      expect(response.headers['content-type']?.split(';')[0]).to.equal(type)
      if (schema === null || !/[/+]json$/.test(type)) return
      const body = response.text ?? Buffer.from(response.body).toString()
      const { error } = SCHEMAS[schema].safeParse(JSON.parse(body))
      expect(error?.issues ?? []).to.deep.equal([])
    }

    for (const operation of OPERATIONS.filter(({ method }) => method === 'get')) {
      const good = operation.answers[200]
      for (const type of good?.types ?? []) {
        it(`to ${operation.id} is ${type}, as described`, async () => {
          const response = await request(web)
            .get(addressOf(operation))
            .set('Accept', type)
            .buffer(true)
            .parse((res, done) => {
              const parts: Buffer[] = []
              res.on('data', (part: Buffer) => parts.push(part))
              res.on('end', () => done(null, Buffer.concat(parts)))
            })
          expect(response.status).to.equal(200)
          if (good) expectAsDescribed(good, type, response)
        })
      }
      if (operation.answers[404]) {
        it(`to ${operation.id} of something that is not there is a refusal, as described`, async () => {
          const response = await request(web)
            .get(addressOf(operation, 'nothing'))
            .set('Accept', 'application/json')
          expect(response.status).to.equal(404)
          expectAsDescribed(operation.answers[404] as Answer, 'application/json', response)
        })
      }
    }

    it('to verify is a verdict, and a refusal for a body that asks for nothing', async () => {
      const document = await course.tool.app.credentials.document(String(ids['/credentials']))
      const verify = OPERATIONS.find(({ id }) => id === 'verify') as Operation
      const good = await request(web)
        .post('/api/verify')
        .send({ credential: JSON.parse(document) })
      expect(good.status).to.equal(200)
      expectAsDescribed(verify.answers[200] as Answer, 'application/json', good)
      const bad = await request(web).post('/api/verify').send({ nothing: 1 })
      expect(bad.status).to.equal(400)
      expectAsDescribed(verify.answers[400] as Answer, 'application/json', bad)
    })

    it('to somebody who asks for a credential whose holder was erased is a refusal, as described', async () => {
      const user = course.learner(3)
      await course.earn(user, 'completed')
      const [credential] = await course.credentials(user)
      const { personal } = course.tool.app
      const administrator = await course.administrator()
      const personId = await course.personId(user)
      const { confirmation } = await personal.preview(administrator, personId)
      await personal.erase(administrator, personId, confirmation)
      for (const operation of OPERATIONS.filter(({ path }) => path.startsWith('/credentials/'))) {
        const response = await request(web)
          .get(addressOf(operation, credential?.id))
          .set('Accept', 'application/json')
        expect(response.status, operation.id).to.equal(410)
        expectAsDescribed(operation.answers[410] as Answer, 'application/json', response)
      }
    })

    it('to somebody who asks for a withdrawn assertion says that it is gone, as described', async () => {
      const user = course.learner(2)
      await course.earn(user, 'completed')
      const [credential] = await course.credentials(user)
      const administrator = await course.administrator()
      await course.tool.app.withdraw(administrator, await course.personId(user), 'completed', 'A test')
      const gone = await request(web).get(`/ob2/assertions/${credential?.id}`)
      expect(gone.status).to.equal(410)
      const described = OPERATIONS.find(({ id }) => id === 'readAssertion')?.answers[410]
      expectAsDescribed(described as Answer, 'application/ld+json', gone)
    })
  })
})
