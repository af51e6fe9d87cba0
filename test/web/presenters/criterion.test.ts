import { expect } from 'chai'
import type { CriterionType } from '../../../src/core/criteria.ts'
import type { Outcome, Reason, ReasonCode } from '../../../src/core/progress.ts'
import { LANGUAGES } from '../../../src/web/language/locales.ts'
import { presentCriterion } from '../../../src/web/presenters/criterion.ts'
import { demonstratedOpen, evaluation, seen } from '../fixture-views.ts'
import { words } from '../words-support.ts'

/** Every code with the criterion that gives it; the compiler holds the list to `ReasonCode`. */
const CODES: Readonly<Record<ReasonCode, { type: CriterionType; outcome: Outcome }>> = {
  composed: { type: 'all', outcome: 'not-yet' },
  completed: { type: 'completed', outcome: 'met' },
  'not-completed': { type: 'completed', outcome: 'not-yet' },
  scored: { type: 'scored', outcome: 'met' },
  'not-scored': { type: 'scored', outcome: 'not-yet' },
  attended: { type: 'attended', outcome: 'met' },
  'not-attended': { type: 'attended', outcome: 'not-yet' },
  'attended-elsewhere': { type: 'attended', outcome: 'met' },
  'excused-from-all': { type: 'attended', outcome: 'not-yet' },
  unmapped: { type: 'completed', outcome: 'unknown' },
  'activity-missing': { type: 'completed', outcome: 'unknown' },
  'source-unreadable': { type: 'completed', outcome: 'unknown' },
  confirmed: { type: 'confirmed', outcome: 'met' },
  'not-confirmed': { type: 'confirmed', outcome: 'not-yet' },
  'evidence-none': { type: 'evidence', outcome: 'not-yet' },
  'evidence-waiting': { type: 'evidence', outcome: 'not-yet' },
  'evidence-returned': { type: 'evidence', outcome: 'not-yet' },
  'evidence-declined': { type: 'evidence', outcome: 'not-yet' },
  'evidence-late': { type: 'evidence', outcome: 'not-yet' },
  'evidence-accepted': { type: 'evidence', outcome: 'met' },
  'evidence-locked': { type: 'evidence', outcome: 'not-yet' },
}

