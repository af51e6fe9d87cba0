import { expect } from 'chai'
import fc from 'fast-check'
import type { JWTPayload } from 'jose'
import {
  type At,
  claims as claimsOf,
  DEEP_LINKING,
  INSTRUCTOR,
  LEARNER,
  type Login,
  LTI,
  login,
} from '../certification/forge.ts'
import { type Inside, openInside } from '../whole/inside.ts'
import { type Answer, checkAnswer, forms, json, MARKER, post, send, text, wellFormed } from './forms.ts'

const CLAIMS = [
  'iss',
  'aud',
  'azp',
  'sub',
  'nonce',
  'iat',
  'exp',
  'nbf',
  'name',
  'given_name',
  'family_name',
  'email',
  'locale',
  `${LTI}/version`,
  `${LTI}/message_type`,
  `${LTI}/deployment_id`,
  `${LTI}/target_link_uri`,
  `${LTI}/resource_link`,
  `${LTI}/context`,
  `${LTI}/roles`,
  `${LTI}/custom`,
  `${LTI}/for_user`,
  `${LTI}/lis`,
  `${LTI}/launch_presentation`,
  `${LTI}/tool_platform`,
  DEEP_LINKING,
  'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint',
  'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice',
]
const LOGIN = [
  'iss',
  'login_hint',
  'target_link_uri',
  'client_id',
  'lti_deployment_id',
  'lti_message_hint',
  'lti_storage_target',
]
const LAUNCH = ['state', 'id_token', 'error', 'error_description', 'proof', 'lti_storage_target']

/** Members that the tool looks at inside of claims. */
const INSIDE: Readonly<Record<string, readonly string[]>> = {
  [`${LTI}/resource_link`]: ['id', 'title'],
  [`${LTI}/context`]: ['id', 'title', 'label'],
  [`${LTI}/custom`]: [
    'ladder_link',
    'ladder_activity',
    'context_history',
    'link_history',
    'course_end',
    '__proto__',
    'constructor',
  ],
  [`${LTI}/for_user`]: ['user_id'],
  [`${LTI}/lis`]: ['person_sourcedid'],
  [`${LTI}/launch_presentation`]: ['locale', 'return_url'],
  [`${LTI}/tool_platform`]: ['product_family_code', 'guid', 'name', 'version'],
  [DEEP_LINKING]: ['deep_link_return_url', 'data', 'accept_types', 'accept_multiple', 'accept_lineitem'],
  'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint': ['lineitems', 'lineitem', 'scope'],
  'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice': ['context_memberships_url'],
}

/** A claim that is replaced by anything, or one of its members. */
const change = fc.oneof(
  fc.tuple(fc.constantFrom(...CLAIMS), json).map(([name, value]) => ({ name, member: null, value })),
  fc
    .constantFrom(
      ...Object.entries(INSIDE).flatMap(([name, members]) => members.map((member) => ({ name, member }))),
    )
    .chain((place) => json.map((value) => ({ ...place, value }))),
)
const MESSAGES = ['LtiResourceLinkRequest', 'LtiDeepLinkingRequest', 'LtiSubmissionReviewRequest'] as const

