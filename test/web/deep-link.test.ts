import { expect } from 'chai'
import fc from 'fast-check'
import request from 'supertest'
import type { DeepLinkChoice, LinksView } from '../../src/app/contract.ts'
import { AppError } from '../../src/app/errors.ts'
import type { DeepLinkingSettings } from '../../src/lti/types.ts'
import { fixtureApp, SECRET } from './fixture-app.ts'
import * as views from './fixture-views.ts'
import { errorCode, page, site, TOOL } from './support.ts'

const PATH = '/s/session-tutor/deep-link'
const settings: DeepLinkingSettings = {
  returnUrl: 'https://return.example/done',
  data: null,
  acceptTypes: ['ltiResourceLink'],
  acceptMultiple: true,
  acceptLineItem: true,
}
const ONE = { acceptMultiple: false }
const SESSIONS = { checkIn: 'on', checkIns: '3', checkInTitle: 'Session' }
const WORK = { coursework: 'on', courseworkTitle: 'Essay', courseworkKind: 'assignment' }

const checkIns = (...titles: readonly string[]) =>
  titles.map((title) => views.activity(title, title, { source: 'check-in' }))

/** A picker in a course that has this already, for a VLE that takes this. */
async function picker(known: Partial<LinksView> = {}, changes: Partial<DeepLinkingSettings> = {}) {
  const deepLinking = { ...settings, ...changes }
  const { app, calls } = fixtureApp({
    role: 'tutor',
    launch: { deepLinking, messageType: 'LtiDeepLinkingRequest' },
    parts: {
      links: async () => ({ ladderAt: null, activities: [], settings: deepLinking, ...known }),
    },
  })
  const { get, post, web } = await site({ app })
  return {
    web,
    calls,
    look: async (query = '') => page(await get(`${PATH}${query}`)),
    send: (fields: Record<string, string>, query = '') => post(`${PATH}${query}`, fields),
    chosen: () => calls.at(-1)?.args[0] as DeepLinkChoice,
  }
}

