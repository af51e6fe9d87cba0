import { expect } from 'chai'
import { fixtureApp } from '../fixture-app.ts'
import { page, site } from '../support.ts'

const BASE = '/s/session-administrator'
const institution = { administersInstitution: true }

describe('what is held about a learner', () => {
  it('is a file for an administrator of the institution, from the learner’s page', async () => {
    const { app, calls } = fixtureApp({ role: 'administrator', launch: institution })
    const { get } = await site({ app })
    const address = page(await get(`${BASE}/learners/person-1`))('a[href$="/held.json"]').attr('href') ?? ''
    const file = await get(address)
    expect(file.headers['content-disposition']).to.contain('attachment')
    expect(file.body.person.name).to.equal('Adaeze Okafor')
    expect(calls.at(-1)).to.deep.equal({ name: 'personal.of', args: ['person-1'] })
  })

  it('is erased once the name is typed, after what goes is shown', async () => {
    const { app, calls } = fixtureApp({ role: 'administrator', launch: institution })
    const { get, post } = await site({ app })
    const address = page(await get(`${BASE}/learners/person-1`))('a[href$="/erase"]').attr('href') ?? ''
    const $ = page(await get(address))
    expect($('h1').text()).to.equal('Erase Adaeze Okafor')
    const facts = $('dl.facts').text().replace(/\s+/g, ' ')
    expect(facts).to.contain('Credentials2').and.not.to.contain('News')
    expect($('main').text()).to.contain('They are in a course now').and.to.contain('Digital Teaching')
    expect($('label[for=name]').text()).to.equal('Type: Adaeze Okafor')
    const wrong = await post(address, { name: 'Somebody' })
    expect(wrong.status).to.equal(422)
    expect(page(wrong)('.problems').text()).to.contain('Nothing was erased')
    expect(page(wrong)('input[name=name]').attr('value')).to.equal('Somebody')
    const done = await post(address, { name: 'Adaeze Okafor' })
    expect([done.status, done.headers.location]).to.deep.equal([303, `${BASE}/?done=erased`])
    expect(calls.filter(({ name }) => name === 'personal.erase').map(({ args }) => args)).to.deep.equal([
      ['person-1', 'Somebody'],
      ['person-1', 'Adaeze Okafor'],
    ])
  })

  it('is offered to nobody else', async () => {
    for (const role of ['tutor', 'administrator'] as const) {
      const { get } = await site({ role })
      const $ = page(await get(`/s/session-${role}/learners/person-1`))
      expect($('a[href$="/held.json"], a[href$="/erase"]')).to.have.length(0)
      if (role === 'tutor')
        expect((await get(`/s/session-${role}/learners/person-1/held.json`)).status).to.equal(403)
    }
  })
})
