import { expect } from 'chai'
import request from 'supertest'
import type { Registered } from '../../src/app/contract.ts'
import { AppError } from '../../src/app/errors.ts'
import type { Platform } from '../../src/app/model.ts'
import { LtiError } from '../../src/lti/errors.ts'
import * as views from './fixture-views.ts'
import { errorCode, page, site } from './support.ts'

const ASK =
  '/lti/register?token=secret-token&openid_configuration=https%3A%2F%2Fvle.example%2Fc&registration_token=vle-token'

const registering = (changes: Parameters<typeof views.registered>[0] = {}) =>
  site({ parts: { register: async () => views.registered(changes) } })

describe('the page after a registration', () => {
  it('says what is left to do, for the operator and in the VLE', async () => {
    const answer = await (await registering()).get(ASK)
    expect(answer.status).to.equal(200)
    const $ = page(answer)
    expect($('h1').text()).to.equal('vle.example is registered')
    expect($('.next-step strong').text()).to.contain('operator of this tool still has to approve')
    expect($('.steps li').text()).to.contain('Pending').and.to.contain('More › LTI External tools')
    expect($('#by-hand').attr('hidden'), 'without a script').to.equal(undefined)
  })

  const standing = (status: Platform['status'], more: Partial<Registered> = {}) => ({
    platform: { ...views.registered().platform, status },
    ...more,
  })
  for (const [what, changes, words] of [
    ['is ready', standing('approved'), 'The tool is ready'],
    [
      'was known under other addresses',
      standing('approved', { changeWaits: true }),
      'the old ones stay in use',
    ],
    ['is switched off', standing('suspended', { changeWaits: true }), 'switched this VLE off'],
  ] as const) {
    it(`says that a VLE ${what}`, async () => {
      expect(page(await (await registering(changes)).get(ASK))('.next-step').text()).to.contain(words)
    })
  }

  for (const product of ['moodle', 'canvas', 'blackboard', 'brightspace', 'sakai', 'other'] as const) {
    it(`has its own next steps for ${product}, in both languages`, async () => {
      const { get } = await registering({ product })
      const said = new Set<string>()
      for (const language of ['en', 'cy']) {
        const answer = await get(ASK, { 'Accept-Language': language })
        const steps = page(answer)('.steps li')
        expect(answer.headers['content-language']).to.equal(language)
        expect(steps.length).to.be.greaterThan(1)
        said.add(steps.text())
      }
      expect(said.size).to.equal(2)
    })
  }

  it('tells the VLE’s own origins that it can be closed, by a script with the page’s nonce', async () => {
    const answer = await (
      await registering({
        frameOrigins: ['https://vle.example', 'https://sso.example', 'https://*.vle.example'],
      })
    ).get(ASK)
    const $ = page(answer)
    const policy = String(answer.headers['content-security-policy'])
    expect(policy).to.contain(`'nonce-${$('script').attr('nonce')}'`)
    expect(policy).to.contain('frame-ancestors https://vle.example https://sso.example https://*.vle.example')
    expect(JSON.parse($('#closing').attr('data-origins') ?? '')).to.deep.equal([
      'https://vle.example',
      'https://sso.example',
    ])
    expect($('script').text()).to.contain("{ subject: 'org.imsglobal.lti.close' }")
  })

  it('keeps both tokens from the log, from referrers and from the page', async () => {
    const { get, lines } = await registering()
    const answer = await get(ASK)
    expect(answer.headers['referrer-policy']).to.equal('no-referrer')
    expect(answer.headers['cache-control']).to.equal('no-store')
    for (const secret of ['secret-token', 'vle-token']) {
      expect(lines.join('')).not.to.contain(secret)
      expect(answer.text).not.to.contain(secret)
    }
  })
})

