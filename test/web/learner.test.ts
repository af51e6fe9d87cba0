import { expect } from 'chai'
import { fixtureApp } from './fixture-app.ts'
import * as views from './fixture-views.ts'
import { page, site } from './support.ts'

const BASE = '/s/session-learner'

describe("a learner's pages", () => {
  it('open with what to do next, then three rungs', async () => {
    const $ = page(await (await site()).get(`${BASE}/`))
    expect($('main h2').first().text()).to.equal('Next: Hand in course work')
    expect($('.rung')).to.have.length(3)
    expect($('.rung').eq(0).find('.tag').text()).to.contain('Earned 12 November 2026')
    expect($('.rung').eq(1).find('.tag').text()).to.equal('In progress · 0 of 1')
    expect($('.rung').eq(2).find('.tag').text()).to.equal('Earn Demonstrated first')
    expect($('.foot').text()).to.contain('Checked today at 14:05')
  })

  it('offer the ways to share, the public page in a new tab and the image as a download, for earned rungs only', async () => {
    const $ = page(await (await site()).get(`${BASE}/`))
    const links = $('.rung .actions a')
    expect(links).to.have.length(3)
    expect(links.eq(0).attr('href')).to.equal(`${BASE}/share/credential-completed`)
    expect(links.eq(1).attr()).to.include({ href: '/credentials/credential-completed', target: '_blank' })
    expect(links.eq(2).attr('href')).to.equal('/credentials/credential-completed.png')
  })

  it('tell every state by a word as well as by its mark', async () => {
    const $ = page(await (await site()).get(`${BASE}/`))
    const states = $('.criterion .hidden')
      .toArray()
      .map((node) => $(node).text())
    expect(states).to.include.members(['Done: ', 'Not yet: ', 'Not known yet: '])
  })

  for (const [language, lead] of [
    ['en', 'It ended on 20 November 2026. You can earn it again: what you do since then counts.'],
    ['cy', 'Daeth i ben ar 20 Tachwedd 2026. Gallwch ei ennill eto: mae’r hyn a wnewch ers hynny yn cyfrif.'],
  ] as const) {
    it(`say of a credential that has ended that it can be earned again, and offer no record of nothing (${language})`, async () => {
      const [first, ...others] = views.ladderView().rungs
      if (!first?.credential) throw new Error('the first rung holds nothing')
      const credential = { ...first.credential, expiresAt: '2026-11-20T10:00:00Z' }
      const rungs = [{ ...first, credential, expired: true }, ...others]
      const { get } = await site({ parts: { ladder: async () => views.ladderView({ rungs }) } })
      const $ = page(await get(`${BASE}/`, { 'Accept-Language': language }))
      expect($('.rung').eq(0).find('.lead').text()).to.equal(lead)
      expect($('a[href$="/record"]')).to.have.length(0)
      expect($('.rung').eq(0).find('svg').attr('data-state'), 'it looks like what it is').to.equal('locked')
      expect($('.rung').eq(0).attr('class')).to.equal('rung rung-completed ended')
    })
  }

  it('show the badge in colour when earned and in outline otherwise', async () => {
    const $ = page(await (await site()).get(`${BASE}/`))
    expect(
      $('.rung-art svg')
        .toArray()
        .map((node) => $(node).attr('data-state')),
    ).to.deep.equal(['earned', 'locked', 'locked'])
  })

  for (const next of [
    { type: 'evidence', level: 'implemented', deadline: '2027-05-30T00:00:00Z' },
    { type: 'wait-evidence', level: 'implemented' },
    { type: 'wait-approval', level: 'demonstrated' },
    { type: 'unknown', level: 'demonstrated' },
    { type: 'criterion', level: 'demonstrated', path: [] },
    { type: 'criterion', level: 'demonstrated', path: [9, 9] },
    { type: 'all-earned' },
  ] as const) {
    it(`have words for the step ${JSON.stringify(next)}`, async () => {
      const { get } = await site({ parts: { ladder: async () => views.ladderView({ next }) } })
      const text = page(await get(`${BASE}/`))('.card').text()
      expect(text.trim()).to.not.equal('')
      expect(text).to.not.match(/next\.|{{/)
    })
  }

  it('show a withdrawn rung with its reason, a flagged one, and one never read', async () => {
    const { get } = await site({
      parts: {
        ladder: async () =>
          views.ladderView({
            run: null,
            next: null,
            rungs: [
              views.rung('completed', 'earned', null, { flagged: true }),
              views.rung('demonstrated', 'withdrawn', null, {
                credential: views.credential('demonstrated', { withdrawnReason: 'Copied <b>work</b>' }),
              }),
              views.rung('implemented', 'in-progress', null, { proposed: true }),
            ],
          }),
      },
    })
    const $ = page(await get(`${BASE}/`))
    expect($('.rung').eq(0).text()).to.contain('No longer meets')
    expect($('.rung').eq(1).text()).to.contain('Copied <b>work</b>')
    expect($('.rung').eq(1).find('.actions')).to.have.length(0)
    expect($('.rung').eq(2).text()).to.contain('Waits for approval')
    expect($('.foot').text()).to.contain('The course has not been read yet')
  })

  it('ask for a new reading', async () => {
    const { app, calls } = fixtureApp()
    const answer = await (await site({ app })).post(`${BASE}/refresh`, {})
    expect(answer.headers.location).to.equal(`${BASE}/`)
    expect(calls.map(({ name }) => name)).to.deep.equal(['requestRefresh'])
  })

  it('record a check-in only when the button is pressed', async () => {
    const { app, calls } = fixtureApp()
    const { get, post } = await site({ app })
    await get(`${BASE}/check-in`)
    expect(calls).to.deep.equal([])
    const answer = await post(`${BASE}/check-in`, {})
    expect(page(answer)('main').text()).to.contain('Session 3 · recorded today at 14:29')
  })

  it('keep what was written when the address is wrong', async () => {
    const { app, calls } = fixtureApp()
    const { post } = await site({ app })
    const answer = await post(`${BASE}/coursework`, { text: 'My <work>', url: 'javascript:alert(1)' })
    const $ = page(answer)
    expect(answer.status).to.equal(422)
    expect($('textarea').text()).to.equal('My <work>')
    expect($('.problems a').attr('href')).to.equal('#url')
    expect($('#url').attr('aria-invalid')).to.equal('true')
    expect(calls.map(({ name }) => name)).to.not.include('work.handIn')
  })

  it('hand in course work', async () => {
    const { app, calls } = fixtureApp()
    const { post, get } = await site({ app })
    const answer = await post(`${BASE}/coursework`, { text: ' Mine\r\nall ', url: '' })
    expect(answer.headers.location).to.equal(`${BASE}/coursework?done=coursework`)
    expect(calls.at(-1)).to.deep.equal({
      name: 'work.handIn',
      args: [{ text: 'Mine\nall', url: null, files: [] }],
    })
    expect(page(await get(answer.headers.location ?? ''))('.notice').text()).to.contain(
      'Your work is handed in.',
    )
  })

  it('show and export what is held', async () => {
    const { get } = await site()
    expect(page(await get(`${BASE}/about-me`))('main').text()).to.contain('person-1@example.org')
    const file = await get(`${BASE}/about-me.json`)
    expect(file.headers['content-disposition']).to.contain('attachment')
    expect(file.body.person.name).to.equal('Adaeze Okafor')
    expect(file.body.held.files).to.deep.equal([{ id: 'f', name: 'essay.pdf' }])
  })
})
