import { expect } from 'chai'
import { AppError } from '../../src/app/errors.ts'
import { fixtureApp } from './fixture-app.ts'
import { activity } from './fixture-views.ts'
import { errorCode, page, site } from './support.ts'

const LEARNER = '/s/session-learner/check-in'
const TUTOR = '/s/session-tutor'
const SESSION = activity('a', 'Session 3', { source: 'check-in', kind: 'attendance' })

/** A learner's check-in that asks for this. */
async function learners(asked: object, refusal: AppError | null = null) {
  const { app, calls } = fixtureApp()
  const { get, post } = await site({
    app: {
      ...app,
      attendance: {
        ...app.attendance,
        asked: async () => ({
          activity: SESSION,
          opensAt: null,
          closesAt: null,
          state: 'open',
          needsCode: false,
          recordedAt: null,
          ...asked,
        }),
      },
      ...(refusal && {
        checkIn: async () => {
          throw refusal
        },
      }),
    },
    config: { timeZone: 'Europe/London' },
  })
  return { get, post, calls }
}

describe("a learner's check-in", () => {
  it('is one button where nothing was set', async () => {
    const $ = page(await (await learners({})).get(LEARNER))
    expect(
      $('main form input')
        .toArray()
        .map((input) => $(input).attr('name')),
    ).to.deep.equal(['csrf'])
    expect($('main p').first().text()).to.equal('Are you in the session? One click records it.')
  })

  it('asks for the code and hands it on as it was typed', async () => {
    const { get, post, calls } = await learners({ needsCode: true, closesAt: '2026-11-23T15:00:00Z' })
    const $ = page(await get(LEARNER))
    expect($('label[for=code]').text()).to.equal('Code of the session')
    expect($('main').text()).to.contain('Session 3').and.to.contain('open until today at 15:00')
    await post(LEARNER, { code: 'k7m 2qx' })
    expect(calls).to.deep.equal([{ name: 'checkIn', args: ['k7m 2qx'] }])
  })

  it('tells a wrong code beside its field, to try again', async () => {
    const { post } = await learners({ needsCode: true }, new AppError('code_wrong', 422, 'wrong'))
    const answer = await post(LEARNER, { code: 'AAAAAA' })
    expect([answer.status, errorCode(answer)]).to.deep.equal([422, 'code_wrong'])
    const $ = page(answer)
    expect($('#code-problem').text()).to.contain('not the code of the session')
    expect($('#code').attr('aria-invalid')).to.equal('true')
    expect($('.problems a').attr('href')).to.equal('#code')
  })

  it('says until when no more tries are taken', async () => {
    const until = '2026-11-23T14:40:00.000Z'
    const { post } = await learners(
      { needsCode: true },
      new AppError('code_tried_often', 429, 'often', { until }),
    )
    const answer = await post(LEARNER, { code: 'AAAAAA' })
    expect(answer.status).to.equal(429)
    expect(page(answer)('#code-problem').text()).to.contain('today at 14:40')
  })

  for (const [state, told] of [
    ['early', 'It opens today at 15:00.'],
    ['over', 'It closed today at 16:00.'],
  ] as const) {
    it(`says when it opens or closed (${state}), that nothing was recorded, and offers no button`, async () => {
      const window = { opensAt: '2026-11-23T15:00:00Z', closesAt: '2026-11-23T16:00:00Z', state }
      const { get, post } = await learners(window, new AppError(`check_in_${state}`, 409, 'no'))
      for (const answer of [await get(LEARNER), await post(LEARNER, {})]) {
        const $ = page(answer)
        expect($('main').text()).to.contain(told).and.to.contain('Nothing was recorded.')
        expect($('main form')).to.have.length(0)
      }
      const json = await post(LEARNER, {}, { Accept: 'application/json' })
      expect([json.status, json.body.error.code]).to.deep.equal([409, `check_in_${state}`])
    })
  }

  it('tells those who are in that they are, also after it closed', async () => {
    const over = { closesAt: '2026-11-23T14:00:00Z', state: 'over', recordedAt: '2026-11-23T13:05:00Z' }
    const text = page(await (await learners(over)).get(LEARNER))('main').text()
    expect(text).to.contain('You are checked in, recorded today at 13:05').and.to.not.contain('Nothing was')
  })
})

