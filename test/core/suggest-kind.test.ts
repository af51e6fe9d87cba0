import { expect } from 'chai'
import { KINDS } from '../../src/core/activity.ts'
import { suggestKind } from '../../src/core/suggest-kind.ts'

describe('the suggestion of a kind', () => {
  for (const [title, kind] of [
    ['Session 3', 'attendance'],
    ['Check-in: week 2', 'attendance'],
    ['Sesiwn 3', 'attendance'],
    ['Assignment: discuss your plan', 'assignment'],
    ['Unit 1 quiz', 'assignment'],
    ['CWIS uned 1', 'assignment'],
    ['Unit 2 reflection', 'coursework'],
    ['Traethawd terfynol', 'coursework'],
    ['Course forum', 'interaction'],
    ['Trafodaeth wythnos 4', 'interaction'],
    ['Taking part', 'participation'],
    ['Cymryd rhan', 'participation'],
    ['Practical exercise', 'activity'],
    ['Gweithgaredd grŵp', 'activity'],
    ['Week 4', null],
    ['Contest entry', null],
    ['', null],
  ] as const) {
    it(`of “${title}” is ${kind ?? 'none'}`, () => {
      expect(suggestKind(title, null)).to.equal(kind)
    })
  }

  it('believes a tag before a title', () => {
    expect(suggestKind('Course forum', 'attendance_week_1')).to.equal('attendance')
    expect(suggestKind('Course forum', 'x42')).to.equal('interaction')
  })

  it('knows a kind by its own name', () => {
    expect(KINDS.map((kind) => suggestKind('', kind))).to.deep.equal([...KINDS])
  })
})
