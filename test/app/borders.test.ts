import { expect } from 'chai'
import type { App, Visit } from '../../src/app/contract.ts'
import {
  ACCEPTED,
  type Course,
  deepLinking,
  EVIDENCE,
  NOTHING,
  openCourse,
  REFLECTION,
  refusal,
  upload,
} from './course.ts'

const QUERY = { search: null, holds: null, attention: null, offset: 0, limit: 50 } as const

/** What belongs to course A. */
interface Theirs {
  readonly personId: string
  readonly evidenceId: string
  readonly activityId: string
  /** Course work, with a hand-in and its file. */
  readonly workId: string
  readonly submissionId: string
  readonly fileId: string
  readonly extensionId: string
}

/** Every method of the app that takes the id of something, tried with theirs, and the refusal that is due. */
const ATTEMPTS: readonly [
  what: string,
  code: string,
  attempt: (app: App, visit: Visit, theirs: Theirs) => Promise<unknown>,
][] = [
  ['read a learner', 'learner_not_found', (app, visit, { personId }) => app.learner(visit, personId)],
  [
    'award',
    'learner_not_found',
    (app, visit, { personId }) => app.awardByHand(visit, personId, 'completed', 'Why not'),
  ],
  [
    'withdraw',
    'learner_not_found',
    (app, visit, { personId }) => app.withdraw(visit, personId, 'completed', 'Why not'),
  ],
  [
    'decide on evidence',
    'evidence_not_found',
    (app, visit, { evidenceId }) => app.reviews.decide(visit, evidenceId, ACCEPTED),
  ],
  [
    'read evidence to review',
    'evidence_not_found',
    (app, visit, { evidenceId }) => app.reviews.toReview(visit, evidenceId),
  ],
  [
    'choose what is shown of evidence',
    'evidence_not_found',
    (app, visit, { evidenceId }) => app.reviews.share(visit, evidenceId, ['links']),
  ],
  [
    'read a wish for more time',
    'extension_not_found',
    (app, visit, { extensionId }) => app.reviews.extension(visit, extensionId),
  ],
  [
    'answer a wish for more time',
    'extension_not_found',
    (app, visit, { extensionId }) =>
      app.reviews.decideTime(visit, extensionId, { granted: false, answer: 'No' }),
  ],
  [
    'map an activity',
    'activity_gone',
    (app, visit, { activityId }) => app.setKinds(visit, new Map([[activityId, null]])),
  ],
  [
    'mark work',
    'work_not_found',
    (app, visit, { submissionId }) =>
      app.work.mark(visit, submissionId, { score: 1, feedback: null, basedOn: 0 }),
  ],
  ['set points', 'activity_gone', (app, visit, { workId }) => app.work.setMarking(visit, workId, 5)],
  [
    'list who handed in',
    'activity_gone',
    (app, visit, { workId }) => app.work.handedIn(visit, workId, { waiting: false, offset: 0, limit: 10 }),
  ],
  ['fetch a file', 'file_not_found', (app, visit, { fileId }) => app.files.open(visit, fileId)],
]