describe('the times of a check-in', () => {
  const save = async (fields: Record<string, string>) => {
    const { app, calls } = fixtureApp({ role: 'tutor' })
    const { post } = await site({ app, config: { timeZone: 'Europe/London' } })
    const answer = await post(`${TUTOR}/registers/a/session`, fields)
    return { answer, window: calls.find(({ name }) => name === 'setWindow')?.args[1] }
  }

  it('are those of the zone, in summer and in winter', async () => {
    const summer = await save({ opens: '2026-07-01T09:00', closes: '2026-07-01T10:00' })
    expect(summer.window).to.deep.equal({
      opensAt: '2026-07-01T08:00:00.000Z',
      closesAt: '2026-07-01T09:00:00.000Z',
      address: null,
    })
    expect(summer.answer.headers.location).to.equal(`${TUTOR}/registers/a/session?done=window`)
    const winter = await save({ opens: '2026-12-01T09:00', closes: '', address: 'https://vle.example/mod/7' })
    expect(winter.window).to.deep.equal({
      opensAt: '2026-12-01T09:00:00.000Z',
      closesAt: null,
      address: 'https://vle.example/mod/7',
    })
  })

  it('make a session longer where the clocks go back in it, and shorter where they go forward', async () => {
    const hours = async (opens: string, closes: string) => {
      const { window } = await save({ opens, closes })
      const { opensAt, closesAt } = window as { opensAt: string; closesAt: string }
      return (Date.parse(closesAt) - Date.parse(opensAt)) / 3_600_000
    }
    expect(await hours('2026-10-24T23:00', '2026-10-25T03:00')).to.equal(5)
    expect(await hours('2026-03-28T23:00', '2026-03-29T03:00')).to.equal(3)
    // Half past one is there twice: from the first to the last.
    expect(await hours('2026-10-25T01:30', '2026-10-25T01:45')).to.equal(1.25)
  })

  it('that are not there, or in the wrong order, are told beside their field', async () => {
    for (const [fields, field, told] of [
      [{ opens: '2026-03-29T01:30' }, 'opens', 'the clocks go forward'],
      [{ closes: 'soon' }, 'closes', 'Give a day and a time'],
      [{ opens: '2026-11-02T10:00', closes: '2026-11-02T10:00' }, 'closes', 'must close after it opens'],
      [{ address: 'javascript:alert(1)' }, 'address', 'whole web address'],
    ] as const) {
      const { answer, window } = await save(fields)
      expect(answer.status).to.equal(422)
      expect(window).to.equal(undefined)
      const $ = page(answer)
      expect($(`#${field}-problem`).text()).to.contain(told)
      expect($(`#${field}`).attr('value')).to.equal(Object.values(fields).at(-1))
    }
  })
})

describe('the code for a room', () => {
  const screen = async (session: object) => {
    const { app } = fixtureApp({ role: 'tutor' })
    const whole = {
      courseId: 'c',
      activityId: 'a',
      opensAt: null,
      closesAt: null,
      code: 'K7M2QX',
      address: null,
    }
    const { get } = await site({
      app: {
        ...app,
        attendance: {
          ...app.attendance,
          session: async () => ({ activity: SESSION, session: { ...whole, ...session } }),
        },
      },
    })
    return get(`${TUTOR}/registers/a/screen`)
  }

  it('is large, with a drawing that needs no style of its own, and says what the drawing holds', async () => {
    const $ = page(await screen({}))
    expect($('.screen .code').text()).to.equal('K7M2QX')
    expect($('.qr svg path').length).to.be.greaterThan(0)
    expect($.html('.qr')).to.not.match(/style=|<script/)
    expect($('.screen').text()).to.contain('Open “Session 3” in your course').and.to.contain('opens no page')
    const linked = page(await screen({ address: 'https://vle.example/mod/7' }))
    expect(linked('.screen').text()).to.contain('it opens “Session 3” in your course')
    expect(linked.html('.qr')).to.not.equal($.html('.qr'))
  })

  it('is not shown while there is none', async () => {
    const answer = await screen({ code: null })
    expect([answer.status, answer.headers.location]).to.deep.equal([303, `${TUTOR}/registers/a/session`])
  })
})

describe('a register', () => {
  const posted = async (path: string, fields: Record<string, string>) => {
    const { app, calls } = fixtureApp({ role: 'tutor' })
    const answer = await (await site({ app })).post(`${TUTOR}${path}`, fields)
    return { answer, call: calls.at(-1) }
  }

  it('is linked from what counts, for what has one', async () => {
    const $ = page(await (await site({ role: 'tutor' })).get(`${TUTOR}/activities`))
    const links = $('a[href*="/registers/"]')
      .toArray()
      .map((link) => $(link).attr('href'))
    expect(links).to.deep.equal([`${TUTOR}/registers/a`, `${TUTOR}/registers/d`])
    expect($(`a[href="${TUTOR}/statements/statement-1"]`).text()).to.equal('Gave a talk to the group')
  })

  it('shows each learner’s mark, who said so, and what was there when the page was made', async () => {
    const $ = page(await (await site({ role: 'tutor' })).get(`${TUTOR}/registers/a`))
    const row = (n: number) => $('.register tbody tr').eq(n)
    expect(row(0).find('input:checked').attr('value')).to.equal('present')
    expect(row(0).text()).to.contain('the learner, today at 14:02')
    expect(row(0).find('[name="was.person-1"]').attr('value')).to.equal('present')
    expect(row(1).find('input:checked')).to.have.length(0)
    expect($('.counts').text()).to.contain('1 present').and.to.contain('1 without a mark')
  })

  it('saves what was changed on the page, and nothing that only stood there', async () => {
    const { answer, call } = await posted('/registers/a?search=o&page=2', {
      'was.person-1': 'present',
      'mark.person-1': 'present',
      'was.person-2': '',
      'mark.person-2': 'late',
      'was.person-3': 'absent',
      'mark.person-3': 'excused',
      note: ' Train was late ',
    })
    expect(call).to.deep.equal({
      name: 'saveRegister',
      args: [
        'a',
        {
          marks: new Map([
            ['person-2', 'late'],
            ['person-3', 'excused'],
          ]),
          note: 'Train was late',
        },
      ],
    })
    expect(answer.headers.location).to.equal(`${TUTOR}/registers/a?search=o&page=2&done=register`)
  })

  it('marks all who are left at once', async () => {
    const { call } = await posted('/registers/a', { rest: 'absent' })
    expect(call?.args[1]).to.deep.equal({ marks: { rest: 'absent' }, note: null })
  })

  it('refuses marks and people that are none', async () => {
    for (const fields of [{ 'mark.person-1': 'asleep' }, { 'mark.<b>': 'late' }]) {
      const { answer, call } = await posted('/registers/a', fields)
      expect([answer.status, errorCode(answer), call]).to.deep.equal([400, 'bad_input', undefined])
    }
  })

  it('of what tutors confirm is made with a name, and told where it lacks one', async () => {
    const made = await posted('/confirmations', { confirmedTitle: 'Talk', confirmedKind: 'participation' })
    expect(made.call).to.deep.equal({
      name: 'addConfirmed',
      args: [{ title: 'Talk', kind: 'participation' }],
    })
    expect(made.answer.headers.location).to.equal(`${TUTOR}/registers/e?done=confirmation`)
    const refused = await posted('/confirmations', { confirmedTitle: ' ', confirmedKind: '' })
    expect(refused.answer.status).to.equal(422)
    expect(page(refused.answer)('#confirmedTitle-problem').text()).to.contain('Write something')
  })
})

