import { expect } from 'chai'
import fc from 'fast-check'
import { instantsOf, localOf } from '../../src/web/local-time.ts'

const ZONES = [
  'Europe/London',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Asia/Kathmandu',
  'UTC',
]

describe('times of the wall clock', () => {
  it('are an hour earlier in UTC while summer time holds', () => {
    expect(instantsOf('2026-07-01T09:00', 'Europe/London')).to.deep.equal(['2026-07-01T08:00:00.000Z'])
    expect(instantsOf('2026-11-02T09:00', 'Europe/London')).to.deep.equal(['2026-11-02T09:00:00.000Z'])
  })

  it('are there twice where the clocks go back, and not at all where they go forward', () => {
    expect(instantsOf('2026-10-25T01:30', 'Europe/London')).to.deep.equal([
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T01:30:00.000Z',
    ])
    expect(instantsOf('2026-03-29T01:30', 'Europe/London')).to.deep.equal([])
    // Half an hour is all that Lord Howe Island changes by.
    expect(instantsOf('2026-04-05T01:45', 'Australia/Lord_Howe')).to.have.length(2)
  })

  it('that are no times have no instants', () => {
    for (const text of ['', 'soon', '2026-13-01T10:00', '2026-02-30T10:00', '2026-11-02T09:00:30'])
      expect(instantsOf(text, 'Europe/London'), text).to.deep.equal([])
  })

  it('of any instant lead back to it, in any zone', () => {
    const minutes = fc.integer({ min: Date.UTC(2000, 0) / 60_000, max: Date.UTC(2040, 0) / 60_000 })
    fc.assert(
      fc.property(minutes, fc.constantFrom(...ZONES), (minute, zone) => {
        const iso = new Date(minute * 60_000).toISOString()
        expect(instantsOf(localOf(iso, zone), zone)).to.include(iso)
      }),
      { numRuns: 2_000 },
    )
  })
})
