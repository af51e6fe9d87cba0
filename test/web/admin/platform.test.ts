import { expect } from 'chai'
import { AppError } from '../../../src/app/errors.ts'
import { FINDING_CODES, finding } from '../../../src/app/operating/findings.ts'
import { fixtureApp } from '../fixture-app.ts'
import { connectionView } from '../fixture-views.ts'
import { errorCode, page, site } from '../support.ts'

const BASE = '/s/session-administrator'

describe('the page of the connection', () => {
  it('opens with how many things do not work, and shows those first', async () => {
    const $ = page(await (await site({ role: 'administrator' })).get(`${BASE}/platform`))
    expect($('.verdict h2').text()).to.equal('One thing does not work')
    const checks = $('.check')
      .map((_, one) => `${$(one).find('h3').text()}: ${$(one).find('.tag').text()}`)
      .get()
    expect(checks.slice(0, 4)).to.deep.equal([
      'Permissions: Does not work',
      'Names and roles (NRPS): Not known',
      'Grades (AGS): Not known',
      'Registration: Works',
    ])
    expect(checks).to.have.length(10)
  })

  it('says what to do in the VLE’s own names, and who can', async () => {
    const $ = page(await (await site({ role: 'administrator' })).get(`${BASE}/platform`))
    const text = $('#check-scopes').text().replace(/\s+/g, ' ')
    expect(text).to.contain('Not granted: contextmembership.readonly.')
    expect(text).to.contain('Site administration › Plugins › Activity modules › External tool')
    expect(text).to.contain('Whoever looks after the VLE can put this right. scopes_missing')
    expect($('#check-keys').text()).to.contain('Launches use a copy of it, 12 min old.')
  })

  it('shows the VLE, the courses in numbers, and what waits for the operator', async () => {
    const $ = page(await (await site({ role: 'administrator' })).get(`${BASE}/platform`))
    const facts = $('.facts dd')
      .map((_, one) => $(one).text())
      .get()
    expect(facts).to.include.members([
      'https://vle.riverside.example',
      'client-7',
      '1, 4',
      'Moodle',
      '2024100706',
      'known 12 · read lately 10 · last reading failed 1 · not read for long 1',
      'None: requests go out as usual.',
    ])
    expect($('main').text()).to.contain('client id client-9. Only the operator')
    expect($('a, button').filter((_, one) => /approve/i.test($(one).text()))).to.have.length(0)
  })

  it('says when all is well, and when something is only not known', async () => {
    const well = connectionView({ findings: [finding('token', 'pass', 'token_given')], pending: [] })
    const parts = { connection: async () => well }
    const $ = page(await (await site({ role: 'administrator', parts })).get(`${BASE}/platform`))
    expect($('.verdict-good h2').text()).to.equal('Everything this tool needs from Riverside VLE works')
    const open = connectionView({ findings: [finding('results', 'unknown', 'no_line_item')] })
    const unsure = { connection: async () => open }
    const $$ = page(await (await site({ role: 'administrator', parts: unsure })).get(`${BASE}/platform`))
    expect($$('.verdict-caution h2').text()).to.equal('Nothing fails, but not everything could be checked')
  })

  it('tells a pause with its end in words of time', async () => {
    const detail = { failures: '5', until: '2026-11-23T14:34:00.000Z' }
    const paused = connectionView({ findings: [finding('pause', 'fail', 'paused', detail)] })
    const $ = page(
      await (await site({ role: 'administrator', parts: { connection: async () => paused } })).get(
        `${BASE}/platform`,
      ),
    )
    expect($('#check-pause').text()).to.contain(
      'After 5 failures the tool leaves the VLE alone until today at 14:34',
    )
    expect($('main').text()).not.to.contain('None: requests go out as usual.')
  })

  it('leaves no placeholder open, whatever is found', async () => {
    const detail = {
      host: 'vle.example',
      status: '404',
      error: 'x',
      problems: 'x',
      url: 'x',
      kind: 'x',
      code: 'x',
    }
    const numbers = {
      keys: '1',
      shut: '1',
      megabytes: '1',
      minutes: '1',
      seconds: '1',
      members: '1',
      items: '1',
    }
    const more = {
      names: 'x',
      jobs: 'x',
      waiting: '1',
      running: '1',
      platforms: '1',
      id: 'x',
      ids: 'x',
      which: 'x',
    }
    const rest = {
      release: '4.5.6',
      functions: 'x',
      wsfunction: 'x',
      errorcode: 'x',
      scopes: 'x',
      results: '1',
      failures: '1',
      until: '2026-11-23T14:34:00Z',
      fresh: '1',
      courses: '1',
    }
    const all = { ...detail, ...numbers, ...more, ...rest, failing: '1', stale: '1' }
    const findings = (['pass', 'fail', 'unknown'] as const).flatMap((outcome) =>
      FINDING_CODES[outcome].map((code) => finding('token', outcome, code, all)),
    )
    const parts = { connection: async () => connectionView({ findings }) }
    const s = await site({ role: 'administrator', parts })
    for (const language of ['en', 'cy']) {
      const { text } = await s.get(`${BASE}/platform?lang=${language}`)
      expect(text).not.to.match(/{{|undefined|doctor\.\w|connection\.\w/)
    }
  })

  it('is looked at anew by a button, and says when that was a moment ago', async () => {
    const { app, calls } = fixtureApp({ role: 'administrator' })
    const s = await site({ app })
    const anew = await s.post(`${BASE}/platform`, {})
    expect([anew.status, anew.headers.location]).to.deep.equal([303, `${BASE}/platform?done=connection`])
    expect(calls.map(({ name }) => name)).to.deep.equal(['checkConnection'])
    const lately = { checkConnection: async () => false }
    const again = await (await site({ role: 'administrator', parts: lately })).post(`${BASE}/platform`, {})
    expect(again.headers.location).to.equal(`${BASE}/platform?done=connection-lately`)
  })

  it('is an administrator’s alone, and named in nobody else’s pages', async () => {
    for (const role of ['learner', 'tutor'] as const) {
      const s = await site({ role })
      const base = `/s/session-${role}`
      for (const answer of [await s.get(`${base}/platform`), await s.post(`${base}/platform`, {})]) {
        expect([answer.status, errorCode(answer)]).to.deep.equal([403, 'not_allowed'])
      }
      expect((await s.get(`${base}/`)).text).not.to.contain('/platform"')
    }
    const home = page(await (await site({ role: 'administrator' })).get(`${BASE}/`))
    expect(
      home('.tabs a')
        .map((_, one) => home(one).text())
        .get(),
    ).to.include('Connection')
  })

  it('passes on what the product refuses', async () => {
    const parts = {
      connection: async () => {
        throw new AppError('platform_suspended', 409, 'not approved')
      },
    }
    const answer = await (await site({ role: 'administrator', parts })).get(`${BASE}/platform`)
    expect([answer.status, errorCode(answer)]).to.deep.equal([409, 'platform_suspended'])
  })
})