describe('a registration', () => {
  const asked = async (path: string, headers: Record<string, string> = {}) => {
    let calls = 0
    const { get } = await site({
      parts: {
        register: async () => {
          calls += 1
          return views.registered()
        },
      },
    })
    const answer = await get(path, headers)
    return { answer, calls: () => calls }
  }

  it('hands over what the VLE sent; its own token may be missing', async () => {
    const seen: unknown[] = []
    const { get } = await site({
      parts: {
        register: async (request) => {
          seen.push(request)
          return views.registered()
        },
      },
    })
    await get(ASK)
    await get('/lti/register?token=t&openid_configuration=https://vle.example/c')
    expect(seen).to.deep.equal([
      { token: 'secret-token', configurationUrl: 'https://vle.example/c', registrationToken: 'vle-token' },
      { token: 't', configurationUrl: 'https://vle.example/c', registrationToken: null },
    ])
  })

  for (const [what, path] of [
    ['a link opened by itself', '/lti/register?token=t'],
    ['no link at all', '/lti/register'],
    ['a parameter given twice', `${ASK}&token=again`],
    [
      'a token that no header takes',
      '/lti/register?token=t&openid_configuration=https://v.example&registration_token=a%0Ab',
    ],
    [
      'a token of 9 kB',
      `/lti/register?token=t&openid_configuration=https://v.example&registration_token=${'x'.repeat(9000)}`,
    ],
  ] as const) {
    it(`asks nobody anything for ${what}`, async () => {
      const { answer, calls } = await asked(path)
      expect([answer.status, errorCode(answer), calls()]).to.deep.equal([
        400,
        'registration_request_invalid',
        0,
      ])
      expect(page(answer)('.next-step').text()).to.contain('Paste the link')
    })
  }

  it('does not begin by a look ahead', async () => {
    const { answer, calls } = await asked(ASK, { 'Sec-Purpose': 'prefetch;prerender' })
    expect([answer.status, calls()]).to.deep.equal([400, 0])
  })

  it('does not begin by a look at the headers alone', async () => {
    const { web } = await site()
    expect((await request(web).head(ASK)).status).to.equal(400)
  })

  for (const error of [
    new AppError('registration_link_used', 410, 'used'),
    new AppError('registration_host_refused', 403, 'host'),
    new LtiError('configuration_unreachable', 'no'),
    new LtiError('registration_refused', 'no', { status: 502, detail: { reason: 'missing_domain' } }),
  ]) {
    it(`that ends in ${error.code} shows it in the VLE’s frame, in words`, async () => {
      const { get } = await site({
        parts: {
          register: async () => {
            throw error
          },
        },
      })
      const answer = await get(ASK)
      expect([answer.status, errorCode(answer)]).to.deep.equal([error.status, error.code])
      expect(answer.headers['content-security-policy']).to.contain('frame-ancestors *')
      expect(answer.headers['referrer-policy']).to.equal('no-referrer')
      expect(page(answer)('main').text()).not.to.match(/errors\.|{{/)
    })
  }
})

describe('the tool’s own description', () => {
  it('for Canvas asks for what the tool uses, and names where it may stand', async () => {
    const { body } = await (await site()).get('/lti/config.json')
    expect(body.scopes).to.have.length(5)
    expect(body.custom_fields).to.deep.equal({
      course_end: '$CourseSection.timeFrame.end',
      context_history: '$Context.id.history',
      link_history: '$ResourceLink.id.history',
    })
    const [canvas] = body.extensions
    expect(canvas).to.include({ privacy_level: 'public', domain: 'tool.example' })
    const placements = canvas.settings.placements as Record<string, unknown>[]
    expect(placements.map(({ placement, message_type }) => [placement, message_type])).to.deep.equal([
      ['course_navigation', 'LtiResourceLinkRequest'],
      ['link_selection', 'LtiDeepLinkingRequest'],
      ['assignment_selection', 'LtiDeepLinkingRequest'],
    ])
    expect(placements[0]).to.include({ default: 'disabled' })
  })

  it('has a logo that a VLE may show on its own pages', async () => {
    const { get } = await site()
    const { body } = await get('/lti/config.json')
    const logo = await get(new URL(body.extensions[0].settings.icon_url).pathname)
    expect(logo.status).to.equal(200)
    expect(logo.headers['content-type']).to.contain('image/svg+xml')
    expect(logo.headers['cross-origin-resource-policy']).to.equal('cross-origin')
    expect((await get('/assets/tool.css')).headers['cross-origin-resource-policy']).to.equal('same-origin')
  })
})
