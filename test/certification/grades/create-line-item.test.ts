import { expect } from 'chai'
import { lesson } from '../course.ts'

describe('LTI Advantage, Assignment and Grade Services 2.0: creating a line item', () => {
  it('is done from the page of a tutor: one column, with its maximum, that the tool can find again', async () => {
    const { vle, school, robot, page, services, course } = await lesson()
    const activities = await robot.get(`${new URL(page.url).pathname.replace(/\/$/, '')}/activities`)
    const fields = { title: 'Seminar', source: 'column', kind: 'participation', maximum: '10' }
    await robot.submit(activities, 'form[action$="/columns"]', fields)
    const columns = vle.columns(school.course.id).filter(({ label }) => label === 'Seminar')
    expect(columns).to.have.length(1)
    const [{ scoreMaximum, resourceId, tag } = { scoreMaximum: 0, resourceId: '', tag: '' }] = columns
    expect(scoreMaximum).to.equal(10)
    const mark = { resourceId: resourceId ?? '', tag: tag ?? '' }
    const found = await (await services()).lineItems((await course()).lineItemsUrl ?? '', mark)
    expect(found.map(({ label }) => label)).to.deep.equal(['Seminar'])
  })
})
