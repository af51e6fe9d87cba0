import { expect } from 'chai'
import { fixtureApp } from './fixture-app.ts'
import { evidenceToReview, extension, refusing, reviewedEvidence } from './fixture-reviews.ts'
import * as views from './fixture-views.ts'
import { errorCode, page, site } from './support.ts'

const BASE = '/s/session-tutor'
const REVIEW = `${BASE}/reviews/evidence/evidence-1`
const TIME = `${BASE}/reviews/time/extension-1`
const RUBRIC = ['Names a change', 'Tells what came of it']
const role = 'tutor' as const

describe('the queue of evidence', () => {
  it('is linked from the progress page and the tabs', async () => {
    const $ = page(await (await site({ role })).get(`${BASE}/`))
    expect($('.card a').first().attr('href')).to.equal(`${BASE}/reviews?state=waiting`)
    expect($('.tabs').text()).to.contain('Evidence')
    const queue = page(await (await site({ role })).get(`${BASE}/reviews`))
    expect(queue('.tabs [aria-current]').text()).to.equal('Evidence')
  })

  it('shows the filters that find something with their counts, the wishes for time, and each piece', async () => {
    const $ = page(await (await site({ role })).get(`${BASE}/reviews`))
    const filters = $('.filters a').toArray()
    expect(filters.map((node) => $(node).text())).to.deep.equal(['All (1)', 'Waiting (1)'])
    expect($('.steps a').attr('href')).to.equal(TIME)
    expect($('tbody tr').text()).to.contain('Adaeze Okafor').and.contain('Waits for a review')
  })

  it('is paged and filtered; an address that makes no sense asks for everything', async () => {
    const { app, calls } = fixtureApp({ role })
    const { get } = await site({ app })
    await get(`${BASE}/reviews?state=second&page=3`)
    await get(`${BASE}/reviews?state=gold&page=-1`)
    expect(calls.map(({ args }) => args[0])).to.deep.equal([
      { filter: 'second', offset: 50, limit: 25 },
      { filter: null, offset: 0, limit: 25 },
    ])
  })

  it('goes from page to page with the filter kept', async () => {
    const row = {
      evidence: { ...views.evidence('submitted'), files: ['file-1'] },
      person: views.person('p', 'Ana'),
    }
    const counts = {
      all: 60,
      waiting: 60,
      second: 0,
      disagreement: 0,
      returned: 0,
      declined: 0,
      accepted: 0,
      time: 0,
    }
    const queue = async () => ({ listing: { total: 60, rows: [row] }, counts, extensions: [] })
    const $ = page(
      await (await site({ role, reviews: { queue } })).get(`${BASE}/reviews?state=waiting&page=2`),
    )
    const hrefs = $('.paging a')
      .toArray()
      .map((node) => $(node).attr('href'))
    expect(hrefs).to.deep.equal([`${BASE}/reviews?state=waiting`, `${BASE}/reviews?state=waiting&page=3`])
  })
})

