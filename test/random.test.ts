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
