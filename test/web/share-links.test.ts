import { expect } from 'chai'
import { shareLink, TOKEN } from './fixture-publishing.ts'
import * as views from './fixture-views.ts'
import { errorCode, page, site, TOOL } from './support.ts'

const LINKS = '/s/session-learner/links/credential-demonstrated'

describe('the page where a learner makes links', () => {
  it('lists them with what they are for, when they were made and opened, and how long they work', async () => {
    const $ = page(await (await site()).get(LINKS))
    const rows = $('article')
    expect(rows).to.have.length(2)
    const first = rows.first()
    expect(first.find('h3').text()).to.contain('Application to Riverside').and.to.contain('Works')
    expect(first.find('input[readonly]').attr('value')).to.equal(`${TOOL}/shared/${TOKEN}`)
    for (const words of ['20 November 2026', 'Last opened', '24 December 2026', 'Shows your name'])
      expect(first.text()).to.contain(words)
    expect(rows.last().text()).to.contain('Over').and.to.contain('Not opened yet')
    expect(rows.last().find('input[readonly]'), 'one that is over is not copied').to.have.length(0)
    expect($(`form[action="${LINKS}/link-1/back"] button`).text()).to.contain('Take it back')
  })

  it('makes one with what was written and ticked, and the end of its last day', async () => {
    const asked: unknown[] = []
    const publishing = {
      makeLink: async (_visit: unknown, ...args: unknown[]) => {
        asked.push(args)
        return shareLink()
      },
    }
    const { post } = await site({ publishing, config: { timeZone: 'Europe/London' } })
    const answer = await post(LINKS, { name: ' A job ', endsOn: '2027-06-30', showName: 'on' })
    expect([answer.status, answer.headers.location]).to.deep.equal([303, `${LINKS}?done=link-made`])
    await post(LINKS, { name: 'Open', endsOn: '' })
    expect(asked).to.deep.equal([
      [
        'credential-demonstrated',
        { name: 'A job', endsAt: '2027-06-30T23:00:00.000Z', showName: true, showEvidence: false },
      ],
      ['credential-demonstrated', { name: 'Open', endsAt: null, showName: false, showEvidence: false }],
    ])
  })

  it('asks again, with what was sent, where something is missing or the day has passed', async () => {
    const { post } = await site({
      publishing: {
        makeLink: async () => {
          throw new Error('nothing is made')
        },
      },
    })
    for (const [fields, field, words] of [
      [{ name: ' ' }, 'name', 'Write something here'],
      [{ name: 'x'.repeat(81) }, 'name', 'too long'],
      [{ name: 'A job', endsOn: '2026-11-01' }, 'endsOn', 'This day has passed'],
      [{ name: 'A job', endsOn: 'soon' }, 'endsOn', 'Give a day'],
    ] as const) {
      const answer = await post(LINKS, { ...fields, showName: 'on' })
      expect(answer.status).to.equal(422)
      const $ = page(answer)
      expect($(`.problems a[href="#${field}"]`).text(), JSON.stringify(fields)).to.contain(words)
      expect($('#name').attr('value')).to.equal(fields.name)
      expect($('input[name=showName]').attr('checked')).to.equal('checked')
    }
  })

  it('takes one back', async () => {
    const { post } = await site()
    const answer = await post(`${LINKS}/link-1/back`, {})
    expect(answer.headers.location).to.equal(`${LINKS}?done=link-back`)
  })

  it('makes none of what was withdrawn', async () => {
    const publishing = { preview: async () => views.publicCredential('withdrawn') }
    const $ = page(await (await site({ publishing })).get(LINKS))
    expect($(`form[action="${LINKS}"]`)).to.have.length(0)
    expect($('article')).to.have.length(2)
  })

  it('is a click away from the page where it is shared', async () => {
    const $ = page(await (await site()).get('/s/session-learner/share/credential-demonstrated'))
    expect($(`a[href="${LINKS}"]`)).to.have.length(1)
  })
})

describe('what a link opens', () => {
  it('is the credential’s page with what was chosen, kept out of search and of caches', async () => {
    const { get } = await site()
    const answer = await get(`/shared/${TOKEN}`)
    expect(page(answer)('.facts').text()).to.contain('Adaeze Okafor')
    expect(page(answer)('.verdict-title').text()).to.equal('This credential is valid')
    expect(answer.headers).to.include({
      'x-robots-tag': 'noindex',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
    expect(page(answer)('meta[property="og:url"]').attr('content')).to.equal(`${TOOL}/shared/${TOKEN}`)
    expect(answer.text).to.not.contain('application/json+oembed')
  })

  it('is 410 in words once it was taken back, and 404 where there never was one', async () => {
    const { get } = await site()
    const gone = await get('/shared/another-token-of-some-length')
    expect([gone.status, errorCode(gone)]).to.deep.equal([410, 'share_link_ended'])
    expect(page(gone)('h1').text()).to.equal('This link was taken back')
    expect(page(gone)('main').text()).to.contain('Ask them for a new link.')
    const odd = await get('/shared/short')
    expect([odd.status, errorCode(odd)]).to.deep.equal([404, 'share_link_not_found'])
  })

  it('stands in no line of the log', async () => {
    const { get, lines } = await site()
    await get(`/shared/${TOKEN}`)
    await get('/shared/another-token-of-some-length')
    expect(lines.join(''))
      .to.contain('/shared/:id')
      .and.to.not.match(/a-token|another-token/)
  })
})
