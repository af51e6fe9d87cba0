import { expect } from 'chai'
import { json } from '../support/network.ts'
import { collect, LINE_ITEM, serviceWorld } from '../support/services.ts'
import { refusal } from '../support/world.ts'

const url = `${LINE_ITEM}?type_id=1`
const RESULTS = `${LINE_ITEM}/results`

describe('results', () => {
  it('are read as Moodle sends them: its time zone, and cleared grades without a score', async () => {
    const here = serviceWorld()
    here.net.on(RESULTS, () =>
      json([
        { id: `${RESULTS}?type_id=1&user_id=4`, userId: '4' },
        {
          id: `${RESULTS}?type_id=1&user_id=6`,
          userId: '6',
          resultScore: 0,
          resultMaximum: 10,
          timestamp: '2026-11-23T16:19:47+01:00',
        },
        {
          id: `${RESULTS}?type_id=1&user_id=8`,
          userId: '8',
          resultScore: 6.25,
          resultMaximum: 10,
          comment: 'Teacher',
          timestamp: 'soon',
        },
        { id: `${RESULTS}?type_id=1&user_id=9`, userId: 9, resultScore: '7.5', resultMaximum: '10' },
        { id: 'nobody' },
      ]),
    )
    expect(await collect(here.services.results(url))).to.deep.equal([
      { userId: '4', score: null, maximum: null, comment: null, timestamp: null },
      { userId: '6', score: 0, maximum: 10, comment: null, timestamp: '2026-11-23T15:19:47.000Z' },
      { userId: '8', score: 6.25, maximum: 10, comment: 'Teacher', timestamp: null },
      { userId: '9', score: 7.5, maximum: 10, comment: null, timestamp: null },
    ])
  })

  it('are asked of Moodle without a limit, which it answers with 404', async () => {
    const here = serviceWorld()
    here.net.on(RESULTS, () => json([]))
    expect(await collect(here.services.results(url))).to.deep.equal([])
    expect(here.net.sent.at(-1)?.url).to.equal(`${RESULTS}?type_id=1`)
    expect(here.net.sent.at(-1)?.headers.get('accept')).to.equal(
      'application/vnd.ims.lis.v2.resultcontainer+json',
    )
  })

  it('are asked of Blackboard in large pages', async () => {
    const here = serviceWorld({ family: 'BlackboardLearn' })
    here.net.on(RESULTS, () => json([]))
    await collect(here.services.results(url))
    expect(here.net.sent.at(-1)?.url).to.equal(`${RESULTS}?type_id=1&limit=1000`)
  })

  it('end in service_gone where the column is gone', async () => {
    const here = serviceWorld()
    here.net.on(RESULTS, () => new Response('<html>', { status: 404 }))
    expect(await refusal(collect(here.services.results(url)))).to.include({
      code: 'service_gone',
      retryable: false,
    })
  })
})
