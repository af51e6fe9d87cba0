/** Every fault that the reference VLE can have, and what the diagnosis says of it. */
import { expect } from 'chai'
import type { DiagnosisRequest, Probe } from '../../../src/lti/index.ts'
import { SCOPE } from '../../../src/lti/index.ts'
import { openStage, type Stage } from '../../app/stage.ts'
import { noFaults } from '../../vle/faults.ts'
import type { Faults } from '../../vle/index.ts'

const WANTED = [SCOPE.lineItem, SCOPE.resultReadOnly, SCOPE.score, SCOPE.membership]

/** `id: code` of what does not pass. */
const notPassing = (probes: readonly Probe[]) =>
  Object.fromEntries(
    probes
      .filter(({ outcome }) => outcome !== 'pass')
      .map(({ id, outcome, code }) => [id, `${outcome} ${code}`]),
  )

const NO_TOKEN = {
  scopes: 'unknown no_token',
  memberships: 'unknown no_token',
  'line-items': 'unknown no_token',
  results: 'unknown no_token',
}
const UNREAD = { results: 'unknown line_items_unread' }

const FAULTS: readonly [what: string, fault: Partial<Faults>, expected: Record<string, string>][] = [
  [
    'answers nothing',
    { down: true },
    { keys: 'fail unreachable', token: 'fail unreachable', clock: 'unknown no_reply', ...NO_TOKEN },
  ],
  ['has no key set to give', { jwksDown: true }, { keys: 'fail server_error' }],
  ['shows a sign-in page for its key set', { signInPages: ['jwks'] }, { keys: 'fail reply_invalid' }],
  ['refuses every token with 400', { tokenStatus: 400 }, { token: 'fail token_refused', ...NO_TOKEN }],
  ['refuses every token with 401', { tokenStatus: 401 }, { token: 'fail token_refused', ...NO_TOKEN }],
  ['has a token service that breaks', { tokenStatus: 500 }, { token: 'fail server_error', ...NO_TOKEN }],
  ['asks for patience', { tokenStatus: 429 }, { token: 'unknown busy', ...NO_TOKEN }],
  [
    'no longer grants the roster',
    { dropScopes: [SCOPE.membership] },
    { scopes: 'fail scopes_missing', memberships: 'unknown scope_not_granted' },
  ],
  [
    'no longer grants results',
    { dropScopes: [SCOPE.resultReadOnly] },
    { scopes: 'fail scopes_missing', results: 'unknown scope_not_granted' },
  ],
  [
    'grants nothing',
    { dropScopes: [...WANTED, SCOPE.lineItemReadOnly] },
    {
      scopes: 'fail scopes_missing',
      memberships: 'unknown scope_not_granted',
      'line-items': 'unknown scope_not_granted',
      ...UNREAD,
    },
  ],
  ['refuses the roster', { membershipsStatus: 403 }, { memberships: 'fail refused' }],
  [
    'has forgotten the course',
    { membershipsStatus: 404, lineItemsStatus: 404 },
    { memberships: 'fail gone', 'line-items': 'fail gone', ...UNREAD },
  ],
  ['breaks over the roster', { membershipsStatus: 500 }, { memberships: 'fail server_error' }],
  [
    'answers the roster with something else',
    { membershipsStatus: 422 },
    { memberships: 'fail unexpected_status' },
  ],
  [
    'shows a sign-in page for line items',
    { signInPages: ['lineitems'] },
    { 'line-items': 'fail reply_invalid', ...UNREAD },
  ],
  ['refuses results', { resultsStatus: 403 }, { results: 'fail refused' }],
  ['is ten minutes ahead', { dateOffsetMs: 600_000 }, { clock: 'fail clock_ahead' }],
  ['is a minute behind', { dateOffsetMs: -60_000 }, { clock: 'fail clock_behind' }],
  ['is twenty seconds ahead', { dateOffsetMs: 20_000 }, {}],
]