describe('a review', () => {
  const withRubric = { role, reviews: { toReview: async () => evidenceToReview({ rubric: RUBRIC }) } }
  const answers = {
    'line-0': 'Names a change',
    'answer-0': 'yes',
    'comment-0': '',
    'line-1': 'Tells what came of it',
    'answer-1': 'partly',
    'comment-1': ' For whom? ',
  }

  it('is sent back or declined only with a comment', async () => {
    const { app, calls } = fixtureApp({ role })
    const { post } = await site({ app })
    const bare = await post(REVIEW, { stage: 'first', state: 'returned', feedback: ' ' })
    expect(bare.status).to.equal(422)
    expect(page(bare)('.problems a').attr('href')).to.equal('#feedback')
    expect((await post(REVIEW, { stage: 'first', state: 'lost', feedback: 'x' })).status).to.equal(422)
    expect(calls.map(({ name }) => name)).to.not.include('decide')
    const done = await post(REVIEW, { stage: 'first', state: 'accepted', feedback: '' })
    expect(done.headers.location).to.equal(`${BASE}/reviews?done=evidence-accepted`)
    expect(calls.at(-1)?.args).to.deep.equal([
      'evidence-1',
      { stage: 'first', state: 'accepted', feedback: null, judgements: [] },
    ])
  })

  it('judges each line of the rubric, with a comment where there is one', async () => {
    const { app, calls } = fixtureApp(withRubric)
    const { get, post } = await site({ app })
    expect(page(await get(REVIEW))('fieldset.line legend').text()).to.equal(RUBRIC.join(''))
    await post(REVIEW, { stage: 'first', state: 'accepted', ...answers })
    expect(calls.at(-1)?.args[1]).to.deep.include({
      judgements: [
        { line: RUBRIC[0], answer: 'yes', comment: null },
        { line: RUBRIC[1], answer: 'partly', comment: 'For whom?' },
      ],
    })
  })

  it('leaves no line out, and keeps what was answered', async () => {
    const { post } = await site(withRubric)
    const answer = await post(REVIEW, {
      stage: 'first',
      state: 'accepted',
      feedback: 'Well done',
      ...answers,
      'answer-1': '',
    })
    const $ = page(answer)
    expect(answer.status).to.equal(422)
    expect($('.problems a').attr('href')).to.equal('#answer-1')
    expect($('fieldset.wrong .problem').text()).to.contain('Choose yes, partly or no')
    expect($('input[name=answer-0]:checked').attr('value')).to.equal('yes')
    expect($('#comment-1').attr('value')).to.equal(' For whom? ')
    expect($('#feedback').text()).to.equal('Well done')
  })

  it('that somebody else was faster with is shown with their decision, and nothing typed is lost', async () => {
    const review = {
      evidenceId: 'evidence-1',
      stage: 'first',
      reviewerId: 'tutor-1',
      verdict: 'declined',
      feedback: 'Not about practice',
      judgements: [],
      at: '2026-11-23T14:29:00Z',
    } as const
    const { post } = await site({
      role,
      reviews: {
        decide: refusing('evidence_decided', 409),
        toReview: async () =>
          evidenceToReview({
            evidence: reviewedEvidence('declined', { reviews: [review] }),
            closed: 'decided',
          }),
      },
    })
    const fields = { stage: 'first', state: 'returned', feedback: 'Tell me <more>' }
    const answer = await post(REVIEW, fields)
    const $ = page(answer)
    expect([answer.status, errorCode(answer)]).to.deep.equal([409, 'evidence_decided'])
    expect($('main').text()).to.contain('Review by Helen Marsh').and.contain('Not about practice')
    expect($('#kept').text()).to.equal('Tell me <more>')
    expect($('form')).to.have.length(0)
    const json = await post(REVIEW, fields, { Accept: 'application/json' })
    expect(json.body.error.code).to.equal('evidence_decided')
  })

  it('that went on to a second reviewer meanwhile is offered again, with what was typed', async () => {
    const second = evidenceToReview({ evidence: reviewedEvidence('submitted', { stage: 'second' }) })
    const { post } = await site({
      role,
      reviews: { decide: refusing('evidence_decided', 409), toReview: async () => second },
    })
    const $ = page(await post(REVIEW, { stage: 'first', state: 'accepted', feedback: 'Good' }))
    expect($('#feedback').text()).to.equal('Good')
    expect($('input[name=stage]').attr('value')).to.equal('second')
    expect($('.stage').text()).to.contain('you are the second reviewer')
  })

  it('drops answers to lines that read otherwise by now', async () => {
    const { post } = await site({
      role,
      reviews: {
        decide: refusing('rubric_changed', 409),
        toReview: async () => evidenceToReview({ rubric: ['Names two changes', RUBRIC[1] ?? ''] }),
      },
    })
    const $ = page(await post(REVIEW, { stage: 'first', state: 'accepted', ...answers }))
    expect($('input[name=answer-0]:checked')).to.have.length(0)
    expect($('input[name=answer-1]:checked').attr('value')).to.equal('partly')
  })

  for (const [state, waits, done] of [
    ['accepted', true, 'evidence-second'],
    ['declined', true, 'evidence-disagreement'],
    ['declined', false, 'evidence-declined'],
  ] as const)
    it(`says ${done} of one that is ${state}${waits ? ' and waits' : ''}`, async () => {
      const decide = async () => (waits ? ('submitted' as const) : state)
      const { get, post } = await site({ role, reviews: { decide } })
      const answer = await post(REVIEW, { stage: 'second', state, feedback: 'x' })
      expect(answer.headers.location).to.equal(`${BASE}/reviews?done=${done}`)
      expect(
        page(await get(answer.headers.location ?? ''))('.notice')
          .text()
          .trim(),
      ).to.not.equal('')
    })

  it('can be made on the learner’s page as well', async () => {
    const $ = page(await (await site({ role })).get(`${BASE}/learners/person-1`))
    expect($('form[action*="/evidence/"] button[name=state]')).to.have.length(3)
  })
})

