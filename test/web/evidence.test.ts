import { expect } from 'chai'
import { fixtureApp } from './fixture-app.ts'
import { ownEvidence, refusing, reviewedEvidence } from './fixture-reviews.ts'
import * as views from './fixture-views.ts'
import { errorCode, page, site } from './support.ts'

const BASE = '/s/session-learner'
const LINK = 'https://example.org/a?b=c'

describe('the page where a learner hands in evidence', () => {
  it('takes 1 to 10,000 characters, with the institution left out if there is nothing to say', async () => {
    const { app, calls } = fixtureApp()
    const { post } = await site({ app })
    expect((await post(`${BASE}/evidence`, { ownPractice: ' ' })).status).to.equal(422)
    expect((await post(`${BASE}/evidence`, { ownPractice: 'x'.repeat(10_001) })).status).to.equal(422)
    expect(calls.map(({ name }) => name)).to.not.include('submit')
    const answer = await post(`${BASE}/evidence`, { ownPractice: 'x'.repeat(10_000), institution: ' ' })
    expect(answer.status).to.equal(303)
    expect(calls.at(-1)?.args).to.deep.equal([
      { ownPractice: 'x'.repeat(10_000), institution: null, links: [], files: [], shared: [] },
    ])
  })

  it('takes links an address a line, and what of it may be shown', async () => {
    const { app, calls } = fixtureApp()
    const { post } = await site({ app })
    const links = `${LINK}\r\n\r\n https://example.org/{x}|y \n${LINK}`
    await post(`${BASE}/evidence`, { ownPractice: 'x', links, 'show-links': 'on', 'show-own-practice': 'on' })
    expect(calls.at(-1)?.args).to.deep.equal([
      {
        ownPractice: 'x',
        institution: null,
        links: [LINK, 'https://example.org/%7Bx%7D%7Cy'],
        files: [],
        shared: ['own-practice', 'links'],
      },
    ])
  })

  for (const link of [
    'http://example.org',
    'javascript:alert(1)',
    'example.org',
    'https://me:secret@example.org',
    'data:text/html,hi',
  ])
    it(`refuses ${link} and keeps everything that was typed`, async () => {
      const { app, calls } = fixtureApp()
      const { post } = await site({ app })
      const typed = { ownPractice: 'My <practice>', institution: 'Ours', links: `${LINK}\n${link}` }
      const answer = await post(`${BASE}/evidence`, { ...typed, 'show-institution': 'on' })
      const $ = page(answer)
      expect(answer.status).to.equal(422)
      expect($('.problems a').attr('href')).to.equal('#links')
      expect($('#ownPractice').text()).to.equal('My <practice>')
      expect($('#links').text()).to.equal(typed.links)
      expect($('form[action$="/evidence"] input:checked').attr('name')).to.equal('show-institution')
      expect(calls.map(({ name }) => name)).to.not.include('submit')
    })

  it('keeps a draft as it was typed, whatever is wrong with it', async () => {
    const { app, calls } = fixtureApp()
    const { post } = await site({ app })
    const answer = await post(`${BASE}/evidence`, {
      action: 'draft',
      ownPractice: '',
      institution: 'half a sen',
      links: 'www',
      'show-links': 'on',
    })
    expect(answer.headers.location).to.equal(`${BASE}/evidence?done=draft`)
    expect(calls.at(-1)).to.deep.equal({
      name: 'saveDraft',
      args: [{ ownPractice: '', institution: 'half a sen', links: 'www', files: [], shared: ['links'] }],
    })
  })

  it('shows a draft again, with what a stranger would see of it and nothing else', async () => {
    const draft = {
      courseId: views.course.id,
      personId: 'person-1',
      ownPractice: 'My draft',
      institution: 'Not for you',
      links: LINK,
      files: [],
      shared: ['own-practice', 'links'] as const,
      savedAt: '2026-11-23T14:05:00Z',
      preview: [
        { url: null, name: 'Impact on own practice', narrative: 'My draft' },
        { url: LINK, name: 'Link', narrative: null },
      ],
    }
    const { get } = await site({ reviews: { own: async () => ownEvidence({ draft }) } })
    const $ = page(await get(`${BASE}/evidence`))
    expect($('#ownPractice').text()).to.equal('My draft')
    expect($('main').text()).to.contain('Your draft was saved today at 14:05')
    const preview = $('section[aria-labelledby="preview-title"]')
    expect(preview.text()).to.contain('My draft').and.not.to.contain('Not for you')
    expect(preview.find(`a[href="${LINK}"]`).attr('rel')).to.equal('noopener noreferrer nofollow')
  })

  it('tells the time that is left in words, and when it is over', async () => {
    const text = async (deadline: string) => {
      const { get } = await site({ reviews: { own: async () => ownEvidence({ deadline }) } })
      return page(await get(`${BASE}/evidence`))('.time-left').text()
    }
    expect(await text('2027-05-30T00:00:00Z')).to.equal('You have until 30 May 2027: about 6 months.')
    expect(await text('2026-11-26T14:30:00Z')).to.equal('You have until 26 November 2026: 3 more days.')
    expect(await text('2026-11-24T14:30:00Z')).to.equal('You have until 24 November 2026: one day more.')
    expect(await text('2026-11-23T23:59:59Z')).to.equal('You have less than a day: until today at 23:59.')
    expect(await text('2026-11-23T14:29:59Z')).to.match(/^The time for evidence was over on 23 November/)
  })

  it('gives evidence that came back to be changed, with every version and what was said of it', async () => {
    const review = {
      evidenceId: 'e',
      stage: 'first',
      reviewerId: 'tutor-1',
      verdict: 'returned',
      feedback: 'Say when you changed it.',
      judgements: [{ line: 'Names a change', answer: 'partly', comment: 'Which one?' }],
      at: '2026-11-20T09:00:00Z',
    } as const
    const evidence = [
      { ...reviewedEvidence('returned', { links: [LINK], reviews: [review] }), preview: [] },
      { ...reviewedEvidence('declined', { id: 'older', feedback: 'Not about practice' }), preview: [] },
    ]
    const { get } = await site({ reviews: { own: async () => ownEvidence({ evidence }) } })
    const $ = page(await get(`${BASE}/evidence`))
    expect($('#ownPractice').text()).to.contain('I plan each meeting')
    expect($('#links').text()).to.equal(LINK)
    for (const words of [
      'Say when you changed it.',
      'Names a change Partly',
      'Which one?',
      'Not about practice',
    ])
      expect($('main').text().replaceAll(/\s+/g, ' ')).to.contain(words)
    expect($('main').text(), 'who reviewed it').to.not.contain('tutor-1')
  })

  it('closes the form while it waits, and lets what is shown be chosen until the award', async () => {
    const { app, calls } = fixtureApp({
      reviews: {
        own: async () =>
          ownEvidence({ state: 'waiting', evidence: [{ ...reviewedEvidence('submitted'), preview: [] }] }),
      },
    })
    const { get, post } = await site({ app })
    const $ = page(await get(`${BASE}/evidence`))
    expect($('textarea')).to.have.length(0)
    expect($('main').text()).to.contain('Nothing of your evidence.')
    const action = $('form[action$="/share"]').attr('action') ?? ''
    await post(action, { 'show-own-practice': 'on' })
    expect(calls.at(-1)).to.deep.equal({ name: 'share', args: ['evidence-submitted', ['own-practice']] })
  })

  it('says after the award that what was signed does not change, and offers no choice any more', async () => {
    const evidence = [
      {
        ...reviewedEvidence('accepted'),
        preview: [{ url: null, name: 'Impact on own practice', narrative: 'I plan' }],
      },
    ]
    const own = ownEvidence({ state: 'done', evidence, credentialId: 'credential-1' })
    const { get } = await site({ reviews: { own: async () => own } })
    const $ = page(await get(`${BASE}/evidence`))
    expect($('form')).to.have.length(0)
    expect($('main').text()).to.contain('What was signed does not change any more.')
    expect($('a[href="/credentials/credential-1"]')).to.have.length(1)
    const { post } = await site({ reviews: { share: refusing('evidence_sealed', 409) } })
    const late = await post(`${BASE}/evidence/evidence-1/share`, {})
    expect([late.status, errorCode(late)]).to.deep.equal([409, 'evidence_sealed'])
  })

  it('takes a wish for more time with a reason only', async () => {
    const { app, calls } = fixtureApp({ reviews: { own: async () => ownEvidence({ mayAsk: true }) } })
    const { post } = await site({ app })
    const bare = await post(`${BASE}/evidence/time`, { reason: ' ' })
    expect(bare.status).to.equal(422)
    expect(page(bare)('details[open] .problem').text()).to.contain('Give a reason')
    const asked = await post(`${BASE}/evidence/time`, { reason: 'In May ' })
    expect(asked.headers.location).to.equal(`${BASE}/evidence?done=time-asked`)
    expect(calls.at(-1)).to.deep.equal({ name: 'askForTime', args: ['In May'] })
  })

  it('says what opens it while it is locked', async () => {
    const { get } = await site({ reviews: { own: async () => ownEvidence({ state: 'locked' }) } })
    const $ = page(await get(`${BASE}/evidence`))
    expect($('form')).to.have.length(0)
    expect($('main').text()).to.contain('once Completed and Demonstrated are earned')
  })
})