describe('the diagnosis of a platform that', () => {
  let stage: Stage
  let asked: DiagnosisRequest

  before(async () => {
    stage = await openStage()
    const { course } = await stage.administrator()
    asked = {
      scopes: WANTED,
      membershipsUrl: course.membershipsUrl,
      lineItemsUrl: course.lineItemsUrl,
      allowHttp: true,
    }
    await stage.tool.app.addColumn(await stage.administrator(), {
      title: 'Essay',
      kind: 'assignment',
      source: 'column',
      maximum: 10,
    })
    await stage.settle()
  })
  after(() => stage.close())
  beforeEach(() => stage.vle.log.clear())
  afterEach(() => Object.assign(stage.vle.faults, noFaults()))

  const diagnose = (changes: Partial<DiagnosisRequest> = {}) =>
    stage.tool.lti.diagnose(stage.platform, { ...asked, ...changes })

  it('has no fault passes everything, in order, by reading each service once', async () => {
    const probes = await diagnose()
    expect(notPassing(probes)).to.deep.equal({})
    expect(probes.map(({ id, code }) => [id, code])).to.deep.equal([
      ['addresses', 'addresses_on_http_allowed'],
      ['keys', 'keys_usable'],
      ['token', 'token_given'],
      ['scopes', 'scopes_granted'],
      ['clock', 'clock_agrees'],
      ['memberships', 'members_read'],
      ['line-items', 'line_items_read'],
      ['results', 'results_read'],
    ])
    expect(probes[5]?.detail).to.deep.equal({ members: '7' })
    const { log } = stage.vle
    expect(log.entries.map(({ service, method }) => `${method} ${service}`)).to.have.members([
      'GET jwks',
      'POST token',
      'GET memberships',
      'GET lineitems',
      'GET results',
    ])
  })

  for (const [what, fault, expected] of FAULTS) {
    it(`${what}: ${Object.values(expected)[0] ?? 'passes'}`, async () => {
      Object.assign(stage.vle.faults, fault)
      expect(notPassing(await diagnose())).to.deep.equal(expected)
      const writes = stage.vle.log.entries.filter(
        ({ service, method }) => method !== 'GET' && service !== 'token',
      )
      expect(writes).to.deep.equal([])
    })
  }

  it('is slower than the time limit is told from one that cannot be reached', async () => {
    stage.vle.faults.slowMs = 1_500
    expect(notPassing(await diagnose({ timeLimit: 100 }))).to.deep.equal({
      keys: 'fail too_slow',
      token: 'fail too_slow',
      clock: 'unknown no_reply',
      ...NO_TOKEN,
    })
  })

  it('has never told where a course is cannot be asked for it, which is no pass', async () => {
    expect(notPassing(await diagnose({ membershipsUrl: null, lineItemsUrl: null }))).to.deep.equal({
      memberships: 'unknown no_address',
      'line-items': 'unknown no_address',
      results: 'unknown no_address',
    })
    expect(stage.vle.log.count({ service: 'memberships' })).to.equal(0)
  })

  it('does not know the client id is told from one that wants another audience', async () => {
    const stranger = { ...stage.platform, clientId: 'somebody-else' }
    const unknownClient = await stage.tool.lti.diagnose(stranger, asked)
    expect(notPassing(unknownClient)).to.include({ token: 'fail token_client_refused' })
    const wrongAudience = { ...stage.platform, tokenAudience: 'https://elsewhere.example' }
    expect(notPassing(await stage.tool.lti.diagnose(wrongAudience, asked))).to.include({
      token: 'fail token_audience_refused',
    })
  })

  it('is registered on http is one to mend, unless that is let in', async () => {
    const [addresses] = await diagnose({ allowHttp: false })
    expect(addresses).to.deep.include({
      outcome: 'fail',
      code: 'address_not_https',
      detail: { which: 'auth, token, jwks' },
    })
  })

  it('gives a token afresh each time: what is kept in memory proves nothing', async () => {
    await diagnose()
    await diagnose()
    expect(stage.vle.log.count({ service: 'token' })).to.equal(2)
  })

  it('names missing scopes in the words of its settings', async () => {
    stage.vle.faults.dropScopes = [SCOPE.score, SCOPE.membership]
    const scopes = (await diagnose()).find(({ id }) => id === 'scopes')
    expect(scopes?.detail).to.deep.equal({ scopes: 'score, contextmembership.readonly' })
  })
})

describe('the diagnosis of a Brightspace', () => {
  it('gets its token for the authorization server, and says what is wrong where nobody knows that it is one', async () => {
    const stage = await openStage({ behaviour: 'brightspace' })
    try {
      const { course } = await stage.administrator()
      const { membershipsUrl, lineItemsUrl } = course
      const asked = { scopes: WANTED, membershipsUrl, lineItemsUrl, allowHttp: true }
      const { issuer, authUrl, tokenUrl, jwksUrl, id, clientId } = stage.platform
      const known = {
        issuer,
        authUrl,
        tokenUrl,
        jwksUrl,
        id,
        clientId,
        tokenAudience: null,
        deploymentIds: [],
      }
      const right = await stage.tool.lti.diagnose({ ...known, family: 'desire2learn' }, asked)
      expect(notPassing(right)).to.deep.equal({ results: 'unknown no_line_item' })
      const wrong = await stage.tool.lti.diagnose({ ...known, family: null }, asked)
      expect(notPassing(wrong)).to.include({ token: 'fail token_audience_refused' })
    } finally {
      await stage.close()
    }
  })
})
