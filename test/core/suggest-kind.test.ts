import { expect } from 'chai'
import type { Kind } from '../../src/core/activity.ts'
import { suggestKind } from '../../src/core/index.ts'

describe('what an activity seems to count as', () => {
  const titles: readonly [string, Kind | null][] = [
    ['Unit 1 quiz', 'assignment'],
    ['QUIZZES', 'assignment'],
    ['Session 3 quiz', 'assignment'],
    ['Session 3', 'attendance'],
    ['Attendance', 'attendance'],
    ['Introduce yourself (forum)', 'interaction'],
    ['Reflection on unit 2', 'coursework'],
    ['Course-work 1', 'coursework'],
    ['Taking part', 'participation'],
    ['Weekly activities', 'activity'],
    ['Cwis uned 1', 'assignment'],
    ['Presenoldeb', 'attendance'],
    ['Cofnod o bresenoldeb', 'attendance'],
    ['Fforwm y cwrs', 'interaction'],
    ['Y drafodaeth', 'interaction'],
    ['Aseiniad 2', 'assignment'],
    ['Gwaith cwrs', 'coursework'],
    ['Eich gwaith cwrs chi', 'coursework'],
    ['Myfyrdod', 'coursework'],
    ['Dwy weithgaredd', 'activity'],
    ['Latest news', null],
    ['Contested ground', null],
    ['Welcome', null],
    ['', null],
  ]
  for (const [title, kind] of titles)
    it(`of “${title}” is ${kind ?? 'nothing that could be told'}`, () => {
      expect(suggestKind(title, null)).to.equal(kind)
    })

  it('is told by the tag before the title', () => {
    expect(suggestKind('Week 1', 'attendance')).to.equal('attendance')
    expect(suggestKind('Reflection', 'final_exam')).to.equal('assignment')
    expect(suggestKind('Forum', 'w1')).to.equal('interaction')
  })
})
