import { expect } from 'chai'
import { addMonths, byTime, instant, latest } from '../../src/core/instant.ts'

describe('times', () => {
  it('are in UTC where no zone is given, whatever the zone of the machine', () => {
    expect(instant('2026-11-01T10:00:00')).to.equal(Date.UTC(2026, 10, 1, 10))
    expect(instant('2026-11-01T10:00:00.5')).to.equal(Date.UTC(2026, 10, 1, 10, 0, 0, 500))
    expect(instant('2026-11-01T10:00:00+02:00')).to.equal(Date.UTC(2026, 10, 1, 8))
    expect(instant('2026-11-01')).to.equal(Date.UTC(2026, 10, 1))
    expect(instant('next spring')).to.be.NaN
  })

  const pairs: [string, string][] = [
    ['2026-11-01T10:00:00.000Z', '2026-11-01T10:00:00.001Z'],
    // As text, the "Z" of the first would come after the "." of the second.
    ['2026-11-01T10:00:00Z', '2026-11-01T10:00:00.500Z'],
    // As text, the first would come later.
    ['2026-11-01T11:00:00+02:00', '2026-11-01T10:00:00.000Z'],
  ]
  for (const [earlier, later] of pairs) {
    it(`put ${earlier} before ${later}`, () => {
      expect(byTime(earlier, later)).to.be.below(0)
      expect(byTime(later, earlier)).to.be.above(0)
      expect(latest([earlier, later])).to.equal(later)
      expect(latest([later, earlier])).to.equal(later)
    })
  }

  it('keep one order for two spellings of one instant', () => {
    const spellings = ['2026-11-01T10:00:00Z', '2026-11-01T10:00:00.000Z'] as const
    expect(byTime(...spellings)).to.equal(-byTime(spellings[1], spellings[0]))
    expect(byTime(spellings[0], spellings[0])).to.equal(0)
  })

  it('have no latest where there are none', () => {
    expect(latest([])).to.equal(undefined)
  })
})

describe('months later', () => {
  const cases: [string, number, string | null][] = [
    ['2026-12-31T00:00:00.000Z', 6, '2027-06-30T00:00:00.000Z'],
    ['2026-08-31T12:00:00.000Z', 6, '2027-02-28T12:00:00.000Z'],
    ['2027-08-31T12:00:00.000Z', 6, '2028-02-29T12:00:00.000Z'],
    ['2026-11-15T23:59:59.999Z', 3, '2027-02-15T23:59:59.999Z'],
    ['2026-01-31T23:30:00-02:00', 1, '2026-03-01T01:30:00.000Z'],
    ['2026-05-31', 120, '2036-05-31T00:00:00.000Z'],
    ['sometime', 6, null],
    ['+275760-09-01T00:00:00.000Z', 1, null],
  ]
  for (const [start, months, end] of cases) {
    it(`${start} and ${months} months is ${end}`, () => {
      expect(addMonths(start, months)).to.equal(end)
    })
  }
})
