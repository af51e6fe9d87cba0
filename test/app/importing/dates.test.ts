import { expect } from 'chai'
import { readDay, seenOn } from '../../../src/app/importing/dates.ts'

describe('the day of a session, as people write it', () => {
  const days: readonly [string, string | null][] = [
    ['2026-11-02', '2026-11-02'],
    ['2026-11-02 10:00:00', '2026-11-02'],
    ['2026-11-02T10:00:00Z', '2026-11-02'],
    ['02/11/2026', '2026-11-02'],
    ['2.11.26', '2026-11-02'],
    [' 02-11-2026 09:30 ', '2026-11-02'],
    ['2 November 2026', '2026-11-02'],
    ['2nd Nov 2026', '2026-11-02'],
    ['2 Tachwedd 2026', '2026-11-02'],
    ['3 Gorffennaf 2026', '2026-07-03'],
    // The day comes first: there is no thirteenth month, and nobody guesses.
    ['11/13/2026', null],
    ['31/02/2026', null],
    ['2026-02-30', null],
    ['Monday', null],
    ['2 Smarch 2026', null],
    ['46000', null],
  ]
  for (const [text, day] of days)
    it(`“${text}” is ${day ?? 'no day'}`, () => expect(readDay(text)).to.equal(day))

  it('is recorded at noon, and never after it was uploaded', () => {
    expect(seenOn('2026-11-02', '2026-11-03T08:00:00Z')).to.equal('2026-11-02T12:00:00Z')
    expect(seenOn('2026-11-03', '2026-11-03T08:00:00Z')).to.equal('2026-11-03T08:00:00Z')
    expect(seenOn(null, '2026-11-03T08:00:00Z')).to.equal('2026-11-03T08:00:00Z')
  })
})
