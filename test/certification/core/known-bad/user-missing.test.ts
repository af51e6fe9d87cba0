import { expect } from 'chai'
import { load } from 'cheerio'
import { withClaims } from '../../attempts.ts'
import { follow, LEARNER } from '../../forge.ts'
import { certification } from '../../stage.ts'

describe('LTI 1.3 core, known bad payload: sub claim missing', () => {
  it('is an anonymous launch (core §5.3.6): a page that says so, on which nothing can be done, and nobody recorded', async () => {
    const { target, server } = await certification()
    const people = async () => {
      const courses = await server.tool.store.courses.list()
      const known = await Promise.all(
        courses.map(({ id }) => server.tool.store.people.learnerIds(id, null, 1000)),
      )
      return known.flat().sort()
    }
    const before = await people()
    const reply = await withClaims(() => ({ sub: undefined }))({ target, person: LEARNER })
    expect(reply.status).to.equal(303)
    const page = await follow(target, reply)
    expect(page.status).to.equal(200)
    const $ = load(await page.text())
    expect($('main').text()).to.match(/VLE did not say who you are/)
    expect($('form[method="post"]').length).to.equal(0)
    expect(await people()).to.deep.equal(before)
  })
})
