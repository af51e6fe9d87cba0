import { expect } from 'chai'
import type { ReviewDecision, Visit } from '../../src/app/contract.ts'
import { createApp } from '../../src/app/index.ts'
import type { CourseSettings, EvidenceRecord, NoticeKind } from '../../src/app/model.ts'
import type { Store, UnitOfWork } from '../../src/app/ports.ts'
import { ACCEPTED, type Course, EVIDENCE, openCourse, refusal } from './course.ts'

const RETURNED: ReviewDecision = { ...ACCEPTED, state: 'returned', feedback: 'More about students' }
const DECLINED: ReviewDecision = { ...ACCEPTED, state: 'declined', feedback: 'Not about practice' }
const LINK = 'https://example.org/film'

describe('reviewing evidence', () => {
  let course: Course
  let learner: Visit
  let tutor: Visit
  let other: Visit
  let administrator: Visit
  beforeEach(async () => {
    course = await openCourse({ learners: 1 })
    tutor = await course.tutor()
    other = await course.visit(course.school.tutors[1])
    administrator = await course.administrator()
    await course.earn(course.learner(1), 'completed', 'demonstrated')
    learner = await course.visit(course.learner(1))
  })
  afterEach(() => course.close())

  const reviews = () => course.tool.app.reviews
  const settings = (evidence: Partial<CourseSettings['evidence']>) =>
    course.tool.store.settings.save(
      course.courseId,
      { evidence: { rubric: [], secondReviewer: false, ...evidence } },
      null,
      new Date(course.clock.now()).toISOString(),
    )
  async function latest(): Promise<EvidenceRecord> {
    const [record] = await course.tool.store.work.evidence(course.courseId, learner.person?.id ?? '')
    if (!record) throw new Error('nothing was handed in')
    return record
  }
  async function handIn(change: Partial<typeof EVIDENCE> = {}): Promise<string> {
    course.clock.advance(1)
    await reviews().submit(learner, { ...EVIDENCE, ...change })
    return (await latest()).id
  }
  const told = async (visit: Visit) =>
    (await reviews().notices(visit, { unread: true, offset: 0, limit: 50 })).rows
      .map(({ kind, detail }) => (kind.startsWith('credential') ? `${kind} ${detail}` : kind))
      .sort()
  const stranger = (kind: NoticeKind) => (all: readonly string[]) => all.filter((one) => one === kind).length

  describe('where a second reviewer is asked for', () => {
    beforeEach(() => settings({ secondReviewer: true }))

    it('waits after the first acceptance for another person, who decides with it', async () => {
      const id = await handIn()
      expect(await reviews().decide(tutor, id, ACCEPTED)).to.equal('submitted')
      expect(await course.held(course.learner(1))).to.not.include('implemented')
      const again = { ...ACCEPTED, stage: 'second' } as const
      expect(await refusal(reviews().decide(tutor, id, again))).to.include({
        code: 'own_review',
        status: 409,
      })
      expect(await reviews().decide(other, id, again)).to.equal('accepted')
      expect(await course.held(course.learner(1))).to.include('implemented')
    })

    it('shows the second reviewer that somebody accepted it, and what they wrote only afterwards', async () => {
      const id = await handIn()
      await reviews().decide(tutor, id, { ...ACCEPTED, feedback: 'Very good' })
      const before = (await reviews().toReview(other, id)).evidence.reviews
      expect(before.map(({ verdict, feedback }) => [verdict, feedback])).to.deep.equal([['accepted', null]])
      expect((await reviews().toReview(tutor, id)).evidence.reviews[0]?.feedback).to.equal('Very good')
      await reviews().decide(other, id, { ...RETURNED, stage: 'second' })
      expect((await reviews().toReview(administrator, id)).evidence.reviews).to.have.length(2)
      expect((await reviews().toReview(administrator, id)).evidence.reviews[0]?.feedback).to.equal(
        'Very good',
      )
    })

    it('goes to a third person where two do not agree; the learner reads only whose word stands', async () => {
      const id = await handIn()
      await reviews().decide(tutor, id, { ...ACCEPTED, feedback: 'Very good' })
      expect(await reviews().decide(other, id, { ...RETURNED, stage: 'second' })).to.equal('submitted')
      const third = { ...RETURNED, stage: 'disagreement', feedback: 'Tell when' } as const
      for (const visit of [tutor, other])
        expect((await refusal(reviews().decide(visit, id, third))).code).to.equal('own_review')
      expect((await reviews().own(learner)).evidence[0]?.reviews).to.deep.equal([])
      expect(await reviews().decide(administrator, id, third)).to.equal('returned')
      const { evidence, state } = await reviews().own(learner)
      expect(state).to.equal('open')
      expect(evidence[0]?.reviews.map(({ feedback }) => feedback)).to.deep.equal([
        'More about students',
        'Tell when',
      ])
    })

    it('sends a first "no" back at once', async () => {
      expect(await reviews().decide(tutor, await handIn(), RETURNED)).to.equal('returned')
    })

    it('tells each who is next, and nobody any more once it was looked at', async () => {
      const id = await handIn()
      for (const visit of [tutor, other]) expect(await told(visit)).to.deep.equal(['evidence-waits'])
      await reviews().decide(tutor, id, ACCEPTED)
      expect(await told(tutor)).to.deep.equal([])
      expect(await told(other)).to.deep.equal(['evidence-second'])
      await reviews().decide(other, id, { ...DECLINED, stage: 'second' })
      expect(await told(administrator)).to.deep.equal(['evidence-disagreement'])
      await reviews().decide(administrator, id, { ...ACCEPTED, stage: 'disagreement' })
      expect(await told(administrator)).to.deep.equal([])
      expect(await told(learner)).to.include.members(['evidence-accepted', 'credential-awarded implemented'])
    })
  })

  it('by two at once ends with one decision: the other is told, whichever was slower', async () => {
    const id = await handIn()
    const both = await Promise.allSettled([
      reviews().decide(tutor, id, ACCEPTED),
      reviews().decide(other, id, DECLINED),
    ])
    expect(both.map((one) => one.status)).to.have.members(['fulfilled', 'rejected'])
    const stands = await latest()
    const { evidence, closed } = await reviews().toReview(other, id)
    expect(closed).to.equal('decided')
    expect(evidence.reviews.map(({ verdict }) => verdict)).to.deep.equal([stands.state])
    expect((await told(learner)).filter((kind) => kind.startsWith('evidence'))).to.have.length(1)
  })

  it('answers the rubric that stands, line by line, and keeps its words as they were', async () => {
    const rubric = ['Names a change', 'Tells what came of it']
    await settings({ rubric })
    const id = await handIn()
    const judgements = rubric.map((line) => ({ line, answer: 'partly', comment: 'Nearly' }) as const)
    for (const given of [[], judgements.slice(1), judgements.toReversed()]) {
      const error = await refusal(reviews().decide(tutor, id, { ...RETURNED, judgements: given }))
      expect(error).to.include({ code: 'rubric_changed', status: 409 })
    }
    await reviews().decide(tutor, id, { ...RETURNED, judgements })
    await settings({ rubric: ['Something else'] })
    const own = await reviews().own(learner)
    expect(own.evidence[0]?.reviews[0]?.judgements).to.deep.equal(judgements)
    expect(own.rubric).to.deep.equal(['Something else'])
  })

  it('shows every version with its decision after it was handed in again', async () => {
    await reviews().decide(tutor, await handIn(), RETURNED)
    const again = await handIn({ ownPractice: 'Now with dates' })
    const { evidence, earlier } = await reviews().toReview(other, again)
    expect(evidence.ownPractice).to.equal('Now with dates')
    expect(earlier.map(({ state, reviews: said }) => [state, said[0]?.feedback])).to.deep.equal([
      ['returned', RETURNED.feedback],
    ])
    expect((await reviews().own(learner)).evidence).to.have.length(2)
  })

  it('keeps a draft until it is handed in', async () => {
    const draft = { ownPractice: 'half', institution: '', links: LINK, files: [], shared: ['links'] as const }
    await reviews().saveDraft(learner, draft)
    const kept = (await reviews().own(learner)).draft
    expect(kept).to.deep.include(draft)
    expect(kept?.preview).to.deep.equal([{ url: LINK, name: 'Link', narrative: null }])
    await handIn()
    expect((await reviews().own(learner)).draft).to.equal(null)
  })

  it('writes all of a decision or nothing: cut off before its job was sent, nobody was told and nothing decided', async () => {
    const id = await handIn()
    const cut = createApp({ ...course.tool.deps, store: cutOff(course.tool.store) }, course.tool)
    const failed = await cut.reviews.decide(tutor, id, ACCEPTED).catch((error: Error) => error.message)
    expect(failed).to.equal('cut off')
    expect((await latest()).state).to.equal('submitted')
    expect((await told(learner)).some((kind) => kind.startsWith('evidence'))).to.equal(false)
    expect(await told(tutor)).to.deep.equal(['evidence-waits'])
    await reviews().decide(tutor, id, ACCEPTED)
    expect(stranger('evidence-accepted')(await told(learner))).to.equal(1)
  })

  describe('more time', () => {
    const until = '2027-12-31T23:59:59.999Z'
    const deadline = async () => (await reviews().own(learner)).deadline
    async function ask(): Promise<string> {
      await reviews().askForTime(learner, 'My school changes its timetable')
      return (await reviews().own(learner)).extensions[0]?.id ?? ''
    }

    it('is asked for once with a reason, and granted until a later day, which counts', async () => {
      expect((await refusal(reviews().askForTime(learner, ' '))).code).to.equal('reason_missing')
      const id = await ask()
      expect((await refusal(ask())).code).to.equal('extension_waiting')
      expect(await told(tutor)).to.deep.equal(['time-asked'])
      const early = { granted: true, until: (await deadline()) ?? '', answer: null } as const
      expect((await refusal(reviews().decideTime(tutor, id, early))).code).to.equal('date_too_early')
      await reviews().decideTime(tutor, id, { granted: true, until, answer: null })
      expect(await deadline()).to.equal(until)
      expect(await told(tutor)).to.deep.equal([])
      expect(await told(learner)).to.include('time-granted')
      const late = await refusal(reviews().decideTime(other, id, { granted: false, answer: 'No' }))
      expect(late).to.include({ code: 'extension_decided', status: 409 })
    })

    it('makes evidence count that was accepted and came too late without it', async () => {
      const id = await ask()
      course.clock.advance((Date.parse('2027-12-01T00:00:00Z') - course.clock.now()) / 60_000)
      learner = await course.visit(course.learner(1))
      tutor = await course.tutor()
      await reviews().decide(tutor, await handIn(), ACCEPTED)
      expect(await course.held(course.learner(1))).to.not.include('implemented')
      await reviews().decideTime(tutor, id, { granted: true, until, answer: null })
      expect(await course.held(course.learner(1))).to.include('implemented')
    })

    it('is refused with words, and may be asked for again', async () => {
      const id = await ask()
      const bare = reviews().decideTime(tutor, id, { granted: false, answer: ' ' })
      expect((await refusal(bare)).code).to.equal('feedback_missing')
      await reviews().decideTime(tutor, id, { granted: false, answer: 'The course is over' })
      expect(await told(learner)).to.include('time-refused')
      expect((await reviews().own(learner)).extensions[0]?.answer).to.equal('The course is over')
      await ask()
    })

    it('is not asked for where there is nothing to hand in', async () => {
      await reviews().decide(tutor, await handIn(), ACCEPTED)
      expect((await refusal(ask())).code).to.equal('extension_needless')
    })
  })

  describe('what strangers see', () => {
    const shown = async () => {
      const row = (await course.credentials(course.learner(1))).find(({ level }) => level === 'implemented')
      const credentials = course.tool.app.credentials
      const { document } = await credentials.assertion(row?.id ?? '')
      const { evidence } = JSON.parse(row?.document ?? '{}')
      const page = (await credentials.page(row?.id ?? '')).evidence
      return { ob3: evidence, ob2: document.evidence, page }
    }
    const RICH = { ownPractice: 'I ask first', institution: 'We all ask', links: [LINK] }

    it('is nothing, unless the learner chose it', async () => {
      await reviews().decide(tutor, await handIn(RICH), ACCEPTED)
      expect(await shown()).to.deep.equal({ ob3: undefined, ob2: undefined, page: [] })
    })

    it('is what was previewed: in both documents, on the page, and in none of the lower credentials', async () => {
      const id = await handIn({ ...RICH, shared: ['own-practice'] })
      await reviews().share(learner, id, ['own-practice', 'links'])
      const { preview } = (await reviews().own(learner)).evidence[0] ?? {}
      await reviews().decide(tutor, id, ACCEPTED)
      const { ob3, ob2, page } = await shown()
      expect(page).to.deep.equal(preview)
      expect(page).to.deep.equal([
        { url: null, name: 'Impact on own practice', narrative: 'I ask first' },
        { url: LINK, name: 'Link', narrative: null },
      ])
      expect(ob3).to.deep.equal([
        { type: ['Evidence'], name: 'Impact on own practice', narrative: 'I ask first' },
        { id: LINK, type: ['Evidence'], name: 'Link' },
      ])
      expect(ob2).to.deep.equal([
        { type: 'Evidence', name: 'Impact on own practice', narrative: 'I ask first' },
        { id: LINK, type: 'Evidence', name: 'Link' },
      ])
      const rows = await course.credentials(course.learner(1))
      for (const row of rows.filter(({ level }) => level !== 'implemented'))
        expect(row.document).to.not.contain('I ask first')
      for (const row of rows) expect(row.document).to.not.contain('We all ask')
    })

    it('verifies, and does not change after the award', async () => {
      const id = await handIn({ ...RICH, shared: ['own-practice', 'links'] })
      await reviews().decide(tutor, id, ACCEPTED)
      const late = await refusal(reviews().share(learner, id, []))
      expect(late).to.include({ code: 'evidence_sealed', status: 409 })
      const rows = await course.credentials(course.learner(1))
      const document = rows.find(({ level }) => level === 'implemented')?.document ?? ''
      const { checks } = await course.tool.app.credentials.verify(Buffer.from(document), {})
      const schema = checks.filter((check) => check.id === 'schema' || check.id === 'parse')
      expect(schema.map(({ outcome }) => outcome)).to.deep.equal(['pass', 'pass'])
    })

    it('is signed anew where the learner chooses otherwise at that very moment', async () => {
      const id = await handIn({ ...RICH, shared: ['own-practice'] })
      const { issuerKeys } = course.tool.deps
      const current = issuerKeys.current.bind(issuerKeys)
      let changed = false
      // Whoever signs, the request or the job of the same decision.
      Object.assign(issuerKeys, {
        async current(issuer: string) {
          if (!changed) await reviews().share(learner, id, ['institution'])
          changed = true
          return current(issuer)
        },
      })
      await reviews().decide(tutor, id, ACCEPTED)
      await course.settle()
      expect((await shown()).page.map(({ narrative }) => narrative)).to.deep.equal(['We all ask'])
    })

    it('is chosen by nobody but its learner', async () => {
      const id = await handIn(RICH)
      expect((await refusal(reviews().share(tutor, id, ['links']))).code).to.equal('evidence_not_found')
      expect((await latest()).shared).to.deep.equal([])
    })
  })

  it('tells of awards and withdrawals once, whatever runs twice', async () => {
    expect(await told(learner)).to.deep.equal([
      'credential-awarded completed',
      'credential-awarded demonstrated',
    ])
    await course.refresh(course.courseId)
    await course.tool.app.withdraw(tutor, learner.person?.id ?? '', 'completed', 'Somebody else’s work')
    expect(await told(learner)).to.deep.equal([
      'credential-awarded completed',
      'credential-awarded demonstrated',
      'credential-withdrawn completed',
      'credential-withdrawn demonstrated',
    ])
    await reviews().putAway(learner, null)
    expect(await told(learner)).to.deep.equal([])
  })
})

/** The same store, whose units of work end before they send an evaluation. */
function cutOff(store: Store): Store {
  const write: Store['write'] = (work) =>
    store.write((unit: UnitOfWork) => {
      const jobs: UnitOfWork['jobs'] = {
        async send(name, ...rest) {
          if (name === 'evaluate') throw new Error('cut off')
          return unit.jobs.send(name, ...rest)
        },
      }
      return work({ ...unit, jobs })
    })
  return { ...store, write }
}
