import { expect } from 'chai'
import { NOTICE_KINDS } from '../../src/app/model.ts'
import { fixtureApp } from './fixture-app.ts'
import { notice } from './fixture-reviews.ts'
import { ladderView } from './fixture-views.ts'
import { page, site } from './support.ts'

const BASE = '/s/session-learner'
const level = (kind: string) => (kind.startsWith('credential-') ? 'implemented' : null)

describe('what a person is told', () => {
  it('stands at the top of their own page, the newest first, and leads to the rest', async () => {
    const rows = [notice('evidence-returned'), notice('credential-awarded', { detail: 'implemented' })]
    const { get } = await site({
      parts: { ladder: async () => ladderView({ unread: 8 }) },
      reviews: { notices: async () => ({ total: 8, rows }) },
    })
    const $ = page(await get(`${BASE}/`))
    expect($('main > *').first().is('.notices')).to.equal(true)
    expect($('.notices li').first().text()).to.contain('Your evidence came back to be changed')
    expect($('.notices li a').attr('href')).to.equal(`${BASE}/evidence`)
    expect($('.notices li').eq(1).text()).to.contain('You have earned Implemented')
    expect($('.notices > p a').text()).to.equal('6 more')
    expect(page(await get(`${BASE}/help`))('.notices')).to.have.length(0)
  })

  it('is not asked for where a learner’s ladder knows of nothing new', async () => {
    const { app, calls } = fixtureApp({
      reviews: { notices: async () => Promise.reject(new Error('nobody asks')) },
    })
    const { get } = await site({ app })
    expect(page(await get(`${BASE}/`))('.rung')).to.have.length(3)
    expect(calls.map(({ name }) => name)).to.include('ladder')
  })

  it('leaves out evidence that waits, which a reviewer’s page counts itself', async () => {
    const { app, calls } = fixtureApp({
      role: 'tutor',
      reviews: {
        notices: async (_visit, query) => {
          calls.push({ name: 'notices', args: [query] })
          return { total: 0, rows: [] }
        },
      },
    })
    const { get } = await site({ app })
    const $ = page(await get('/s/session-tutor/'))
    expect($('.card').first().text()).to.contain('2 pieces of evidence wait for you')
    await get('/s/session-tutor/notices')
    expect(calls.filter(({ name }) => name === 'notices').map(({ args: [query] }) => query)).to.deep.equal([
      { unread: true, without: ['evidence-waits'], offset: 0, limit: 1 },
      { unread: false, offset: 0, limit: 30 },
    ])
  })

  it('is nothing where there is nothing to tell', async () => {
    expect(page(await (await site()).get(`${BASE}/`))('.notices')).to.have.length(0)
    expect(page(await (await site({ nobody: true })).get(`${BASE}/`))('.notices')).to.have.length(0)
  })

  for (const language of ['en', 'cy'])
    it(`has words for every kind in ${language}`, async () => {
      const rows = NOTICE_KINDS.map((kind) =>
        notice(kind, { detail: level(kind) ?? '2027-06-30T22:59:59Z', aboutName: 'Adaeze Okafor' }),
      )
      const { get } = await site({ reviews: { notices: async () => ({ total: rows.length, rows }) } })
      const $ = page(await get(`${BASE}/notices?lang=${language}`))
      expect($('.notices li')).to.have.length(NOTICE_KINDS.length)
      expect($('main').text()).to.not.match(/notices\.|undefined|{{/)
    })

  it('is put away one by one or altogether', async () => {
    const rows = [notice('time-granted'), notice('time-refused', { readAt: '2026-11-22T11:00:00Z' })]
    const { app, calls } = fixtureApp({ reviews: { notices: async () => ({ total: 2, rows }) } })
    const { get, post } = await site({ app })
    const $ = page(await get(`${BASE}/notices`))
    expect($('.notices form')).to.have.length(1)
    await post($('.notices form').attr('action') ?? '', {})
    await post(`${BASE}/notices`, {})
    expect(calls.map(({ args }) => args)).to.deep.equal([['notice-time-granted'], [null]])
  })
})

describe('what is held about a person', () => {
  it('names their evidence, draft, wishes and news, and no reviewer', async () => {
    const { fixture } = await held()
    const { get } = await site(fixture)
    const text = page(await get(`${BASE}/about-me`))('main').text()
    for (const words of [
      'I plan each meeting',
      'My draft',
      'My school changes',
      'You have earned Implemented',
    ])
      expect(text).to.contain(words)
  })

  it('offers to switch mails off where the tool sends any', async () => {
    const { app, calls } = fixtureApp()
    const { get, post } = await site({ app })
    const $ = page(await get(`${BASE}/about-me`))
    expect($('input[name=mail]').attr('checked')).to.equal('checked')
    await post(`${BASE}/about-me/mail`, {})
    await post(`${BASE}/about-me/mail`, { mail: 'on' })
    expect(calls.filter(({ name }) => name === 'chooseMail').map(({ args }) => args)).to.deep.equal([
      [false],
      [true],
    ])
    const silent = await site({ reviews: { contact: async () => null } })
    expect(page(await silent.get(`${BASE}/about-me`))('input[name=mail]')).to.have.length(0)
  })
})

async function held() {
  const { extension, ownEvidence, reviewedEvidence } = await import('./fixture-reviews.ts')
  const review = {
    evidenceId: 'e',
    stage: 'first',
    reviewerId: 'tutor-1',
    verdict: 'accepted',
    feedback: 'Good',
    judgements: [],
    at: '2026-11-20T09:00:00Z',
  } as const
  const draft = {
    courseId: 'course-1',
    personId: 'person-1',
    ownPractice: 'My draft',
    institution: '',
    links: '',
    files: [],
    shared: [],
    savedAt: '2026-11-20T09:00:00Z',
    preview: [],
  }
  const own = ownEvidence({
    evidence: [{ ...reviewedEvidence('accepted', { decidedBy: 'tutor-1', reviews: [review] }), preview: [] }],
    draft,
    extensions: [extension({ state: 'refused', decidedBy: 'tutor-1', answer: 'No' })],
  })
  const rows = [notice('credential-awarded', { detail: 'implemented' })]
  return { fixture: { reviews: { own: async () => own, notices: async () => ({ total: 1, rows }) } } }
}
