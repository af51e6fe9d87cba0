import { expect } from 'chai'
import { json } from '../support/network.ts'
import { inTurn, LINE_ITEM, LINE_ITEMS, serviceWorld } from '../support/services.ts'
import { refusal } from '../support/world.ts'

const url = `${LINE_ITEMS}?type_id=1`
const ITEM = 'application/vnd.ims.lis.v2.lineitem+json'
const CONTAINER = 'application/vnd.ims.lis.v2.lineitemcontainer+json'
const asked = { label: 'Completed', scoreMaximum: 100, resourceId: 'completed', tag: 'credential' }
const made = { ...asked, id: `${LINE_ITEM}?type_id=1` }

/** As Moodle lists them. */
const listed = [
  {
    id: `${LINE_ITEM}?type_id=1`,
    label: 'Market analyst',
    scoreMaximum: 10,
    resourceId: 'badge-1',
    tag: 'badge',
    resourceLinkId: '1',
    ltiLinkId: '1',
  },
  {
    id: `${LINE_ITEMS}/8/lineitem?type_id=1`,
    label: 'Teamwork',
    scoreMaximum: 20,
    resourceId: 'comp-1',
    tag: 'competence',
  },
  {
    id: `${LINE_ITEMS}/11/lineitem?type_id=1`,
    label: null,
    scoreMaximum: '10',
    resourceId: '',
    tag: '',
    resourceLinkId: 2,
  },
]

describe('line items', () => {
  it('are read as Moodle lists them', async () => {
    const here = serviceWorld()
    here.net.on(LINE_ITEMS, () => json(listed))
    const [first, second, third] = await here.services.lineItems(url)
    expect(first).to.deep.equal({
      id: `${LINE_ITEM}?type_id=1`,
      label: 'Market analyst',
      scoreMaximum: 10,
      resourceId: 'badge-1',
      tag: 'badge',
      resourceLinkId: '1',
    })
    expect(second?.resourceLinkId).to.equal(null)
    expect(third).to.deep.include({
      label: '',
      scoreMaximum: 10,
      resourceId: null,
      tag: null,
      resourceLinkId: '2',
    })
    expect(here.net.sent.at(-1)).to.include({ url })
    expect(here.net.sent.at(-1)?.headers.get('accept')).to.equal(CONTAINER)
  })

  it('are filtered by the platform, and here where it does not', async () => {
    const here = serviceWorld()
    here.net.on(LINE_ITEMS, () => json(listed))
    const found = await here.services.lineItems(url, { resourceId: 'comp-1', tag: 'competence' })
    expect(found.map(({ label }) => label)).to.deep.equal(['Teamwork'])
    expect(here.net.sent.at(-1)?.url).to.equal(`${url}&resource_id=comp-1&tag=competence`)
    expect(await here.services.lineItems(url, { tag: 'badge', resourceId: 'comp-1' })).to.deep.equal([])
  })

  it('are read over all pages', async () => {
    const here = serviceWorld()
    const next = Buffer.from(`<${url.replace('?', '?from=2&amp;')}>; rel=“next”`, 'utf8').toString('latin1')
    here.net.on(LINE_ITEMS, ({ url: page }) =>
      page.includes('from=2') ? json(listed.slice(2)) : json(listed.slice(0, 2), { headers: { link: next } }),
    )
    expect(await here.services.lineItems(url)).to.have.length(3)
  })

  it('are made with the exact media type', async () => {
    const here = serviceWorld()
    here.net.on(LINE_ITEMS, () => json(made, { status: 201 }))
    expect(await here.services.createLineItem(url, asked)).to.deep.equal({ ...made, resourceLinkId: null })
    const sent = here.net.sent.at(-1)
    expect(sent).to.include({ method: 'POST', url, body: JSON.stringify(asked) })
    expect([sent?.headers.get('content-type'), sent?.headers.get('accept')]).to.deep.equal([ITEM, ITEM])
  })

  it('are looked for before they are asked for again, so that a lost answer makes no second one', async () => {
    const here = serviceWorld()
    let items: unknown[] = []
    here.net.on(LINE_ITEMS, ({ method }) => {
      if (method === 'GET') return json(items)
      items = [...items, made]
      throw new TypeError('connection reset')
    })
    expect((await here.services.createLineItem(url, asked)).id).to.equal(made.id)
    expect(items).to.have.length(1)
  })

  it('are asked for again when they are not there', async () => {
    const here = serviceWorld()
    const none = () => json([])
    here.net.on(
      LINE_ITEMS,
      inTurn(
        () => new Response('', { status: 503 }),
        none,
        () => json(made, { status: 201 }),
      ),
    )
    expect((await here.services.createLineItem(url, asked)).id).to.equal(made.id)
  })

  it('are given up after three tries, and at once when refused', async () => {
    const here = serviceWorld()
    here.net.on(LINE_ITEMS, ({ method }) => (method === 'GET' ? json([]) : new Response('', { status: 500 })))
    expect((await refusal(here.services.createLineItem(url, asked))).code).to.equal('platform_unreachable')
    expect(here.net.sent.filter(({ method, url: to }) => method === 'POST' && to === url)).to.have.length(3)
    here.net.on(LINE_ITEMS, () => new Response('', { status: 403 }))
    expect((await refusal(here.services.createLineItem(url, asked))).code).to.equal('service_refused')
  })
})
