import { expect } from 'chai'
import { foldName } from '../../../src/app/importing/fold.ts'
import { findTable } from '../../../src/app/importing/headings.ts'
import { readMinutes, readScore, readStatus } from '../../../src/app/importing/values.ts'

describe('the words of a register', () => {
  it('are known by their headings, in English and Welsh, and in meeting reports', () => {
    const known = (...headings: string[]) => findTable([headings, []]).columns
    expect(known('Surname', 'First name', 'Email address', 'ID number', 'Course total')).to.deep.equal({
      lastName: 0,
      firstName: 1,
      email: 2,
      studentId: 3,
      score: 4,
    })
    expect(known('Enw', 'E-bost', 'Rhif myfyriwr', 'Presenoldeb', 'Sgôr')).to.deep.equal({
      name: 0,
      email: 1,
      studentId: 2,
      status: 3,
      score: 4,
    })
    expect(known('Name (original name)', 'Email', 'Total duration (minutes)', 'Guest')).to.deep.equal({
      name: 0,
      email: 1,
      duration: 2,
    })
  })

  it('are found below the lines that a report begins with, and end where its next table begins', () => {
    const rows = [
      ['1. Summary'],
      ['Meeting title', 'Week 3'],
      [''],
      ['2. Participants'],
      ['Name', 'First Join', 'Last Leave', 'In-Meeting Duration', 'Email', 'Participant ID (UPN)', 'Role'],
      [
        'Ana García',
        '11/23/26, 9:58:01 AM',
        '11/23/26, 10:58:40 AM',
        '1h 0m 39s',
        'ana@example.test',
        'ana',
        'Attendee',
      ],
      [''],
      ['3. In-Meeting Activities'],
      ['Name', 'Join Time', 'Leave Time', 'Duration', 'Email', 'Role'],
    ]
    expect(findTable(rows)).to.deep.include({ first: 5, end: 7, columns: { name: 0, duration: 3, email: 4 } })
  })

  it('say how long somebody was there', () => {
    const minutes = (...texts: string[]) => texts.map((text) => readMinutes(text))
    expect(
      minutes('45', '45.5', '45,5', '1:15', '0:45:30', '1h 2m 30s', '1 hr 5 mins', '1 awr 5 munud', '90 s'),
    ).to.deep.equal([45, 45.5, 45.5, 75, 45.5, 62.5, 65, 65, 1.5])
    expect(minutes('', 'long', '45:10', '1h and more', '-5', '10 apples')).to.deep.equal([
      null,
      null,
      null,
      null,
      null,
      null,
    ])
    expect([readMinutes('1.5', 'hours'), readMinutes('90', 'seconds')]).to.deep.equal([90, 1.5])
  })

  it('say who was there, late, rightly away, or not there', () => {
    const words = [
      'Present',
      'YES',
      '✔️',
      "Wedi'i wneud",
      'Late',
      'Hwyr',
      'Authorised absence',
      'Esgusodwyd',
      'absent',
      'Na',
      '0',
      'perhaps',
    ]
    expect(words.map(readStatus)).to.deep.equal([
      'present',
      'present',
      'present',
      'present',
      'late',
      'late',
      'excused',
      'excused',
      'absent',
      'absent',
      'absent',
      null,
    ])
  })

  it('say a mark', () => {
    expect(['72', '72,5', '36/50', '72 %', 'A', '-3', '1e9'].map(readScore)).to.deep.equal([
      { score: 72, maximum: null },
      { score: 72.5, maximum: null },
      { score: 36, maximum: 50 },
      { score: 72, maximum: 100 },
      null,
      null,
      null,
    ])
  })

  it('name people in either order, with and without accents, and what they add in brackets', () => {
    expect(['Ŵyn, Llŷr', 'llyr wyn', 'Llŷr  Ŵyn (he/him)'].map(foldName)).to.deep.equal([
      'llyr wyn',
      'llyr wyn',
      'llyr wyn',
    ])
    expect(foldName("Orla O'Brien")).to.equal('orla o brien')
  })
})
