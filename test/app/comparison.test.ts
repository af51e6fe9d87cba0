import { expect } from 'chai'
import { SnapshotComparison } from '../../src/app/reading/fingerprint.ts'

const snapshot = (entries: Readonly<Record<string, string>>) => ({
  courseId: 'course',
  source: 'roster',
  entries,
  differences: null,
})

/** What is remembered of these people. */
function remembered(people: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const comparison = new SnapshotComparison(undefined)
  for (const [sub, name] of Object.entries(people)) comparison.isNews(sub, [name])
  return comparison.finish().entries
}

describe('comparing what a source says with last time', () => {
  const before = snapshot(remembered({ ann: 'Ann', ben: 'Ben', cai: 'Cai' }))

  it('finds nothing where everybody is as they were', () => {
    const comparison = new SnapshotComparison(before)
    expect(
      ['cai', 'ann', 'ben'].map((sub) => comparison.isNews(sub, [sub[0]?.toUpperCase() + sub.slice(1)])),
    ).to.deep.equal([false, false, false])
    expect(comparison.finish()).to.deep.include({ vanished: [], differs: false })
  })

  it('tells who is new, who differs and who vanished, and remembers exactly those who are there', () => {
    const comparison = new SnapshotComparison(before)
    expect(comparison.isNews('ann', ['Ann'])).to.equal(false)
    expect(comparison.isNews('ben', ['Benjamin'])).to.equal(true)
    expect(comparison.isNews('dai', ['Dai'])).to.equal(true)
    const { vanished, differs, entries } = comparison.finish()
    expect({ vanished, differs }).to.deep.equal({ vanished: ['cai'], differs: true })
    expect({ ...entries }).to.deep.equal({ ...remembered({ ann: 'Ann', ben: 'Benjamin', dai: 'Dai' }) })
  })

  it('remembers somebody who is listed twice as they were listed last', () => {
    const comparison = new SnapshotComparison(before)
    for (const [sub, name] of [
      ['ann', 'Anna'],
      ['ann', 'Ann'],
      ['ben', 'Ben'],
      ['cai', 'Cai'],
      ['cai', 'Kai'],
    ] as const)
      comparison.isNews(sub, [name])
    const { entries, vanished } = comparison.finish()
    expect(vanished).to.deep.equal([])
    expect({ ...entries }).to.deep.equal({ ...remembered({ ann: 'Ann', ben: 'Ben', cai: 'Kai' }) })
  })

  it('takes nobody for vanished where only differences are told, and keeps the others', () => {
    const comparison = new SnapshotComparison(before, { partial: true })
    expect(comparison.isNews('ben', ['Benjamin'])).to.equal(true)
    const { entries, vanished } = comparison.finish()
    expect(vanished).to.deep.equal([])
    expect({ ...entries }).to.deep.equal({ ...remembered({ ann: 'Ann', ben: 'Benjamin', cai: 'Cai' }) })
  })

  it('knows nobody by a name that every object has', () => {
    const comparison = new SnapshotComparison(before)
    expect(['__proto__', 'constructor'].map((sub) => comparison.knows(sub))).to.deep.equal([false, false])
    expect(['__proto__', 'constructor'].map((sub) => comparison.isNews(sub, ['x']))).to.deep.equal([
      true,
      true,
    ])
    expect(Object.keys(comparison.finish().entries).sort()).to.deep.equal(['__proto__', 'constructor'])
  })
})
