import { expect } from 'chai'
import { publication } from './fixture-publishing.ts'
import * as views from './fixture-views.ts'
import { page, site } from './support.ts'

const BASE = '/s/session-learner'
const PUBLISH = `${BASE}/publish/credential-demonstrated`

describe('the page where a learner publishes', () => {
  it('says who can see it now, names nobody beforehand, and shows the page as it would be', async () => {
    const $ = page(await (await site()).get(PUBLISH))
    expect($('.tag').first().text()).to.contain('Unlisted')
    expect($('input[name=name]').attr('checked')).to.equal(undefined)
    expect($('label').text()).to.contain('My name: Adaeze Okafor')
    expect($('#address').attr('value')).to.equal('https://tool.example/credentials/credential-demonstrated')
    const frame = $('iframe')
    expect(frame.attr('src')).to.equal(`${PUBLISH}/preview?evidence=on`)
    expect(frame.attr('title')).to.equal('What a stranger sees')
    expect($(`form[action="${PUBLISH}/back"]`), 'nothing to take back').to.have.length(0)
  })

  it('shows in the frame the very page that strangers get', async () => {
    const published = { ...views.publicCredential(), listed: true, name: 'Adaeze Okafor' }
    const { get } = await site({ credentials: { page: async () => published } })
    const preview = await get(`${PUBLISH}/preview?name=on`)
    const own = page(preview)('main').html()
    expect(own).to.equal(page(await get('/credentials/credential-1'))('main').html())
    expect(page(preview)('.facts').text()).to.contain('Adaeze Okafor')
    expect(page(await get(`${PUBLISH}/preview?name=yes`))('main').text()).not.to.contain('Adaeze')
    const policy = preview.headers['content-security-policy']
    expect(policy).to.contain('frame-ancestors https://tool.example')
    expect(preview.headers['cache-control']).to.equal('no-store')
  })

  it('publishes what is ticked, and nothing when it is only looked at', async () => {
    const asked: unknown[] = []
    const { post } = await site({
      publishing: {
        publish: async (_visit, id, choices) => {
          asked.push([id, choices])
          return publication({ state: 'published' })
        },
      },
    })
    const looked = await post(PUBLISH, { name: 'on', action: 'preview' })
    expect(page(looked)('iframe').attr('src')).to.equal(`${PUBLISH}/preview?name=on`)
    expect(page(looked)('input[name=name]').attr('checked')).to.equal('checked')
    expect(asked).to.deep.equal([])
    const saved = await post(PUBLISH, { name: 'on', action: 'publish' })
    expect([saved.status, saved.headers.location]).to.deep.equal([303, `${PUBLISH}?done=made-public`])
    expect(asked).to.deep.equal([['credential-demonstrated', { showName: true, showEvidence: false }]])
  })

  it('offers the way back once it is published', async () => {
    const state = publication({ state: 'published', publishedAt: '2026-11-20T10:00:00Z', showName: true })
    const { get, post } = await site({ publishing: { publication: async () => state } })
    const $ = page(await get(PUBLISH))
    expect($('.tag').first().text()).to.contain('Published')
    expect($('main').text()).to.contain('20 November 2026')
    expect($('input[name=name]').attr('checked')).to.equal('checked')
    expect($(`form[action="${PUBLISH}/back"] button`).text()).to.equal('Take it out of public view')
    const back = await post(`${PUBLISH}/back`, {})
    expect(back.headers.location).to.equal(`${PUBLISH}?done=made-unlisted`)
  })

  it('offers neither a name that the VLE does not share nor evidence that was not signed, and nothing once withdrawn', async () => {
    const bare = { ...views.publicCredential(), name: null, evidence: [] }
    const without = await site({ publishing: { preview: async () => bare } })
    const $ = page(await without.get(PUBLISH))
    expect($('input[type=checkbox]')).to.have.length(0)
    expect($('main').text()).to.contain('Your VLE does not share your name')
    const gone = { ...views.publicCredential('withdrawn'), evidence: [] }
    const withdrawn = page(await (await site({ publishing: { preview: async () => gone } })).get(PUBLISH))
    expect(withdrawn(`form[action="${PUBLISH}"]`)).to.have.length(0)
    expect(withdrawn('main').text()).to.contain('It cannot be published')
  })
})

describe('a published page', () => {
  it('may be indexed and names its learner; the files beside it may not', async () => {
    const published = { ...views.publicCredential(), listed: true, name: 'Adaeze Okafor' }
    const { get } = await site({ credentials: { page: async () => published } })
    const answer = await get('/credentials/credential-1')
    expect(answer.headers['x-robots-tag']).to.equal(undefined)
    expect(page(answer)('meta[name=robots]')).to.have.length(0)
    expect(page(answer)('.facts').text()).to.contain('Adaeze Okafor')
    for (const ending of ['json', 'png', 'svg', 'pdf'])
      expect((await get(`/credentials/credential-1.${ending}`)).headers['x-robots-tag']).to.equal('noindex')
  })

  it('is kept out of search and names nobody while it is unlisted', async () => {
    const answer = await (await site()).get('/credentials/credential-1')
    expect(answer.headers['x-robots-tag']).to.equal('noindex')
    expect(page(answer)('meta[name=robots]').attr('content')).to.equal('noindex')
    expect(page(answer)('main').text()).not.to.contain('Adaeze')
  })
})