describe('the border of a course', () => {
  let course: Course
  let theirs: Theirs
  /** Staff of another course of the same VLE, and of a course with the same id on another platform. */
  const strangers = new Map<string, Visit>()

  before(async () => {
    course = await openCourse()
    const { vle, school, tool } = course
    const learner = course.learner(1)
    await course.earn(learner, 'completed', 'demonstrated')
    const visit = await course.visit(learner)
    await tool.app.reviews.submit(visit, { ...EVIDENCE, ownPractice: 'Ours' })
    await tool.app.reviews.askForTime(visit, 'Busy')
    const personId = visit.person?.id ?? ''
    const [evidence] = await tool.store.work.evidence(course.courseId, personId)
    const [activity] = await tool.store.activities.ofCourse(course.courseId)
    await course.addLinks({ coursework: [REFLECTION] })
    const working = await course.visit(learner, { link: REFLECTION.title })
    const file = await tool.app.files.receive(working, 'coursework', upload('Mine.txt'))
    await tool.app.work.handIn(working, { text: '', url: null, files: [file.id] })
    const { activity: work, handIns } = await tool.app.work.own(working)
    theirs = {
      personId,
      evidenceId: evidence?.id ?? '',
      activityId: activity?.id ?? '',
      workId: work.id,
      submissionId: handIns[0]?.id ?? '',
      fileId: file.id,
      extensionId: (await tool.store.reviews.extensions(course.courseId, personId))[0]?.id ?? '',
    }
    await course.settle()

    vle.addCourse({ id: '8', label: 'OTHER', title: 'Another course' })
    vle.enrol('8', '34', 'Instructor')
    strangers.set('a tutor of another course', await course.visit(school.tutors[1], { courseId: '8' }))
    strangers.set(
      'an administrator of another course',
      await course.visit(school.administrator, { courseId: '8' }),
    )
    const registration = await tool.store.platforms.save({
      ...course.platform,
      id: tool.random.uuid(),
      issuer: 'https://elsewhere.example',
      name: 'Another VLE',
    })
    // Same course id, same user id: only the platform differs.
    const elsewhere = { registration, memberships: null, grades: null }
    strangers.set('a tutor of another platform', await course.visit(school.tutors[0], elsewhere))
    strangers.set('an administrator of another platform', await course.visit(school.administrator, elsewhere))
  })
  after(() => course.close())

  const everything = async () => {
    const { store } = course.tool
    return {
      credentials: await store.credentials.ofLearner(course.courseId, theirs.personId),
      evidence: await store.work.evidence(course.courseId, theirs.personId),
      work: await store.coursework.ofPerson(course.courseId, theirs.personId),
      marks: await store.coursework.marks([theirs.submissionId]),
      marking: await store.coursework.markings(course.courseId),
      files: await store.files.ofPerson(course.courseId, theirs.personId),
      activities: await store.activities.ofCourse(course.courseId),
      criteria: await store.criteria.history(course.courseId),
      audit: await store.audit.ofCourse(course.courseId, 100),
    }
  }

  it('is there: each of them is in a course of their own', () => {
    for (const [who, visit] of strangers) expect(visit.course.id, who).not.to.equal(course.courseId)
    expect(strangers.get('a tutor of another platform')?.course.contextId).to.equal('2')
  })

  for (const who of [
    'a tutor of another course',
    'a tutor of another platform',
    'an administrator of another course',
    'an administrator of another platform',
  ])
    for (const [what, code, attempt] of ATTEMPTS)
      it(`does not let ${who} ${what} across it`, async () => {
        const before = await everything()
        const visit = strangers.get(who)
        if (!visit) throw new Error(`nobody is ${who}`)
        expect((await refusal(attempt(course.tool.app, visit, theirs))).code).to.equal(code)
        await course.settle()
        expect(await everything()).to.deep.equal(before)
      })

  it('keeps what has no id of its own to the visit’s course: lists, criteria, columns, links, runs', async () => {
    const { app, store } = course.tool
    const before = await everything()
    for (const [who, visit] of strangers) {
      const { listing, counts } = await app.progress(visit, QUERY)
      expect([listing.rows, counts.learners, counts.evidence], who).to.deep.equal([[], 0, 0])
      const { current, activities } = await app.criteria(visit)
      expect([current.courseId, activities], who).to.deep.equal([visit.course.id, []])
      expect((await app.refreshRun(visit))?.courseId, who).not.to.equal(course.courseId)
      expect((await app.requestRefresh(visit)).courseId, who).to.equal(visit.course.id)
      if (visit.session.role === 'administrator')
        await app.saveCriteria(visit, {
          basedOn: current.version,
          criteria: current.criteria,
          note: 'Theirs',
        })
    }
    await course.settle()
    const settings = { ...deepLinking(course), courseId: '8' }
    const linking = await course.visit(course.school.tutors[1], settings)
    await app.deepLink(linking, { ...NOTHING, checkIns: ['Session'] })
    expect((await store.activities.ofCourse(linking.course.id)).map((one) => one.title)).to.deep.equal([
      'Session',
    ])
    await course.settle()
    expect(await everything()).to.deep.equal(before)
  })

  it('takes nobody in by a link that names the other course’s activity, as a copied course may hold', async () => {
    const { app, store } = course.tool
    course.vle.enrol('8', course.learner(2).id, 'Learner')
    const custom = { ladder_link: 'coursework', ladder_activity: theirs.activityId }
    const visit = await course.visit(course.learner(2), { courseId: '8', custom })
    expect(visit.session.launch.activityId).to.equal(null)
    const tried = [
      app.work.handIn(visit, { text: 'Mine', url: null, files: [] }),
      app.work.own(visit),
      app.checkIn(visit),
    ]
    for (const error of await Promise.all(tried.map(refusal))) expect(error.code).to.equal('activity_gone')
    const facts = await store.participation.facts(course.courseId, [visit.person?.id ?? ''])
    expect(facts.get(visit.person?.id ?? '')?.participation).to.deep.equal([])
  })

  it('keeps a person’s credentials of one course out of their ladder in another', async () => {
    course.vle.enrol('8', course.learner(1).id, 'Learner')
    const visit = await course.visit(course.learner(1), { courseId: '8' })
    expect(visit.person?.id, 'the same person').to.equal(theirs.personId)
    const { rungs, evidence } = await course.tool.app.ladder(visit)
    expect(rungs.map((rung) => rung.credential)).to.deep.equal([null, null, null])
    expect(evidence).to.deep.equal([])
    expect(
      await refusal(course.tool.app.reviews.submit(visit, { ...EVIDENCE, ownPractice: 'x' })),
    ).to.include({
      code: 'evidence_locked',
    })
  })
})
