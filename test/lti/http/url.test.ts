import { expect } from 'chai'
import fc from 'fast-check'
import { addQuery, addSegment } from '../../../src/lti/http/url.ts'

describe('addresses of services', () => {
  for (const [url, segment, expected] of [
    ['https://vle/item?type_id=1', 'scores', 'https://vle/item/scores?type_id=1'],
    ['https://vle/item', 'results', 'https://vle/item/results'],
    ['https://vle/item/', 'results', 'https://vle/item/results'],
    ['https://vle/item?next=/a/b?c', 'results', 'https://vle/item/results?next=/a/b?c'],
    ['https://vle/item?a=%2520b#part', 'results', 'https://vle/item/results?a=%2520b'],
  ] as const) {
    it(`take ${segment} into the path of ${url}`, () => {
      expect(addSegment(url, segment)).to.equal(expected)
    })
  }

  for (const [url, expected] of [
    ['https://vle/items', 'https://vle/items?tag=a%26b'],
    ['https://vle/items?', 'https://vle/items?tag=a%26b'],
    ['https://vle/items?type_id=1', 'https://vle/items?type_id=1&tag=a%26b'],
    ['https://vle/items?q=a%20b+c#part', 'https://vle/items?q=a%20b+c&tag=a%26b'],
  ] as const) {
    it(`take a query beside that of ${url}`, () => {
      expect(addQuery(url, { tag: 'a&b' })).to.equal(expected)
    })
  }

  it('keep every parameter they had, and take every parameter given', () => {
    const params = fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.string(), { maxKeys: 4 })
    fc.assert(
      fc.property(params, params, (had, given) => {
        const url = `https://vle/items?${new URLSearchParams(had)}`
        const { searchParams } = new URL(addQuery(url, given))
        for (const [name, value] of Object.entries(had)) expect(searchParams.getAll(name)).to.include(value)
        for (const [name, value] of Object.entries(given)) expect(searchParams.getAll(name)).to.include(value)
      }),
    )
  })
})