describe('presentCriterion', () => {
  for (const language of LANGUAGES) {
    it(`has whole sentences for every reason in ${language}`, async () => {
      const say = await words(language)
      for (const [code, { type, outcome }] of Object.entries(CODES)) {
        for (const more of [
          {},
          { kind: 'coursework' as const },
          { have: 0, need: 2, total: 3, percent: 40, needPercent: 60 },
        ]) {
          const reason = {
            code: code as ReasonCode,
            statement: 'spoke',
            takenOn: '2026-05-12',
            excused: 1,
            ...more,
            activities: [seen('Quiz', outcome)],
          }
          const { text, detail } = presentCriterion(evaluation(type, outcome, reason), say, 'staff')
          expect(text, code).to.not.match(/reasons\.|composed\.|{{|undefined|NaN/)
          expect(text.trim(), code).to.not.equal('')
          expect(detail, code).to.not.match(/detail\.|faults\.|{{|undefined|NaN/)
        }
      }
    })
  }

  it('shows the ways that were not taken as other ways, and nothing of how far they are', async () => {
    const met = evaluation('scored', 'met', {
      code: 'scored',
      needPercent: 60,
      activities: [seen('Quiz', 'met')],
    })
    const open = evaluation('completed', 'not-yet', { code: 'not-completed', kind: 'coursework', need: 1 })
    const unmapped = evaluation('completed', 'unknown', { code: 'unmapped', kind: 'interaction' })
    const nested = evaluation('all', 'not-yet', { code: 'composed' }, [open, met])
    const top = evaluation('any', 'met', { code: 'composed', have: 1, need: 1 }, [
      met,
      open,
      nested,
      unmapped,
    ])
    for (const audience of ['staff', 'learner'] as const) {
      const { outcome, children } = presentCriterion(top, await words(), audience)
      expect([outcome, children[0]?.outcome]).to.deep.equal(['met', 'met'])
      expect(children, 'what the course does not offer is no other way').to.have.length(3)
      for (const child of children.slice(1))
        expect(child).to.include({ outcome: 'aside', state: 'Another way', detail: '' })
      expect(children.at(-1)?.children.map((child) => child.outcome)).to.deep.equal(['aside', 'aside'])
    }
    const all = evaluation('all', 'not-yet', { code: 'composed' }, [met, open])
    expect(presentCriterion(all, await words(), 'staff').children[1]?.outcome).to.equal('not-yet')
  })

  const leaf = async (type: CriterionType, outcome: Outcome, reason: Reason) =>
    presentCriterion(evaluation(type, outcome, reason), await words(), 'learner')

  it('tells what was done, from where and when', async () => {
    const view = await leaf('attended', 'met', {
      code: 'attended',
      have: 5,
      need: 4,
      total: 5,
      seenAt: '2026-11-10T09:00:00Z',
      activities: [seen('Session 1', 'met', { source: 'check-in' })],
    })
    expect(view.text).to.equal('Attended 5 of 5 sessions')
    expect(view.detail).to.equal('at least 4 needed · from check-ins, last 10 November 2026')
    expect(view.state).to.equal('Done')
  })

  it('says from how many a learner is excused, and never asks for those', async () => {
    const view = await leaf('attended', 'not-yet', {
      code: 'not-attended',
      have: 3,
      need: 4,
      total: 4,
      excused: 1,
    })
    expect(view.text).to.equal('Attend at least 4 of 4 sessions')
    expect(view.detail).to.equal('3 of 4 so far · 1 excused')
    const open = await leaf('completed', 'not-yet', {
      code: 'not-completed',
      have: 0,
      need: 1,
      total: 1,
      excused: 1,
      kind: 'assignment',
      activities: [seen('Poster', 'not-yet', { excused: true }), seen('Report', 'not-yet')],
    })
    expect(open.detail).to.equal('1 excused · still open: “Report”')
  })

  it('names an equivalent course and its day', async () => {
    const view = await leaf('attended', 'met', {
      code: 'attended-elsewhere',
      statement: 'Summer school',
      takenOn: '2026-07-03',
      seenAt: '2026-11-10T09:00:00Z',
    })
    expect(view.text).to.equal('Attended an equivalent course: Summer school, 3 July 2026')
  })

  it('uses the singular where one piece is asked', async () => {
    const one = await leaf('completed', 'not-yet', {
      code: 'not-completed',
      kind: 'coursework',
      have: 0,
      need: 1,
      total: 4,
    })
    const two = await leaf('completed', 'not-yet', {
      code: 'not-completed',
      kind: 'coursework',
      have: 0,
      need: 2,
      total: 4,
    })
    expect(one.text).to.equal('Hand in course work')
    expect(two.text).to.equal('Hand in 2 pieces of course work')
  })

  it('says why a source could not be read, and what it would take', async () => {
    const view = await leaf('completed', 'unknown', {
      code: 'source-unreadable',
      kind: 'interaction',
      activities: [seen('Forum', 'unknown', { fault: 'scope-missing' })],
    })
    expect(view.text).to.equal('Join in a discussion')
    expect(view.detail).to.contain('the VLE does not let this tool read “Forum”')
  })

  it('leaves out of "one or more of these" what the course does not offer, for learners only', async () => {
    const say = await words()
    expect(presentCriterion(demonstratedOpen, say, 'learner').children).to.have.length(3)
    expect(presentCriterion(demonstratedOpen, say, 'staff').children).to.have.length(4)
  })

  it('says in one line that nothing counts yet where all of them are unmapped', async () => {
    const unmapped = (kind: 'coursework' | 'activity') =>
      evaluation('completed', 'unknown', { code: 'unmapped', kind })
    const any = evaluation('any', 'unknown', { code: 'composed' }, [
      unmapped('coursework'),
      unmapped('activity'),
    ])
    const view = presentCriterion(any, await words(), 'learner')
    expect(view.children).to.have.length(0)
    expect(view.text).to.equal('Nothing in this course counts here yet')
  })
})
