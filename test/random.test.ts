import { expect } from 'chai'
import { createRandom } from '../src/random.ts'

describe('ids', () => {
  const at = (time: string) => createRandom({ now: () => Date.parse(time) })

  it('are UUIDs of version 7 that tell their millisecond', () => {
    const id = at('2026-11-24T09:00:00.123Z').uuid()
    expect(id).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    const milliseconds = Number.parseInt(id.replace('-', '').slice(0, 12), 16)
    expect(new Date(milliseconds).toISOString()).to.equal('2026-11-24T09:00:00.123Z')
  })

  it('sort by when they were made', () => {
    expect(at('2026-11-24T09:00:00.124Z').uuid() > at('2026-11-24T09:00:00.123Z').uuid()).to.equal(true)
  })

  it('never repeat within a millisecond', () => {
    const random = at('2026-11-24T09:00:00Z')
    expect(new Set(Array.from({ length: 10_000 }, () => random.uuid())).size).to.equal(10_000)
  })
})

describe('tokens', () => {
  it('are as long as asked for, and no two share a byte that was drawn', () => {
    const random = createRandom({ now: () => 0 })
    const sizes = [32, 24, 32, 5_000, 1, 16, 32]
    const tokens = Array.from({ length: 400 }, (_, index) => random.token(sizes[index % sizes.length] ?? 32))
    for (const [index, token] of tokens.entries())
      expect(Buffer.from(token, 'base64url')).to.have.length(sizes[index % sizes.length] ?? 0)
    const long = tokens.filter(({ length }) => length > 20)
    expect(new Set(long).size).to.equal(long.length)
    expect(long.every((token) => !token.includes('AAAAAAAA'))).to.equal(true)
  })
})
