import { expect } from 'chai'
import type { Launch } from '../../../src/lti/index.ts'
import {
  claim,
  deepLinkingPayload,
  ISSUER,
  resourceLinkPayload,
  submissionReviewPayload,
  TARGET,
} from '../support/claims.ts'
import { type LoggedIn, moodleRegistration, refusal, sign, type World, world } from '../support/world.ts'

type Make = (nowSeconds: number, nonce: string) => Record<string, unknown>

async function launched(make: Make, change: Record<string, unknown> = {}): Promise<Launch> {
  const here = world()
  const loggedIn = await here.login()
  const payload = { ...make(Math.floor(here.now / 1000), loggedIn.nonce), ...change }
  const outcome = await here.launch(loggedIn, await sign(payload))
  if (outcome.type !== 'launched') throw new Error(`expected a launch, not ${outcome.type}`)
  return outcome.launch
}

describe('launch', () => {
  it("reads a learner's launch of a resource link", async () => {
    expect(await launched(resourceLinkPayload)).to.deep.equal({
      registration: moodleRegistration,
      deploymentId: '1',
      messageType: 'LtiResourceLinkRequest',
      user: {
        sub: '3',
        name: 'Ana García',
        givenName: 'Ana',
        familyName: 'García',
        email: 'student01@example.test',
        sourcedId: 'SIS-STUDENT01',
      },
      roles: ['learner'],
      administersInstitution: false,
      context: { id: '2', label: 'MKT-101', title: 'Marketing & Practice' },
      resourceLink: { id: '1', title: 'Market analyst' },
      custom: { badge_id: 'b-1', context_history: '', mixedcase: 'kept' },
      memberships: { url: `${ISSUER}/mod/lti/services.php/CourseSection/2/bindings/1/memberships` },
      grades: {
        lineItems: `${ISSUER}/mod/lti/services.php/2/lineitems?type_id=1`,
        lineItem: `${ISSUER}/mod/lti/services.php/2/lineitems/7/lineitem?type_id=1`,
        scopes: ['lineitem', 'lineitem.readonly', 'result.readonly', 'score'].map(
          (name) => `https://purl.imsglobal.org/spec/lti-ags/scope/${name}`,
        ),
      },
      groups: null,
      deepLinking: null,
      forUser: null,
      locale: 'en',
      returnUrl: `${ISSUER}/mod/lti/return.php?course=2&sesskey=SESSKEY0001`,
      platform: {
        family: 'moodle',
        version: '2024100706',
        guid: 'dac87ab83daa4b981f47fd80d02143ef',
        name: 'Lab Institute',
      },
      targetLinkUri: TARGET,
      frameOrigins: [ISSUER],
    })
  })

  it('reads where the groups of the course are', async () => {
    const service = 'https://purl.imsglobal.org/spec/lti-gs/claim/groupsservice'
    const scope = ['https://purl.imsglobal.org/spec/lti-gs/scope/contextgroup.readonly']
    const at = { context_groups_url: `${ISSUER}/groups`, context_group_sets_url: `${ISSUER}/sets`, scope }
    const launch = await launched(resourceLinkPayload, { [service]: at })
    expect(launch.groups).to.deep.equal({
      groups: `${ISSUER}/groups`,
      groupSets: `${ISSUER}/sets`,
      scopes: scope,
    })
    const few = await launched(resourceLinkPayload, { [service]: { context_groups_url: `${ISSUER}/groups` } })
    expect(few.groups).to.deep.equal({ groups: `${ISSUER}/groups`, groupSets: null, scopes: [] })
    expect((await launched(resourceLinkPayload, { [service]: { scope } })).groups).to.equal(null)
  })

  it('reads the settings of a deep linking request', async () => {
    const launch = await launched(deepLinkingPayload)
    expect(launch.roles).to.deep.equal(['instructor'])
    expect(launch.resourceLink).to.equal(null)
    expect(launch.deepLinking).to.deep.equal({
      returnUrl: `${ISSUER}/mod/lti/contentitem_return.php?course=2&id=1&sesskey=SESSKEY0001`,
      data: null,
      acceptTypes: ['ltiResourceLink'],
      acceptMultiple: true,
      acceptLineItem: true,
    })
  })

  it('says whose submission is reviewed', async () => {
    expect((await launched(submissionReviewPayload)).forUser).to.equal('3')
  })

  it('works with sub alone', async () => {
    const optional = ['context', 'lis', 'custom', 'tool_platform', 'launch_presentation'].map(claim)
    const services = Object.keys(resourceLinkPayload(0, '')).filter((name) => /lti-(ags|nrps)/.test(name))
    const names = ['name', 'given_name', 'family_name', 'email', ...optional, ...services]
    const launch = await launched(
      resourceLinkPayload,
      Object.fromEntries(names.map((name) => [name, undefined])),
    )
    expect(launch.user).to.deep.equal({
      sub: '3',
      name: null,
      givenName: null,
      familyName: null,
      email: null,
      sourcedId: null,
    })
    expect(launch).to.deep.include({
      context: null,
      grades: null,
      memberships: null,
      custom: {},
      locale: null,
    })
  })

  it('is anonymous without sub', async () => {
    expect((await launched(resourceLinkPayload, { sub: undefined })).user.sub).to.equal(null)
  })

  it('takes identifiers that are integers', async () => {
    const launch = await launched(resourceLinkPayload, {
      sub: 3,
      [claim('context')]: { id: 2 },
      [claim('resource_link')]: { id: 7 },
      [claim('deployment_id')]: 1,
    })
    expect([launch.user.sub, launch.context?.id, launch.resourceLink?.id, launch.deploymentId]).to.deep.equal(
      ['3', '2', '7', '1'],
    )
  })

  it('leaves out addresses that are not http', async () => {
    const launch = await launched(resourceLinkPayload, {
      [claim('launch_presentation')]: { return_url: 'javascript:alert(1)' },
      'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint': {
        lineitems: 'file:///etc/passwd',
        scope: [],
      },
    })
    expect(launch).to.deep.include({ returnUrl: null, grades: null, frameOrigins: [ISSUER] })
  })

  it('names every origin that may frame the tool once', async () => {
    const launch = await launched(resourceLinkPayload, {
      [claim('launch_presentation')]: { return_url: 'https://courses.example:8443/back?x=1' },
    })
    expect(launch.frameOrigins).to.deep.equal([ISSUER, 'https://courses.example:8443'])
  })

  it('makes custom parameters text under lower-case names, without unknown variables', async () => {
    const custom = {
      Kind: 'check-in',
      number: 7,
      yes: true,
      unknown: '$Activity.id',
      nothing: null,
      list: [1, 2],
      long: 'x'.repeat(10_000),
      Both: 'mixed case',
      both: 'lower case',
      ['__proto__']: 'harmless',
    }
    const launch = await launched(resourceLinkPayload, { [claim('custom')]: custom })
    expect(Object.entries(launch.custom)).to.deep.equal([
      ['kind', 'check-in'],
      ['number', '7'],
      ['yes', 'true'],
      ['list', '[1,2]'],
      ['both', 'lower case'],
      ['__proto__', 'harmless'],
    ])
  })

  it('takes a variable that the platform left as it is for nothing, wherever it stands', async () => {
    const launch = await launched(resourceLinkPayload, {
      [claim('lis')]: { person_sourcedid: '$Person.sourcedId' },
      [claim('tool_platform')]: { guid: '$ToolConsumerInstance.guid', name: 'Costs $5.00' },
      name: '$Person.name.full',
      email: '$Person.email.primary',
    })
    expect(launch.user).to.include({ name: null, email: null, sourcedId: null })
    expect(launch.platform).to.include({ guid: null, name: 'Costs $5.00' })
  })

  it('keeps a limited number of custom parameters', async () => {
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`key${index}`, 'x']))
    const launch = await launched(resourceLinkPayload, { [claim('custom')]: many })
    expect(Object.keys(launch.custom)).to.have.length(200)
  })

  it("passes the platform's own refusal on by its code only", async () => {
    const here = world()
    const loggedIn = await here.login()
    const params = { error: 'login_required', error_description: '<script>alert(1)</script>' }
    const error = await refused(here, loggedIn, params)
    expect(error).to.include({ code: 'platform_error', status: 400 })
    expect(error.detail).to.deep.equal({ error: 'login_required' })
    expect(here.store.states.size, 'the login is over').to.equal(0)
    expect((await refused(here, loggedIn, { error: '<b>' })).detail).to.deep.equal({ error: 'unknown' })
  })

  for (const [what, params, code] of [
    ['no state', { state: undefined }, 'state_missing'],
    ['two states', { state: ['a', 'b'] }, 'state_missing'],
    ['a state never issued', { state: 'made-up' }, 'state_unknown'],
    ['no id_token', { id_token: undefined }, 'id_token_missing'],
  ] as const) {
    it(`refuses ${what} as ${code}`, async () => {
      const here = world()
      expect((await refused(here, await here.login(), params)).code).to.equal(code)
    })
  }
})

function refused(here: World, loggedIn: LoggedIn, params: Record<string, unknown>) {
  return refusal(here.launch(loggedIn, 'a.b.c', { params }))
}