describe('what tutors confirm', () => {
  const posted = async (path: string, fields: Record<string, string>) => {
    const { app, calls } = fixtureApp({ role: 'tutor' })
    const answer = await (await site({ app })).post(`${TUTOR}${path}`, fields)
    return { answer, saved: calls.filter(({ name }) => /^(save|confirm|takeBack)/.test(name)) }
  }
  const STATEMENT = '/statements/statement-1'

  it('is ticked and unticked on one page, and a reason is asked for what is taken back', async () => {
    const ticks = { 'was.person-1': 'on', 'on.person-2': 'on' }
    const refused = await posted(STATEMENT, { ...ticks, note: '' })
    expect(refused.answer.status).to.equal(422)
    expect(page(refused.answer)('#note-problem').text()).to.contain('Give a reason')
    expect(refused.saved).to.deep.equal([])
    const { saved } = await posted(STATEMENT, { ...ticks, note: 'Mixed up' })
    expect(saved[0]?.args).to.deep.equal([
      'statement-1',
      { confirm: ['person-2'], takeBack: ['person-1'], note: 'Mixed up' },
    ])
    const rest = await posted(STATEMENT, { rest: 'on', note: '' })
    expect(rest.saved[0]?.args[1]).to.deep.equal({ confirm: 'rest', takeBack: [], note: null })
  })

  it('is confirmed and taken back on the learner’s page', async () => {
    const path = '/learners/person-1/confirmations'
    const confirmed = await posted(path, { statement: 'statement-1', note: 'Week 3' })
    expect(confirmed.saved[0]?.args[1]).to.deep.equal({ confirm: ['person-1'], takeBack: [], note: 'Week 3' })
    expect(confirmed.answer.headers.location).to.equal(`${TUTOR}/learners/person-1?done=confirmed`)
    const refused = await posted(path, { statement: 'statement-1', takeBack: 'on', note: '' })
    expect(refused.answer.status).to.equal(422)
    expect(page(refused.answer)('details[open] #note-problem').text()).to.contain('Give a reason')
    const back = await posted(path, { statement: 'statement-1', takeBack: 'on', note: 'Somebody else' })
    expect(back.saved[0]?.args[1]).to.include({ note: 'Somebody else' })
  })

  it('can be an equivalent course that is over, with what it was', async () => {
    const path = '/learners/person-1/equivalent'
    const { saved } = await posted(path, { what: 'Summer school', takenOn: '2026-07-03' })
    expect(saved[0]?.args).to.deep.equal(['person-1', { what: 'Summer school', takenOn: '2026-07-03' }])
    for (const [fields, problem, told] of [
      [{ what: '', takenOn: '2026-07-03' }, 'what', 'Write something'],
      [{ what: 'Summer school', takenOn: '2026-11-24' }, 'takenOn', 'still to come'],
      [{ what: 'Summer school', takenOn: '31 June' }, 'takenOn', 'Give a day'],
    ] as const) {
      const refused = await posted(path, fields)
      expect(refused.answer.status).to.equal(422)
      expect(page(refused.answer)(`#${problem}-problem`).text()).to.contain(told)
      expect(refused.saved).to.deep.equal([])
    }
    const back = await posted(`${path}/take-back`, { note: 'Another person' })
    expect(back.saved[0]).to.deep.equal({ name: 'takeBackEquivalent', args: ['person-1', 'Another person'] })
  })
})
