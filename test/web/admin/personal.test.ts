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

  it('is offered to nobody else', async () => {
    for (const role of ['tutor', 'administrator'] as const) {
      const { get } = await site({ role })
      const $ = page(await get(`/s/session-${role}/learners/person-1`))
      expect($('a[href$="/held.json"]')).to.have.length(0)
      if (role === 'tutor')
        expect((await get(`/s/session-${role}/learners/person-1/held.json`)).status).to.equal(403)
    }
  })
})
