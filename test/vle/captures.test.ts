import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { MEDIA } from './fake-tool.ts'
import { createStage, type Stage } from './stage.ts'
import { AGS, NRPS_SCOPE } from './types.ts'

const folder = fileURLToPath(new URL('../../../shared/moodle-captures/', import.meta.url))

type Shape = Record<string, unknown>
const isObject = (value: unknown): value is Shape =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every path of keys in a value; lists count by their first entry. */
function keysOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return keysOf(value[0], `${path}[]`)
  if (!isObject(value)) return [path]
  return Object.entries(value).flatMap(([name, inner]) => keysOf(inner, `${path}/${name}`))
}

describe('reference VLE: replies have the shapes of a real Moodle', () => {
  let stage: Stage
  before(async function () {
    if (!existsSync(folder)) {
      console.log('      skipped: the captures of a real Moodle are not beside this repository')
      this.skip()
    }
    stage = await createStage()
    await stage.robot.enterAs('101')
  })
  after(() => stage?.close())

  const capture = (name: string) => JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8')) as Shape
  /** Custom fields are the tool's own, and their names no matter of the platform's. */
  const withoutCustom = (claims: object) =>
    Object.fromEntries(Object.entries(claims).filter(([name]) => !name.endsWith('/custom')))

  it('id_token of a resource link', async () => {
    await stage.robot.openLink('2', stage.link.id)
    const real = capture('10-id_token-LtiResourceLinkRequest-Learner-u3-rl1').payload as Shape
    expect(keysOf(withoutCustom(await stage.tool.claims()))).to.have.members(keysOf(withoutCustom(real)))
    const { exp, iat } = await stage.tool.claims()
    expect((exp ?? 0) - (iat ?? 0)).to.equal((real.exp as number) - (real.iat as number))
  })

  it('id_token under privacy, of an administrator, and of deep linking', async () => {
    const shapeOf = async () => keysOf(withoutCustom(await stage.tool.claims()))
    const real = (name: string) => keysOf(withoutCustom(capture(`10-id_token-${name}`).payload as Shape))
    stage.registered.privacy = 'never'
    await stage.robot.openLink('2', stage.link.id)
    expect(await shapeOf()).to.have.members(real('LtiResourceLinkRequest-Learner-u6-rl2-PRIVACY-NEVER'))
    stage.registered.privacy = 'always'
    await stage.robot.enterAs('33')
    await stage.robot.startDeepLinking('2')
    expect(await shapeOf()).to.have.members(real('LtiDeepLinkingRequest-Instructor-u33'))
    await stage.robot.review('2', stage.coupled.id, '101')
    expect(await shapeOf()).to.have.members(real('LtiSubmissionReviewRequest-Instructor-u33-rl9'))
  })

  it('login initiation and launch post', async () => {
    await stage.robot.openLink('2', stage.link.id)
    const login = capture('04-oidc-login-initiation-rl').params as Shape
    expect(stage.tool.logins.at(-1)).to.have.all.keys(Object.keys(login))
    const hint = (params: Shape | undefined) => Object.keys(JSON.parse(String(params?.lti_message_hint)))
    expect(hint(stage.tool.logins.at(-1))).to.deep.equal(hint(login))
    expect(Object.keys(stage.tool.launches.at(-1)?.form ?? {})).to.have.members(
      capture('11-launch-post-Learner').formKeys as string[],
    )
  })

  it('key set and token', async () => {
    expect(keysOf(stage.vle.keys.jwks())).to.have.members(keysOf(capture('00-platform-jwks')))
    const token = await stage.tool.askToken([NRPS_SCOPE])
    const real = capture('20-token-response')
    expect(keysOf(await token.json())).to.have.members(keysOf(real.body))
    expect(token.headers.get('content-type')).to.equal((real.headers as Shape)['content-type'])
  })

  /** One without a column. */
  const plainLink = () => stage.vle.addLink('2', { ...stage.link, title: 'Plain' }).id
  const member = '/services/CourseSection/2/bindings/1/memberships'
  for (const [name, path, accept] of [
    ['20-nrps-full', () => member, MEDIA.members],
    ['20-nrps-limit5', () => `${member}?limit=5`, MEDIA.members],
    ['20-nrps-accept-any', () => `${member}?limit=1`, 'application/json'],
    ['23-nrps-rlid-foreign', () => `${member}?rlid=999`, MEDIA.members],
    ['23-nrps-rlid4-group-restricted', () => `${member}?rlid=${plainLink()}`, MEDIA.members],
    ['20-lineitems', () => '/services/2/lineitems?type_id=1', MEDIA.items],
    ['20-lineitems-page1of', () => '/services/2/lineitems?type_id=1&limit=1', MEDIA.items],
    ['20-lineitems-accept-json', () => '/services/2/lineitems?type_id=1', 'application/json'],
    ['20-lineitems-accept-star', () => '/services/2/lineitems?type_id=1', '*/*'],
    ['20-lineitem-own', () => `/services/2/lineitems/${stage.coupled.id}/lineitem?type_id=1`, MEDIA.item],
    ['20-nrps-lastpage', () => `${member}?limit=5&from=4`, MEDIA.members],
    ['20-nrps-role-learner', () => `${member}?role=Learner&limit=3`, MEDIA.members],
    ['20-nrps-rlid', () => `${member}?rlid=${stage.link.id}&limit=2`, MEDIA.members],
    [
      '20-nrps-role-instructor',
      () => `${member}?role=http%3A%2F%2Fpurl.imsglobal.org%2Fvocab%2Flis%2Fv2%2Fmembership%23Instructor`,
      MEDIA.members,
    ],
    [
      '20-lineitems-filter-link',
      () => `/services/2/lineitems?type_id=1&resource_link_id=${stage.link.id}`,
      MEDIA.items,
    ],
    [
      '20-lineitems-filter-resource',
      () => '/services/2/lineitems?type_id=1&resource_id=badge-1',
      MEDIA.items,
    ],
    ['20-lineitems-filter-tag', () => '/services/2/lineitems?type_id=1&tag=competence', MEDIA.items],
    ['20-lineitems-limit1', () => '/services/2/lineitems?type_id=1&limit=1', MEDIA.items],
    [
      '40-lineitem-get-after',
      () => `/services/2/lineitems/${stage.standalone.id}/lineitem?type_id=1`,
      MEDIA.item,
    ],
    [
      '20-results-foreign-assign2',
      () => '/services/2/lineitems/999/lineitem/results?type_id=1&limit=2',
      MEDIA.results,
    ],
    [
      '24-results-no-typeid-limit',
      () => `/services/2/lineitems/${stage.coupled.id}/lineitem/results?limit=2`,
      MEDIA.results,
    ],
    ['20-lineitem-foreign-assign2', () => '/services/2/lineitems/999/lineitem?type_id=1', MEDIA.item],
    [
      '31-results-coupled-basic',
      () => `/services/2/lineitems/${stage.coupled.id}/lineitem/results?type_id=1&user_id=101`,
      MEDIA.results,
    ],
  ] as const) {
    it(name, async () => {
      const scopes = [NRPS_SCOPE, `${AGS}lineitem.readonly`, `${AGS}result.readonly`]
      const token = await stage.tool.token(...scopes)
      stage.vle.grade(stage.coupled.id, '101', 8, '33', 'Well done')
      const reply = await stage.ask(path(), { token, accept })
      const real = capture(name) as { status: number; headers: Shape; body: unknown }
      expect(reply.status).to.equal(real.status)
      expect(reply.headers.get('content-type')).to.equal(real.headers['content-type'])
      expect(reply.headers.has('link')).to.equal('link' in real.headers)
      expect(keysOf(await reply.json())).to.have.members(keysOf(real.body))
    })
  }

  for (const name of [
    '30-score-coupled-basic',
    '30-score-older',
    '30-score-same-timestamp-2',
    '30-score-no-max',
    '30-score-teacher',
    '30-score-unknown-user',
    '30-score-string-score',
    '30-score-over-max',
    '30-score-tz-offset',
    '30-score-json-ct',
    '30-score-ct-charset',
    '30-score-future',
    '30-score-zero',
    '30-score-not-enrolled',
    '30-score-coupled-rescale',
    '30-score-pending-manual-clears',
    '30-score-pending-with-score',
    '30-score-started-noscore',
    '30-score-submission-ext',
    '30-score-standalone-basic',
    '30-score-bad-ts',
  ]) {
    it(name, async () => {
      const real = capture(name) as {
        request: { type: string; body: Shape }
        status: number
        headers: Shape
        body: unknown
      }
      const column = stage.vle.addColumn('2', {
        label: name,
        scoreMaximum: 10,
        toolId: '1',
        linkId: stage.link.id,
      })
      const path = `/services/2/lineitems/${column.id}/lineitem/scores?type_id=1`
      const token = await stage.tool.token(`${AGS}score`)
      const people: Record<string, string> = { '33': '33', '37': '999', '99999': '99999' }
      const userId = people[String(real.request.body.userId)] ?? '101'
      const send = (body: Shape) => stage.ask(path, { method: 'POST', token, type: real.request.type, body })
      // What these two are older than.
      const earlier = { ...real.request.body, userId, timestamp: '2026-11-23T10:00:00.000Z' }
      if (real.status === 409) expect((await send(earlier)).status).to.equal(200)
      const reply = await send({ ...real.request.body, userId })
      expect(reply.status).to.equal(real.status)
      expect(reply.headers.get('content-type')).to.equal(real.headers['content-type'])
      const text = await reply.text()
      expect(keysOf(text === '' ? '' : JSON.parse(text))).to.have.members(keysOf(real.body))
    })
  }
})