describe('the deep-linking picker', () => {
  it('sends the choice, and posts the signed message to the return address alone', async () => {
    const { send, chosen } = await picker()
    const answer = await send({ ladder: 'on', ...SESSIONS, courseworkTitle: 'Not chosen' })
    expect(chosen()).to.deep.equal({
      ladder: true,
      checkIns: ['Session 1', 'Session 2', 'Session 3'],
      coursework: [],
      checkpoints: [],
      language: 'en',
    })
    const $ = page(answer)
    expect($('form#return').attr('action')).to.equal('https://return.example/done')
    expect($('input[name=JWT]').attr('value')).to.equal('signed.message')
    expect($('form#return button')).to.have.length(1)
    expect(answer.headers['content-security-policy']).to.match(/form-action 'self' https:\/\/return\.example/)
  })

  it('goes on counting from the sessions that are there, and numbers one alone only then', async () => {
    const { send, chosen } = await picker({ activities: checkIns('Session 1', 'Session 9', 'Session 9b') })
    await send(SESSIONS)
    expect(chosen().checkIns).to.deep.equal(['Session 10', 'Session 11', 'Session 12'])
    await send({ ...SESSIONS, checkIns: '1' })
    expect(chosen().checkIns).to.deep.equal(['Session 10'])
    await send({ ...SESSIONS, checkIns: '1', checkInTitle: 'Webinar' })
    expect(chosen().checkIns).to.deep.equal(['Webinar'])
  })

  it('names sessions by their dates, in the language of the page', async () => {
    const { send, chosen } = await picker()
    const dated = { ...SESSIONS, checkInNames: 'dates', checkInFrom: '2027-02-24' }
    await send(dated)
    expect(chosen().checkIns).to.deep.equal([
      'Session, 24 February 2027',
      'Session, 3 March 2027',
      'Session, 10 March 2027',
    ])
    await send({ ...dated, checkInEvery: '1', checkIns: '2', checkInTitle: 'Sesiwn' }, '?lang=cy')
    expect(chosen()).to.deep.include({
      checkIns: ['Sesiwn, 24 Chwefror 2027', 'Sesiwn, 25 Chwefror 2027'],
      language: 'cy',
    })
  })

  it('makes a piece of course work of each line', async () => {
    const { send, chosen } = await picker()
    await send({ ...WORK, courseworkTitle: ' Essay\r\n\r\nReport \n' })
    expect(chosen().coursework).to.deep.equal([
      { title: 'Essay', kind: 'assignment' },
      { title: 'Report', kind: 'assignment' },
    ])
  })

  it('says what is in the course already, and has no tick that would add “My credentials” twice', async () => {
    const known = {
      ladderAt: '2026-11-12T09:00:00Z',
      activities: [
        ...checkIns('Session 1', 'Session 2', 'Session 3', 'Session 4', 'Session 5', 'Session 6'),
        views.activity('w', 'Essay', { source: 'coursework' }),
      ],
    }
    const $ = await (await picker(known)).look()
    expect($('#ladder').attr('checked')).to.equal(undefined)
    expect($('#ladder-text').text()).to.contain(
      'Already in this course (since 12 November 2026). Add it again only if it was removed.',
    )
    expect($('#checkIn-text').text()).to.contain(
      'Already in this course: Session 1, Session 2, Session 3, Session 4 and 2 more.',
    )
    expect($('#coursework-text').text()).to.contain('Already in this course: Essay.')
    const fresh = await (await picker()).look()
    expect(fresh('#ladder').attr('checked')).to.equal('checked')
    expect(fresh('.picker').text()).not.to.contain('Already')
  })

  it('takes a checkpoint with what it stands for, or to be said later', async () => {
    const { send, chosen } = await picker()
    const form = { checkpoint: 'on', checkpointTitle: ' Unit 3 done ', checkpointKind: 'activity' }
    const gate = 'Hidden until the unit 3 quiz is passed'
    await send({ ...form, checkpointGate: ` ${gate} ` })
    expect(chosen().checkpoints).to.deep.equal([{ title: 'Unit 3 done', gate, kind: 'activity' }])
    await send({ ...form, checkpointGate: '' })
    expect(chosen().checkpoints).to.deep.equal([{ title: 'Unit 3 done', gate: null, kind: 'activity' }])
    const wrong = page(await send({ ...form, checkpointTitle: '', checkpointGate: 'x'.repeat(501) }))
    expect(
      wrong('.problems a')
        .toArray()
        .map((link) => wrong(link).attr('href')),
    ).to.deep.equal(['#checkpointTitle', '#checkpointGate'])
  })

  it('offers one of the four, and says so, where the VLE takes one link', async () => {
    const { look, send, chosen, calls } = await picker({}, ONE)
    const $ = await look()
    expect($('h1 + p').text()).to.contain('one link at a time')
    expect($('input[type=radio][name=only]')).to.have.length(4)
    expect($('input[type=checkbox], #checkIns, textarea')).to.have.length(0)
    await send({ only: 'checkIn', checkInTitle: 'Session' })
    expect(chosen()).to.deep.include({ ladder: false, checkIns: ['Session'], coursework: [] })
    await send({ only: 'coursework', courseworkTitle: 'Essay', courseworkKind: 'coursework' })
    expect(chosen()).to.deep.include({ checkIns: [], coursework: [{ title: 'Essay', kind: 'coursework' }] })
    const before = calls.length
    for (const several of [SESSIONS, { ...WORK, courseworkTitle: 'A\nB' }, { ...WORK, ladder: 'on' }]) {
      const answer = await send(several)
      expect(answer.status).to.equal(422)
      expect(page(answer)('.problems').text()).to.contain('Choose one only')
    }
    expect(calls).to.have.length(before)
  })

  it('says what it means that the VLE takes no gradebook columns', async () => {
    const words = 'takes no gradebook column'
    expect((await (await picker({}, { acceptLineItem: false })).look())('main').text()).to.contain(words)
    expect((await (await picker()).look())('main').text()).not.to.contain(words)
  })

  it('looks at what is ticked alone, and keeps what was typed where that is wrong', async () => {
    const { send, calls } = await picker()
    const wrong: readonly [fields: Record<string, string>, field: string][] = [
      [{ checkInTitle: 'Session' }, 'ladder'],
      [{ ...SESSIONS, checkIns: '31' }, 'checkIns'],
      [{ ...SESSIONS, checkIns: '1.5' }, 'checkIns'],
      [{ ...SESSIONS, checkInTitle: ' ' }, 'checkInTitle'],
      [{ ...SESSIONS, checkInNames: 'dates', checkInFrom: '' }, 'checkInFrom'],
      [{ ...SESSIONS, checkInNames: 'dates', checkInFrom: '2027-02-30' }, 'checkInFrom'],
      [{ ...WORK, courseworkTitle: '\n \n' }, 'courseworkTitle'],
      [{ ...WORK, courseworkTitle: `Essay\n${'x'.repeat(201)}` }, 'courseworkTitle'],
      [{ ...WORK, courseworkTitle: 'Essay\n'.repeat(21) }, 'courseworkTitle'],
      [{ ...WORK, courseworkKind: 'magic' }, 'courseworkKind'],
    ]
    for (const [fields, field] of wrong) {
      const answer = await send(fields)
      const $ = page(answer)
      expect(answer.status, field).to.equal(422)
      expect($(`.problems a[href="#${field}"]`), field).to.have.length(1)
      expect($(`#${field}`), field).to.have.length(1)
      expect($('#checkInTitle').attr('value') ?? '').to.equal(fields.checkInTitle ?? '')
      expect($('#courseworkTitle').text().trim()).to.equal(fields.courseworkTitle?.trim() ?? '')
    }
    expect(calls).to.deep.equal([])
    expect((await send({ ladder: 'on', checkIns: 'many', courseworkTitle: '' })).status).to.equal(200)
  })

  it('is not there for other launches', async () => {
    const answer = await (await site({ role: 'tutor' })).get(PATH)
    expect([answer.status, errorCode(answer)]).to.deep.equal([400, 'not_deep_linking'])
  })
})

