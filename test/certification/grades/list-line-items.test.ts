import { expect } from 'chai'
import { lineItem } from './line-item.ts'

describe('LTI Advantage, Assignment and Grade Services 2.0: listing line items', () => {
  it('follows the pages, whatever quotes the Link header is written with', async () => {
    const { vle, school, services, course } = await lineItem('First')
    const client = await services()
    const url = (await course()).lineItemsUrl ?? ''
    await client.createLineItem(url, {
      label: 'Second',
      scoreMaximum: 5,
      resourceId: 'second',
      tag: 'certified',
    })
    const path = `/services/${school.course.id}/lineitems?`
    const before = vle.log.count({ service: 'lineitems', method: 'GET', path })
    const found = await client.lineItems(`${url}&limit=1`)
    expect(found.map(({ label }) => label)).to.deep.equal(['First', 'Second'])
    expect(vle.log.count({ service: 'lineitems', method: 'GET', path }) - before).to.equal(2)
  })
})
