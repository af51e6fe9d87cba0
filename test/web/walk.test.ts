/** Every route of the real product, asked for by everybody that there is. */
import { expect } from 'chai'
import { pino } from 'pino'
import request from 'supertest'
import { mayDo } from '../../src/app/policy.ts'
import { DEFAULT_SETTINGS } from '../../src/app/settings.ts'
import { createWeb } from '../../src/web/index.ts'
import { mayUse, needsName, POLICY, type Route } from '../../src/web/policy.ts'
import { type Course, EVIDENCE, openCourse } from '../app/course.ts'
import type { Occasion } from '../app/launches.ts'
import type { User } from '../vle/index.ts'
import { errorCode, hexagon, page } from './support.ts'

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> }
  readonly handle: { readonly stack?: readonly Layer[] }
}

/** `GET /path` of every route below, as the router itself holds them. */
function routesIn(stack: readonly Layer[]): string[] {
  return stack.flatMap(({ route, handle }) => {
    if (!route) return routesIn(handle.stack ?? [])
    return Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`)
  })
}

/** Open to anybody who has the address: credentials and what is behind them, pages that explain, what applications ask, the tool's health, and the way in. */
const OPEN =
  /^(GET|POST|OPTIONS|_ALL) \/(credentials|achievements|issuers|pictures|shared|collections|about|ob2|ims\/ob|oauth|oembed|api\/openapi\.json|robots\.txt|status|\.well-known|healthz|readyz|metrics|verify|api\/verify|login|launch|jwks\.json|register|config\.json|probe|window|storage)\b/

interface Actor {
  readonly role: 'learner' | 'tutor' | 'administrator'
  readonly named: boolean
  readonly looking: boolean
  readonly base: string
  readonly cookie: string
  readonly csrf: string
}

describe('every route', function suite() {
  this.timeout(60_000)
  let course: Course
  let web: Awaited<ReturnType<typeof createWeb>>
  const actors = new Map<string, Actor>()
  const ids = { person: '', evidence: '' }

  async function enter(user: User | null, occasion?: Occasion): Promise<Actor> {
    const { app } = course.tool
    const opened = await app.launch(course.launch(user, occasion))
    await course.settle()
    const { session, person } = await app.visit(opened.id, opened.secret)
    return {
      role: session.role,
      named: person !== null,
      looking: session.launch.looking === 'staff',
      base: `/s/${session.id}`,
      cookie: `session=${opened.secret}`,
      csrf: session.csrf,
    }
  }

  before(async () => {
    course = await openCourse({ learners: 2 })
    const { tool, school, vle } = course
    web = await createWeb({
      app: tool.app,
      lti: tool.lti,
      log: pino({ level: 'silent' }),
      clock: tool.clock,
      random: tool.random,
      art: hexagon,
      config: {
        toolUrl: course.toolUrl,
        production: false,
        toolName: 'Credential Ladder',
        requestsPerMinute: 100_000,
      },
    })
    const learner = course.learner(1)
    await course.earn(learner, 'completed', 'demonstrated')
    const visit = await course.visit(learner)
    await tool.app.reviews.submit(visit, { ...EVIDENCE, ownPractice: 'Ours' })
    ids.person = visit.person?.id ?? ''
    ids.evidence = (await tool.store.work.evidence(course.courseId, ids.person))[0]?.id ?? ''
    vle.addCourse({ id: '8', label: 'OTHER', title: 'Another course' })
    vle.enrol('8', '34', 'Instructor')
    actors.set('a learner', await enter(learner))
    actors.set('a tutor', await enter(school.tutors[0]))
    actors.set('an administrator', await enter(school.administrator))
    actors.set('nobody by name', await enter(null))
    actors.set('a tutor with a learner’s eyes', await enter(school.tutors[0], { roles: ['learner'] }))
    actors.set('a test user', await enter(course.learner(2), { roles: ['test-user', 'learner'] }))
    actors.set('a tutor of another course', await enter(school.tutors[1], { courseId: '8' }))
  })
  after(() => course.close())

  const actor = (who: string): Actor => {
    const found = actors.get(who)
    if (!found) throw new Error(`nobody is ${who}`)
    return found
  }
  const ask = (route: Route, { base, csrf }: Pick<Actor, 'base' | 'csrf'>, cookie: string) => {
    const [method, path = ''] = route.split(' ')
    const address = `${base}${path
      .replace(':personId', ids.person)
      .replace(':evidenceId', ids.evidence)
      .replace(':level', 'implemented')
      .replace(/:\w+/g, 'unknown')}`
    const asked = method === 'GET' ? request(web).get(address) : request(web).post(address).type('form')
    const sent = asked.set({ Cookie: cookie, Accept: 'text/html', Origin: course.toolUrl })
    return method === 'GET' ? sent : sent.send({ csrf })
  }

  it('of a visit is in the policy, and nothing else is open that is not meant to be', () => {
    const within = new Set<string>(Object.keys(POLICY))
    const all = routesIn((web as unknown as { router: { stack: readonly Layer[] } }).router.stack)
    expect(all.length).to.be.greaterThan(within.size)
    for (const route of within) expect(all, route).to.include(route)
    const others = all.filter((route) => !within.has(route) && !OPEN.test(route))
    expect(others).to.deep.equal([])
  })

  const WHO = [
    'a learner',
    'a tutor',
    'an administrator',
    'nobody by name',
    'a tutor with a learner’s eyes',
    'a test user',
    'a tutor of another course',
  ]
  for (const who of WHO) {
    it(`answers ${who} just as the policy says`, async () => {
      const here = actor(who)
      for (const route of Object.keys(POLICY) as Route[]) {
        const answer = await ask(route, here, here.cookie)
        const told = [answer.status, errorCode(answer)]
        const what = `${route}: ${told.join(' ')}`
        if (!here.named && needsName(route)) expect(told, what).to.deep.equal([403, 'anonymous'])
        else if (!mayUse(here.role, route)) expect(told, what).to.deep.equal([403, 'not_allowed'])
        else if (answer.status === 403)
          // Let in by role; what is left is the course's settings, and that who only looks does nothing.
          expect(told[1], what).to.equal(
            here.looking && route.startsWith('POST') ? 'only_looking' : settingsForbid(here, route),
          )
        else {
          expect(answer.status, what).to.be.oneOf([200, 303, 400, 404, 409, 410, 422])
          expect(told[1], what).to.not.equal('internal')
          if (answer.type === 'text/html' && answer.status === 200)
            expect(page(answer)('h1'), what).to.have.length(1)
        }
      }
    })
  }

  function settingsForbid({ role }: Actor, route: Route): 'not_allowed' | null {
    const edits = /^POST \/criteria(?!\/copy)/.test(route) && !mayDo(role, 'edit-criteria', DEFAULT_SETTINGS)
    return edits ? 'not_allowed' : null
  }

  it('answers nobody without the visit’s own cookie', async () => {
    const tutor = actor('a tutor')
    const stranger = actor('a tutor of another course')
    for (const route of Object.keys(POLICY) as Route[]) {
      for (const cookie of ['', 'session=guessed', stranger.cookie]) {
        const answer = await ask(route, tutor, cookie)
        expect([answer.status, errorCode(answer)], route).to.deep.equal([401, 'session_expired'])
      }
    }
  })

  it('about somebody of another course answers as if they did not exist', async () => {
    const stranger = actor('a tutor of another course')
    for (const route of ['GET /learners/:personId', 'POST /learners/:personId/undo/:level'] as const) {
      const answer = await ask(route, stranger, stranger.cookie)
      expect(answer.status, route).to.be.oneOf([404, 409])
    }
  })

  it('lets a tutor save criteria where the course allows it', async () => {
    const tutor = actor('a tutor')
    const save = async () => (await ask('POST /criteria', tutor, tutor.cookie)).status
    expect(await save()).to.equal(403)
    const { settings } = course.tool.store
    await settings.save(course.courseId, { tutorsEditCriteria: true }, null, '2026-11-02')
    expect(await save()).to.be.oneOf([303, 409, 422])
  })
})
