import { expect } from 'chai'
import { AppError } from '../../../src/app/errors.ts'
import { readCriteriaForm } from '../../../src/web/admin/criteria-form.ts'
import { fixtureApp } from '../fixture-app.ts'
import { criteria } from '../fixture-views.ts'
import { errorCode, page, site } from '../support.ts'

const BASE = '/s/session-administrator'

describe('the form of the criteria', () => {
  it('changes thresholds and nothing else', () => {
    const { change } = readCriteriaForm(criteria, {
      basedOn: '3',
      'completed.0.percent': '75',
      'completed.1.need': '2',
      'demonstrated.0.need': '1',
      'demonstrated.0.every': 'on',
      'demonstrated.1.percent': '50',
      'demonstrated.1.need': '1',
      'implemented.months': '9',
      'implemented.award': 'automatic',
      note: ' Evening class ',
    })
    expect(change).to.deep.equal({
      basedOn: 3,
      note: 'Evening class',
      criteria: {
        completed: {
          award: 'automatic',
          criterion: {
            type: 'all',
            of: [
              { type: 'attended', percent: 75 },
              { type: 'completed', target: { kind: 'participation' }, need: 2 },
            ],
          },
        },
        demonstrated: {
          award: 'automatic',
          criterion: {
            type: 'any',
            of: [
              { type: 'completed', target: { kind: 'coursework' }, need: 'every' },
              { type: 'scored', target: { kind: 'assignment' }, percent: 50, need: 1 },
            ],
          },
        },
        implemented: { award: 'automatic', criterion: { type: 'evidence', months: 9, from: 'course-end' } },
      },
    })
  })

  it('keeps what was not sent', () => {
    expect(readCriteriaForm(criteria, { basedOn: '3' }).change?.criteria).to.deep.equal(criteria)
  })

  for (const [field, value] of [
    ['completed.0.percent', '101'],
    ['completed.0.percent', '-1'],
    ['completed.0.percent', '7.5'],
    ['completed.1.need', '0'],
    ['implemented.months', '121'],
    ['implemented.months', ''],
    ['basedOn', 'x'],
  ] as const) {
    it(`refuses ${field} = "${value}" and names the field`, () => {
      const read = readCriteriaForm(criteria, { basedOn: '3', [field]: value })
      expect(read.change).to.equal(null)
      expect(read.problems.map((problem) => problem.field)).to.deep.equal([field])
    })
  }
})

describe('the criteria page', () => {
  it('is sentences for a tutor', async () => {
    const $ = page(await (await site({ role: 'tutor' })).get('/s/session-tutor/criteria'))
    expect($('.sentence').eq(1).text()).to.equal('Attend at least 80 % of the sessions')
    expect($('.sentence').eq(2).text()).to.equal('Complete everything that counts as taking part')
    expect($('form[method=post]')).to.have.length(0)
  })

  it('is sentences with labelled numbers for an administrator', async () => {
    const $ = page(await (await site({ role: 'administrator' })).get(`${BASE}/criteria`))
    const input = $('input[name="completed.0.percent"]')
    expect(input.attr()).to.include({ value: '80', min: '0', max: '100', 'aria-label': 'percent' })
    expect($('input[name="completed.1.every"]').attr()).to.have.property('checked')
    expect($('input[name=basedOn]').attr('value')).to.equal('3')
    expect($('.history li').first().text()).to.contain('Version 3').and.to.contain('Fewer sessions')
  })

  it('keeps what was typed and links to what is wrong', async () => {
    const { app, calls } = fixtureApp({ role: 'administrator' })
    const answer = await (await site({ app })).post(`${BASE}/criteria`, {
      basedOn: '3',
      'completed.0.percent': '180',
      'implemented.months': '7',
      note: 'why',
    })
    const $ = page(answer)
    expect(answer.status).to.equal(422)
    expect($('.problems a').attr('href')).to.equal('#completed.0.percent')
    expect($('[id="completed.0.percent"]').attr('value')).to.equal('180')
    expect($('[id="implemented.months"]').attr('value')).to.equal('7')
    expect($('#note').attr('value')).to.equal('why')
    expect(calls.map(({ name }) => name)).to.not.include('saveCriteria')
  })

  it('says so when somebody else saved meanwhile', async () => {
    const { post } = await site({
      role: 'administrator',
      parts: {
        saveCriteria: async () => {
          throw new AppError('criteria_changed', 409, 'version 3 exists')
        },
      },
    })
    const answer = await post(`${BASE}/criteria`, { basedOn: '2' })
    expect(answer.status).to.equal(409)
    expect(errorCode(answer)).to.equal('criteria_changed')
  })
})