describe('the way back from the picker', () => {
  it('is Cancel, which answers the VLE with nothing, whatever else the form holds', async () => {
    const { send, calls } = await picker()
    const answer = await send({ cancel: 'on', ...SESSIONS, checkIns: '99' })
    expect(calls).to.deep.equal([
      { name: 'declineLinks', args: [{ message: 'Nothing was added.', fault: null }] },
    ])
    expect(page(answer)('input[name=JWT]').attr('value')).to.equal('signed.nothing')
    expect(page(answer)('main').text()).to.contain('Nothing is added.')
  })

  it('is on every page that says what went wrong, and tells the VLE what it was', async () => {
    const refused = new AppError('link_type_refused', 409, 'takes files only')
    const { app, calls } = fixtureApp({
      role: 'tutor',
      launch: { deepLinking: settings },
      parts: {
        links: async () => {
          throw refused
        },
      },
    })
    const { get, post } = await site({ app })
    const answer = await get(PATH)
    const $ = page(answer)
    expect([answer.status, errorCode(answer)]).to.deep.equal([409, 'link_type_refused'])
    expect($('h1').text()).to.equal('Links of this tool cannot be added here')
    const form = $(`form[action="${PATH}"]`)
    expect(form.find('button').text()).to.equal('Back to the course without adding anything')
    await post(PATH, {
      cancel: form.find('button').attr('value') ?? '',
      fault: String(form.find('[name=fault]').attr('value')),
    })
    expect(calls.at(-1)?.args).to.deep.equal([
      { message: 'Links of this tool cannot be added here', fault: 'link_type_refused' },
    ])
  })

  it('does not lead into the tool’s other pages from a fault', async () => {
    const { app } = fixtureApp({
      role: 'tutor',
      launch: { deepLinking: settings },
      parts: {
        deepLink: async () => {
          throw new Error('the disk is full')
        },
      },
    })
    const answer = await (await site({ app })).post(PATH, { ladder: 'on' })
    const $ = page(answer)
    expect(answer.status).to.equal(500)
    expect($('main a[href="/s/session-tutor/deep-link"]')).to.have.length(1)
    expect($('main a[href="/s/session-tutor/"]')).to.have.length(0)
    expect($('[name=cancel]')).to.have.length(1)
  })
})

describe('the picker’s form', () => {
  const NAMES = [
    ...['ladder', 'checkIn', 'coursework', 'only', 'checkIns', 'checkInTitle', 'checkInNames', 'checkInFrom'],
    ...['checkInEvery', 'courseworkTitle', 'courseworkKind', 'cancel', 'fault', '__proto__', 'ladder[x]', ''],
  ]
  const hostile = '"><img src=x onerror=alert(1)>'
  const value = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.constantFrom('on', '1', '30', 'dates', '2027-02-24', 'checkIn', 'coursework'),
    },
    { weight: 2, arbitrary: fc.constant(hostile) },
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom(
      '',
      '\0',
      '-1',
      '1e9',
      '٣',
      '9999-12-31',
      '0000-00-00',
      `${hostile}\n`.repeat(25),
      'x'.repeat(9999),
    ),
  )
  const body = fc.array(fc.tuple(fc.constantFrom(...NAMES), value), { maxLength: 20 })

  it('takes anything: it is either done or refused on a page, with no half measures and nothing unescaped', async function () {
    this.timeout(300_000)
    for (const changes of [{}, ONE]) {
      const { web, calls } = await picker({ activities: checkIns('Session 1') }, changes)
      const outcomes = new Set<number>()
      await fc.assert(
        fc.asyncProperty(body, async (fields) => {
          calls.length = 0
          const sent = new URLSearchParams([...fields, ['csrf', 'csrf-token']])
          const answer = await request(web)
            .post(PATH)
            .type('form')
            .set({ Cookie: `session=${SECRET}`, Origin: TOOL })
            .send(sent.toString())
          outcomes.add(answer.status)
          expect(answer.status).to.be.oneOf([200, 422])
          expect(calls).to.have.length(answer.status === 200 ? 1 : 0)
          const $ = page(answer)
          expect($('h1')).to.have.length(1)
          expect($('img')).to.have.length(0)
        }),
        { numRuns: 150 },
      )
      expect([...outcomes].sort()).to.deep.equal([200, 422])
    }
  })

  it('refuses more than a form may hold, and records nothing', async () => {
    const { web, calls } = await picker()
    const bodies = ['ladder=on&'.repeat(2001), `ladder=on&checkInTitle=${'x'.repeat(110_000)}`]
    for (const sent of bodies) {
      const answer = await request(web)
        .post(PATH)
        .type('form')
        .set({ Cookie: `session=${SECRET}`, Origin: TOOL })
        .send(`${sent}&csrf=csrf-token`)
      expect([answer.status, errorCode(answer)]).to.deep.equal([413, 'too_large'])
    }
    expect(calls).to.deep.equal([])
  })
})
