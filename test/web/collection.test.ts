import { expect } from 'chai'
import request from 'supertest'
import { SECRET } from './fixture-app.ts'
import { ADDRESS, collected } from './fixture-collections.ts'
import { errorCode, page, site, TOOL } from './support.ts'

const COLLECTION = '/s/session-learner/collection'
const ORDER = 'credential-demonstrated credential-completed'
const TWO = [collected('demonstrated'), collected('completed')]

describe('the page where a learner puts a collection together', () => {
  it('shows what is in it, in order, with what does not stand any more, and where it can be seen', async () => {
    const $ = page(await (await site()).get(COLLECTION))
    expect($('#title').attr('value')).to.equal('What I can do')
    expect($('#introduction').text()).to.equal('Two years of evening courses.')
    const rows = $('.mapping li')
    expect(rows.toArray().map((row) => $(row).find('input').attr('value'))).to.deep.equal(ORDER.split(' '))
    expect(rows.last().text()).to.contain('withdrawn')
    expect($('#copy-collection').attr('value')).to.equal(`${TOOL}/collections/${ADDRESS}`)
    expect($('iframe').attr('src')).to.equal(`${COLLECTION}/preview`)
    expect($('button[value^="up:"]')).to.have.length(1)
    expect($('button[value^="down:"]')).to.have.length(1)
    expect($('form button').first().attr('name'), 'Enter in a field moves nothing').to.equal(undefined)
  })

  it('begins with all that stands ticked, and nothing to be seen', async () => {
    const collections = { own: async () => ({ collection: null, address: null, credentials: TWO }) }
    const $ = page(await (await site({ collections })).get(COLLECTION))
    expect($('#title').attr('value')).to.equal('My credentials')
    expect($('input[name=in][checked]')).to.have.length(2)
    expect($('input[name=listed]').attr('checked')).to.equal(undefined)
    expect($('input[name=showName]').attr('checked')).to.equal(undefined)
    expect($('iframe, #copy-collection, form[action$="/address"]')).to.have.length(0)
  })

  it('saves words, choice and order, and moves one with its button and no script', async () => {
    const asked: unknown[] = []
    const collections = { save: async (_visit: unknown, choices: unknown) => void asked.push(choices) }
    const { web } = await site({ collections })
    const send = (fields: Record<string, string | string[]>) =>
      request(web)
        .post(COLLECTION)
        .type('form')
        .set({ Cookie: `session=${SECRET}`, Origin: TOOL })
        .send({ csrf: 'csrf-token', title: 'Mine', introduction: '', order: ORDER, ...fields })
    const both = ORDER.split(' ')
    const saved = await send({ in: both, listed: 'on' })
    expect([saved.status, saved.headers.location]).to.deep.equal([303, `${COLLECTION}?done=collection`])
    const movedUp = await send({ in: both, move: 'up:credential-completed', showName: 'on' })
    expect(movedUp.headers.location).to.equal(`${COLLECTION}#credential-credential-completed`)
    await send({ in: 'credential-completed' })
    await send({ move: 'down:credential-completed' })
    const said = { title: 'Mine', introduction: null, listed: false, showName: false }
    expect(asked).to.deep.equal([
      { ...said, listed: true, credentialIds: both },
      { ...said, showName: true, credentialIds: [...both].reverse() },
      { ...said, credentialIds: ['credential-completed'] },
      { ...said, credentialIds: [] },
    ])
    expect((await send({ order: '../x' })).status).to.equal(400)
  })

  it('keeps what was written and ticked where something is missing', async () => {
    const { post } = await site()
    const answer = await post(COLLECTION, {
      title: ' ',
      introduction: 'Words',
      order: ORDER,
      in: 'credential-completed',
    })
    expect(answer.status).to.equal(422)
    const $ = page(answer)
    expect($('.problems a[href="#title"]')).to.have.length(1)
    expect($('#introduction').text()).to.equal('Words')
    expect(
      $('input[name=in][checked]')
        .toArray()
        .map((box) => $(box).attr('value')),
    ).to.deep.equal(['credential-completed'])
  })

  it('makes an address, a new one, and takes it back', async () => {
    const { post } = await site()
    expect((await post(`${COLLECTION}/address`, {})).headers.location).to.equal(
      `${COLLECTION}?done=collection-opened`,
    )
    expect((await post(`${COLLECTION}/address/back`, {})).headers.location).to.equal(
      `${COLLECTION}?done=collection-closed`,
    )
  })

  it('shows in its frame the very page that strangers get', async () => {
    const { get } = await site()
    const preview = await get(`${COLLECTION}/preview`)
    expect(page(preview)('main').html()).to.equal(page(await get(`/collections/${ADDRESS}`))('main').html())
    expect(preview.headers['content-security-policy']).to.contain('frame-ancestors https://tool.example')
  })

  it('gives a page for an application, named only where that was ticked', async () => {
    const asked: unknown[] = []
    const collections = {
      paper: async (_visit: unknown, choices: unknown) => {
        asked.push(choices)
        return Buffer.from('%PDF-1.7')
      },
    }
    const { get } = await site({ collections })
    const answer = await get(`${COLLECTION}.pdf`)
    expect(answer.headers['content-type']).to.equal('application/pdf')
    expect(answer.headers['content-disposition']).to.equal('attachment; filename=my-credentials.pdf')
    await get(`${COLLECTION}.pdf?name=on`)
    expect(asked).to.deep.equal([{ showName: false }, { showName: true }])
  })

  it('is for learners, and a link away from their ladder', async () => {
    const tutor = await (await site({ role: 'tutor' })).get('/s/session-tutor/collection')
    expect(errorCode(tutor)).to.equal('not_allowed')
    const $ = page(await (await site()).get('/s/session-learner/'))
    expect($(`a[href="${COLLECTION}"]`)).to.have.length(1)
  })

  it('speaks Welsh', async () => {
    const $ = page(await (await site()).get(`${COLLECTION}?lang=cy`))
    expect($('h1').text()).to.equal('Fy nghasgliad')
    expect($('main').text()).to.not.match(/collection\.|\{\{/)
  })
})

describe('the page of a collection', () => {
  it('says of each credential how it stands, first of all where it does not any more', async () => {
    const $ = page(await (await site()).get(`/collections/${ADDRESS}`))
    const items = $('.collection li')
    expect(items.toArray().map((item) => $(item).find('h2 a').attr('href'))).to.deep.equal([
      '/credentials/credential-demonstrated',
      '/credentials/credential-completed',
    ])
    expect(items.first().find('p').first().text()).to.contain('Stands today')
    const gone = items.last().find('p').first().text()
    expect(gone).to.contain('This credential was withdrawn').and.to.contain('20 November 2026')
    expect(items.last().find('svg').attr('data-state')).to.equal('locked')
    expect($('a[href="/about/credentials"]').length).to.be.greaterThan(0)
  })

  it('names its learner only where they said so', async () => {
    const { get } = await site()
    expect((await get(`/collections/${ADDRESS}`)).text).to.not.contain('Adaeze')
    const shown = { title: 'Mine', introduction: null, listed: true, credentials: TWO }
    const collections = { at: async () => ({ ...shown, name: 'Adaeze Okafor' }) }
    const named = await (await site({ collections })).get(`/collections/${ADDRESS}`)
    expect(page(named)('main').text()).to.contain('Adaeze Okafor')
    expect(named.text.replace(/<main.*<\/main>/s, ''), 'cards name nobody').to.not.contain('Adaeze')
  })

  it('is kept out of search unless its learner listed it', async () => {
    const robots = async (listed: boolean) => {
      const shown = { title: 'Mine', introduction: null, name: null, listed, credentials: TWO }
      const answer = await (await site({ collections: { at: async () => shown } })).get(
        `/collections/${ADDRESS}`,
      )
      return [answer.headers['x-robots-tag'], page(answer)('meta[name=robots]').attr('content')]
    }
    expect(await robots(false)).to.deep.equal(['noindex', 'noindex'])
    expect(await robots(true)).to.deep.equal([undefined, undefined])
  })

  it('is 410 in words once the address was taken back, and stands in no log', async () => {
    const { get, lines } = await site()
    const gone = await get('/collections/another-address-of-some-length')
    expect([gone.status, errorCode(gone)]).to.deep.equal([410, 'collection_ended'])
    expect(page(gone)('h1').text()).to.equal('This collection was taken back')
    expect((await get('/collections/short')).status).to.equal(404)
    expect(lines.join('')).to.not.contain('another-address')
  })

  it('shows what a learner wrote as text', async () => {
    const hostile = '<img src=x onerror=alert(1)>'
    const shown = { title: hostile, introduction: hostile, name: hostile, listed: false, credentials: [] }
    const answer = await (await site({ collections: { at: async () => shown } })).get(
      `/collections/${ADDRESS}`,
    )
    expect(answer.text).to.not.contain(hostile)
    expect(page(answer)('h1').text()).to.equal(hostile)
  })
})