describe('a wish for more time', () => {
  it('is granted until the end of a day, in the tool’s own time zone', async () => {
    for (const [timeZone, until, expected] of [
      ['UTC', '2027-06-30', '2027-06-30T23:59:59.999Z'],
      ['Europe/London', '2027-06-30', '2027-06-30T22:59:59.999Z'],
      ['Europe/London', '2027-03-28', '2027-03-28T22:59:59.999Z'],
      ['Europe/London', '2027-10-31', '2027-10-31T23:59:59.999Z'],
      ['Pacific/Auckland', '2027-01-01', '2027-01-01T10:59:59.999Z'],
    ] as const) {
      const { app, calls } = fixtureApp({ role })
      const { post } = await site({ app, config: { timeZone } })
      const answer = await post(TIME, { decision: 'grant', until, answer: '' })
      expect(answer.headers.location).to.equal(`${BASE}/reviews?done=time-granted`)
      expect(calls.at(-1)?.args, timeZone).to.deep.equal([
        'extension-1',
        { granted: true, until: expected, answer: null },
      ])
    }
  })

  for (const until of ['', '2027-02-30', '30.6.2027', 'soon'])
    it(`is not granted until ‘${until}’`, async () => {
      const answer = await (await site({ role })).post(TIME, { decision: 'grant', until, answer: 'Yes' })
      expect(answer.status).to.equal(422)
      expect(page(answer)('.problems').text()).to.contain('Give the new last day')
      expect(page(answer)('#answer').text()).to.equal('Yes')
    })

  it('is not granted until a day that gives no more time', async () => {
    const { post } = await site({ role, reviews: { decideTime: refusing('date_too_early', 400) } })
    const answer = await post(TIME, { decision: 'grant', until: '2027-01-01', answer: '' })
    expect(answer.status).to.equal(422)
    expect(page(answer)('.problems').text()).to.contain('Choose a later day')
  })

  it('is refused with words only', async () => {
    const { app, calls } = fixtureApp({ role })
    const { post } = await site({ app })
    expect((await post(TIME, { decision: 'refuse', until: '', answer: ' ' })).status).to.equal(422)
    await post(TIME, { decision: 'refuse', until: '', answer: 'The course is over' })
    expect(calls.at(-1)?.args).to.deep.equal([
      'extension-1',
      { granted: false, answer: 'The course is over' },
    ])
  })

  it('that somebody answered first is shown with their answer, and what was typed', async () => {
    const decided = {
      extension: extension({ state: 'refused', answer: 'No', decidedAt: '2026-11-23T10:00:00Z' }),
      person: views.person('person-1', 'Adaeze Okafor'),
      deadline: null,
      decidedBy: views.person('tutor-1', 'Helen Marsh'),
    }
    const reviews = { decideTime: refusing('extension_decided', 409), extension: async () => decided }
    const { post } = await site({ role, reviews })
    const answer = await post(TIME, { decision: 'grant', until: '2027-06-30', answer: 'Of course' })
    const $ = page(answer)
    expect([answer.status, errorCode(answer)]).to.deep.equal([409, 'extension_decided'])
    expect($('main').text()).to.contain('Decided by Helen Marsh')
    expect($('#kept').text()).to.equal('Of course')
  })
})
