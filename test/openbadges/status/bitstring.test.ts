import { gunzipSync, gzipSync } from 'node:zlib'
import { expect } from 'chai'
import fc from 'fast-check'
import { BadgeError, decodeBitstring, encodeBitstring } from '../../../src/openbadges/index.ts'

describe('a status bitstring', () => {
  it('starts with the leftmost bit of the first byte', () => {
    const bits = gunzipSync(Buffer.from(encodeBitstring([0, 9]).slice(1), 'base64url'))
    expect([...bits.subarray(0, 3)]).to.deep.equal([0b1000_0000, 0b0100_0000, 0])
    expect(bits.length).to.equal(16_384)
  })

  it('gives back exactly the places that were put in', () => {
    const places = fc.uniqueArray(fc.integer({ min: 0, max: 131_071 }), { maxLength: 50 })
    fc.assert(
      fc.property(places, fc.integer({ min: 0, max: 131_071 }), (indexes, other) => {
        const list = decodeBitstring(encodeBitstring(indexes))
        return indexes.every((index) => list.has(index)) && list.has(other) === indexes.includes(other)
      }),
      { numRuns: 50 },
    )
  })

  it('has no answer for a place beyond its end', () => {
    const list = decodeBitstring(encodeBitstring([1]))
    for (const index of [131_072, -1, 1.5, Number.NaN]) expect(list.has(index)).to.equal(null)
  })

  it('reads lists without the multibase letter', () => {
    expect(decodeBitstring(encodeBitstring([5]).slice(1)).has(5)).to.equal(true)
  })

  it('refuses a place that is not on the list', () => {
    expect(() => encodeBitstring([8], 8)).to.throw(BadgeError)
  })

  it('refuses a bomb and what is not packed', () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024)).toString('base64url')
    expect(() => decodeBitstring(`u${bomb}`)).to.throw(BadgeError)
    expect(() => decodeBitstring('uAAAA')).to.throw(BadgeError)
    expect(() => decodeBitstring('')).to.throw(BadgeError)
  })
})