describe('whatever is sent to the tool', function () {
  this.timeout(60_000)
  let inside: Inside
  before(async () => {
    inside = await openInside({ learners: 2 })
  })
  after(() => inside?.close())
  const at = (person: At['person']): At => {
    const { vle, registered, school } = inside
    return { target: { vle, otherVle: vle, registered, course: school.course }, person }
  }
  const address = (path: string) => `${inside.toolUrl}/lti/${path}`

  it('as a login is answered with a redirect or a refusal', async () => {
    const property = fc.asyncProperty(forms(LOGIN), fc.boolean(), async (form, posted) => {
      const answer = posted
        ? await post(address('login'), form)
        : await send(`${address('login')}?${inQuery(form)}`)
      checkAnswer(answer)
    })
    await fc.assert(property, { numRuns: 80 })
  })

  it('in place of one parameter of a right login is answered with a redirect to the platform or a refusal', async () => {
    const right = {
      iss: inside.vle.issuer,
      client_id: inside.registered.clientId,
      login_hint: '101',
      target_link_uri: address('launch'),
    }
    const property = fc.asyncProperty(fc.constantFrom(...LOGIN), text, async (name, value) => {
      const form = new URLSearchParams({ ...right, [name]: value })
      const answer = await post(address('login'), form.toString())
      checkAnswer(answer)
      const to = answer.headers.get('location')
      if (to !== null) expect(new URL(to).origin).to.equal(inside.vle.url)
    })
    await fc.assert(property, { numRuns: 60 })
  })

  it('as a launch is refused', async () => {
    const property = fc.asyncProperty(forms(LAUNCH), async (form) => {
      const answer = await post(address('launch'), form)
      checkAnswer(answer)
      expect(answer.status).to.be.within(400, 499)
    })
    await fc.assert(property, { numRuns: 80 })
  })

  it('as a token of a login under way is refused', async () => {
    const part = fc.oneof(
      text,
      json.map((value) => Buffer.from(JSON.stringify(value)).toString('base64url')),
      fc.constantFrom(
        'e30',
        Buffer.from('{"alg":"RS256"}').toString('base64url'),
        Buffer.from('{"alg":"RS256","kid":{}}').toString('base64url'),
      ),
    )
    const begun = await login(at(LEARNER))
    const property = fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 5 }), async (parts) => {
      const answer = await deliver(begun, parts.join('.'))
      checkAnswer(answer)
      expect(answer.status).to.be.within(400, 499)
    })
    await fc.assert(property, { numRuns: 60 })
  })

  for (const message of MESSAGES) {
    it(`in the claims of a ${message} that the platform signed opens a page or is refused`, async () => {
      const property = fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        async (changes, staff) => {
          const begun = await login(at(LEARNER))
          const payload = changed(rightly(begun, message, staff), changes)
          const answer = await deliver(begun, await inside.vle.keys.sign(payload))
          checkAnswer(answer)
          if (answer.status < 400) await checkPage(answer)
        },
      )
      await fc.assert(property, { numRuns: 40 })
    })
  }

  it('without any one claim opens a page or is refused', async () => {
    for (const message of MESSAGES) {
      for (const name of CLAIMS) {
        const begun = await login(at(LEARNER))
        const payload = { ...rightly(begun, message, true), [name]: undefined }
        const answer = await deliver(begun, await inside.vle.keys.sign(payload))
        checkAnswer(answer)
        if (answer.status < 400) await checkPage(answer)
      }
    }
  })

  it('may be a megabyte of claims, which is too much', async () => {
    const begun = await login(at(LEARNER))
    const custom = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index) => [`name${index}`, 'x'.repeat(40)]),
    )
    const answer = await deliver(
      begun,
      await inside.vle.keys.sign({ ...rightly(begun, MESSAGES[0], false), [`${LTI}/custom`]: custom }),
    )
    checkAnswer(answer)
    expect(answer.status).to.equal(413)
  })

  it('comes as text where it is shown: names, titles and labels', async () => {
    const begun = await login(at(LEARNER))
    const payload = {
      ...rightly(begun, MESSAGES[0], true),
      sub: 'hostile',
      name: MARKER,
      [`${LTI}/context`]: { id: 'hostile', title: MARKER, label: MARKER },
    }
    const answer = await deliver(begun, await inside.vle.keys.sign(payload))
    const $ = await checkPage(answer)
    expect($('.where').text()).to.contain(MARKER)
  })

  it('from the picker of a right deep linking is answered as a form is', async () => {
    const begun = await login(at(LEARNER))
    const opened = await deliver(begun, await inside.vle.keys.sign(rightly(begun, MESSAGES[1], true)))
    const $ = await checkPage(opened)
    const csrf = $('input[name=csrf]').attr('value') ?? ''
    const to = new URL($('form.picker').attr('action') ?? '', inside.toolUrl).href
    const names = [
      'ladder',
      'checkIn',
      'checkIns',
      'checkInTitle',
      'checkInNames',
      'checkInFrom',
      'checkInEvery',
      'coursework',
      'courseworkTitle',
      'courseworkKind',
      'only',
      'cancel',
      'csrf',
    ]
    const property = fc.asyncProperty(forms(names), async (form) => {
      const answer = await post(to, `${form}&csrf=${csrf}`, {
        cookie: cookieOf(opened),
        origin: inside.toolUrl,
      })
      // Told what is missing as a page (422), refused with a code, or answered.
      if (answer.status === 422) expect(answer.body.includes(MARKER)).to.equal(false)
      else checkAnswer(answer)
    })
    await fc.assert(property, { numRuns: 60 })
  })

  function rightly({ nonce }: Login, message: (typeof MESSAGES)[number], staff: boolean): JWTPayload {
    const { vle } = inside
    return claimsOf(at(staff ? INSTRUCTOR : LEARNER), nonce, {
      [`${LTI}/message_type`]: message,
      [`${LTI}/for_user`]: { user_id: '101' },
      ...(message === 'LtiDeepLinkingRequest' && {
        [DEEP_LINKING]: {
          deep_link_return_url: `${vle.url}/deep-link/return`,
          accept_types: ['ltiResourceLink'],
        },
      }),
    })
  }

  const deliver = ({ state, cookie }: Login, token: string) =>
    post(address('launch'), new URLSearchParams({ state, id_token: wellFormed(token) }).toString(), {
      cookie,
      origin: inside.vle.url,
    })

  /** The page that a good launch leads to, and where that leads on to. */
  async function checkPage(answer: Answer) {
    expect(answer.status).to.equal(303)
    let to = new URL(answer.headers.get('location') ?? '', inside.toolUrl)
    for (let hops = 0; hops < 3; hops += 1) {
      expect(to.origin).to.equal(inside.toolUrl)
      const page = await send(to.href, { headers: { cookie: cookieOf(answer), accept: 'text/html' } })
      const $ = checkAnswer(page)
      if (page.status !== 303) return $
      to = new URL(page.headers.get('location') ?? '', to)
    }
    throw new Error('the redirects do not end')
  }
})

const cookieOf = ({ headers }: Answer) =>
  headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')

/** What a browser would not send in an address. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is left out
const inQuery = (form: string) => wellFormed(form).replace(/[\u0000-\u0020#]/g, '')

function changed(
  payload: JWTPayload,
  changes: readonly { name: string; member: string | null; value: unknown }[],
): JWTPayload {
  const result: Record<string, unknown> = { ...payload }
  for (const { name, member, value } of changes) {
    const before = result[name]
    const isObject = typeof before === 'object' && before !== null && !Array.isArray(before)
    // Computed names define a member called __proto__ and do not set the prototype.
    result[name] = member === null ? value : { ...(isObject ? before : {}), [member]: value }
  }
  return result
}
