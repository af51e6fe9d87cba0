import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Visit } from '../../../src/app/contract.ts'
import type { Deps } from '../../../src/app/deps.ts'
import { publishCredentials } from '../../../src/app/issuing/publish.ts'
import { evaluateLearners } from '../../../src/app/judging/evaluate-learners.ts'
import { erasePerson } from '../../../src/app/personal/erase.ts'
import { BY_OPERATOR } from '../../../src/app/personal/record.ts'
import { refreshCourse } from '../../../src/app/reading/refresh.ts'
import { verifyBadge } from '../../../src/openbadges/index.ts'
import {
  ACCEPTED,
  type Course,
  ESSAY,
  EVIDENCE,
  openCourse,
  REFLECTION,
  refusal,
  TAKING_PART,
  upload,
} from '../course.ts'

describe('erasing a person', () => {
  let course: Course
  let ann: Visit
  let annId: string
  beforeEach(async () => {
    course = await openCourse()
    ann = await course.visit(course.learner(1))
    annId = await course.personId(course.learner(1))
  })
  afterEach(() => course.close())

  const app = () => course.tool.app
  const store = () => course.tool.store
  const erase = async (personId = annId) => {
    const person = await store().people.byId(personId)
    if (person) await erasePerson(course.tool.deps, person, BY_OPERATOR)
  }
  /** What is held about the person of that id, whoever that is now. */
  const leftOf = async (personId: string) => {
    const { platform } = course
    const nobody = {
      id: personId,
      platformId: platform.id,
      sub: '',
      name: null,
      email: null,
      sourcedId: null,
    }
    return Object.keys(await store().personal.held(nobody))
  }
  const earn = (...levels: readonly ('completed' | 'demonstrated')[]) =>
    course.earn(course.learner(1), ...levels)

  it('leaves of a credential that it no longer exists: its page, its documents and its badge say so, and about nobody', async () => {
    await earn('completed', 'demonstrated')
    const [old] = await course.credentials(course.learner(1))
    if (!old) throw new Error('nothing was awarded')
    const { deps } = course.tool
    const trustedKeys = new Map([
      [
        `${course.toolUrl}/issuers/${deps.defaultIssuerId}`,
        await deps.issuerKeys.published(deps.defaultIssuerId),
      ],
    ])
    await erase()
    const { credentials } = app()
    const asked = [
      credentials.page(old.id),
      credentials.document(old.id),
      ...(['png', 'svg', 'pdf', 'jwt'] as const).map((form) => credentials.file(old.id, form)),
    ]
    for (const answer of await Promise.all(asked.map(refusal)))
      expect(answer).to.include({
        code: 'credential_erased',
        status: 410,
      })
    expect(await refusal(credentials.standsFor(old.id))).to.include({ status: 410 })
    const listed = JSON.stringify(await credentials.revocationList(deps.defaultIssuerId))
    expect(listed).to.contain(old.id)
    const { document, gone } = await credentials.assertion(old.id)
    expect(gone).to.equal(true)
    expect(Object.keys(document)).to.have.members(['@context', 'type', 'id', 'revoked', 'revocationReason'])
    expect(document).to.include({ revoked: true, revocationReason: 'This credential no longer exists.' })
    const fetched = (async () =>
      new Response(JSON.stringify(await credentials.statusList(old.statusListId)))) as typeof fetch
    const { verdict, checks } = await verifyBadge(Buffer.from(old.document), {
      fetch: fetched,
      clock: course.clock.now,
      trustedKeys,
    })
    expect(verdict).to.equal('invalid')
    expect(checks.find(({ id }) => id === 'status')?.outcome).to.equal('fail')
    // The next award takes the next place.
    await course.earn(course.learner(2), 'completed')
    const [next] = await course.credentials(course.learner(2))
    expect(next?.statusIndex).to.be.above(old.statusIndex)
  })

  it('takes their scores out of the gradebook, of levels and of their work, and nobody else’s', async () => {
    await course.addLinks({ coursework: [REFLECTION] })
    ann = await course.visit(course.learner(1), { link: REFLECTION.title })
    await app().work.handIn(ann, { text: 'Mine', url: null, files: [] })
    await course.settle()
    await course.refresh(course.courseId)
    await course.earn(course.learner(2), 'completed')
    await earn('completed')
    const work = course.column(REFLECTION.title)
    const score = (n: number) => course.published('completed', course.learner(n))?.score ?? null
    expect([score(1), score(2), course.vle.gradeOf(work.id, course.learner(1).id)?.score]).to.deep.equal([
      1, 1, 1,
    ])
    await erase()
    await course.settle()
    expect([score(1), score(2)]).to.deep.equal([null, 1])
    expect(course.vle.gradeOf(work.id, course.learner(1).id)?.score ?? null).to.equal(null)
    expect(await store().personal.removals(course.courseId, '9999', 9)).to.deep.equal([])
  })

  it('removes their files, ends their visits, and leaves nobody a page of theirs', async () => {
    await earn('completed', 'demonstrated')
    const [kept, loose] = [
      await app().files.receive(ann, 'evidence', upload('Plan.txt')),
      await app().files.receive(ann, 'evidence', upload('Loose.txt')),
    ]
    await app().reviews.submit(ann, { ...EVIDENCE, files: [kept.id] })
    const tutor = await course.tutor()
    await erase()
    const onDisk = await readdir(join(course.folder, 'files'), { recursive: true, withFileTypes: true })
    // A file that may still be on its way is swept once it cannot be any more.
    expect(onDisk.filter((one) => one.isFile()).map(({ name }) => name)).to.deep.equal([loose.id])
    expect(await store().files.byId(course.courseId, loose.id)).to.equal(null)
    expect(await store().sessions.find(ann.session.id, '2026-01-01')).to.equal(null)
    expect(await store().sessions.create(ann.session), 'a launch that was under way').to.equal(false)
    expect(await refusal(app().learner(tutor, annId))).to.include({ code: 'learner_not_found' })
    expect(await leftOf(annId)).to.deep.equal(['auditLines'])
  })

  it('leaves what they decided about others, and the record of it without a name or a reason about them', async () => {
    const tutor = await course.tutor()
    const learner = await course.visit(course.learner(2))
    await course.earn(course.learner(2), 'completed', 'demonstrated')
    await app().reviews.submit(learner, EVIDENCE)
    const [evidence] = (await app().reviews.own(learner)).evidence
    await app().reviews.decide(tutor, evidence?.id ?? '', { ...ACCEPTED, feedback: 'Clear' })
    await course.settle()
    await app().awardByHand(tutor, annId, 'completed', 'Ann was ill')
    await erase(tutor.person?.id)
    await erase()
    const [seen] = (await app().reviews.own(learner)).evidence
    expect(seen?.state).to.equal('accepted')
    expect(seen?.reviews.map(({ verdict, feedback }) => [verdict, feedback])).to.deep.equal([
      ['accepted', 'Clear'],
    ])
    expect(await course.held(course.learner(2))).to.include('implemented')
    const { entries } = await app().records.audit(await course.administrator(), {
      person: annId,
      action: 'credential.awarded',
      from: null,
      before: null,
      offset: 0,
      limit: 9,
    })
    const [line] = entries
    expect(line).to.deep.include({ actor: null, subject: null })
    expect(line?.line).to.include({ reason: null, subjectId: annId, actorId: tutor.person?.id })
  })

  it('makes somebody whom the VLE still names somebody new, with what the VLE itself says and no more', async () => {
    await earn('completed')
    const [old] = await course.credentials(course.learner(1))
    await erase()
    await course.refresh(course.courseId)
    const again = await course.personId(course.learner(1))
    expect(again).not.to.equal(annId)
    expect(
      (await store().audit.ofCourse(course.courseId, 99)).some(({ subjectId }) => subjectId === again),
    ).to.equal(true)
    const [fresh] = await course.credentials(course.learner(1))
    expect(fresh?.id).not.to.equal(old?.id)
    expect(await refusal(app().credentials.page(old?.id ?? ''))).to.include({ status: 410 })
    expect(await leftOf(annId)).to.deep.equal(['auditLines'])
  })

  describe('while something about them is under way', () => {
    /** What the tool works with, but for one thing, before whose answer the person is erased. */
    const meanwhile = (change: (deps: Deps) => Partial<Deps>): Deps => {
      const { deps } = course.tool
      return { ...deps, ...change(deps) }
    }

    it('a batch of awards writes nothing about them, and the next try awards the others', async () => {
      course.grade(TAKING_PART, course.learner(1), 8)
      course.grade(TAKING_PART, course.learner(2), 8)
      const benId = await course.visit(course.learner(2)).then(({ person }) => person?.id ?? '')
      await course.administrator()
      const { deps } = course.tool
      const signing = meanwhile(({ signer }) => ({
        signer: {
          async sign(...call) {
            const signed = await signer.sign(...call)
            await erase()
            return signed
          },
        },
      }))
      await evaluateLearners(deps, course.courseId, [])
      await course.tool.engine.stop()
      await refreshCourse(deps, course.courseId)
      const batch = evaluateLearners(signing, course.courseId, [annId, benId])
      expect(await batch.catch((error: Error) => error.message)).to.match(/FOREIGN KEY/i)
      expect(await leftOf(annId)).to.deep.equal(['auditLines'])
      await evaluateLearners(deps, course.courseId, [annId, benId])
      expect(await course.held(course.learner(2))).to.deep.equal(['completed'])
      expect(await leftOf(annId)).to.deep.equal(['auditLines'])
    })

    it('a score that goes out at this very moment is taken out again', async () => {
      await course.tool.engine.stop()
      await course.tool.app.awardByHand(await tutorWithoutQueue(), annId, 'completed', 'Seen')
      const posting = meanwhile(({ store }) => ({
        store: {
          ...store,
          credentials: {
            ...store.credentials,
            async offer(...call) {
              const offered = await store.credentials.offer(...call)
              await erase()
              return offered
            },
          },
        },
      }))
      await publishCredentials(posting, course.courseId)
      expect(course.published('completed', course.learner(1))?.score, 'for a moment').to.equal(1)
      await publishCredentials(course.tool.deps, course.courseId)
      expect(course.published('completed', course.learner(1))?.score ?? null).to.equal(null)
    })

    it('a reading of the VLE begins anew, and remembers nobody who is not there', async () => {
      await earn('completed')
      course.grade(ESSAY, course.learner(2), 7)
      let pages = 0
      await refreshCourse(course.tool.deps, course.courseId, async () => {
        pages += 1
        if (pages === 1) await erase()
      })
      expect(pages, 'read twice').to.be.above(1)
      const snapshots = await store().snapshots.ofCourse(course.courseId)
      const subs = Object.keys(snapshots.get('roster')?.entries ?? {})
      const known = await store().people.idsBySub(course.platform.id, subs)
      expect(subs.filter((sub) => !known.has(sub))).to.deep.equal([])
      expect(await leftOf(annId)).to.deep.equal(['auditLines'])
    })

    it('jobs that wait about them do nothing', async () => {
      await course.tool.engine.stop()
      const { courseId } = course
      await store().write(async (unit) => {
        await unit.jobs.send('evaluate', { courseId, personIds: [annId], endsRun: false })
        await unit.jobs.send('post-work', { courseId, activityId: course.courseId, personId: annId })
        await unit.jobs.send('mail', { courseId })
      })
      await erase()
      await course.tool.engine.start(course.tool.handlers)
      await course.settle()
      expect(await course.tool.engine.counts()).to.deep.equal({ waiting: 0, running: 0, dead: 0 })
      expect(await leftOf(annId)).to.deep.equal(['auditLines'])
    })

    /** A visit whose launch waits for no job. */
    async function tutorWithoutQueue(): Promise<Visit> {
      const opened = await app().launch(course.launch(course.school.tutors[0]))
      return app().visit(opened.id, opened.secret)
    }
  })

  describe('by an administrator', () => {
    it('of the institution shows what goes, asks for the name, and is recorded', async () => {
      await earn('completed')
      const administrator = await course.administrator()
      const { goes, listed, confirmation } = await app().personal.preview(administrator, annId)
      expect(goes).to.include({ credentials: 1, files: 0 })
      expect([listed, confirmation]).to.deep.equal([true, ann.person?.name])
      const wrong = app().personal.erase(administrator, annId, 'somebody else')
      expect(await refusal(wrong)).to.include({ code: 'erase_unconfirmed', status: 422 })
      expect(await store().people.byId(annId)).not.to.equal(null)
      await app().personal.erase(administrator, annId, ` ${confirmation.toUpperCase()} `)
      expect(await store().people.byId(annId)).to.equal(null)
      const line = await store().audit.latest(course.courseId, 'person.erased')
      expect(line).to.include({ actorId: administrator.person?.id, subjectId: annId, reason: null })
      const gone = app().personal.erase(administrator, annId, confirmation)
      expect(await refusal(gone)).to.include({ code: 'learner_not_found', status: 404 })
    })

    it('is not for one of the course alone, for tutors, or for oneself', async () => {
      const ofCourse = await course.visit(course.school.administrator, { administersInstitution: false })
      const name = ann.person?.name ?? ''
      for (const [visit, code] of [
        [ofCourse, 'not_institution'],
        [await course.tutor(), 'not_allowed'],
      ] as const) {
        expect(await refusal(app().personal.erase(visit, annId, name))).to.include({ code, status: 403 })
        expect(await refusal(app().personal.preview(visit, annId))).to.include({ code, status: 403 })
      }
      const administrator = await course.administrator()
      const own = app().personal.erase(administrator, administrator.person?.id ?? '', 'x')
      expect(await refusal(own)).to.include({ code: 'erase_oneself', status: 409 })
    })

    it('is not for somebody of another platform, with the same sub as well', async () => {
      const elsewhere = { ...course.platform, id: course.tool.random.uuid(), issuer: 'https://other.test' }
      await store().platforms.save(elsewhere)
      const { sub, name } = ann.person ?? { sub: '', name: '' }
      const stranger = await store().people.upsert(elsewhere.id, { sub, name, email: null, sourcedId: null })
      const administrator = await course.administrator()
      const refused = app().personal.erase(administrator, stranger.id, name ?? '')
      expect(await refusal(refused)).to.include({ code: 'learner_not_found', status: 404 })
      await app().personal.erase(administrator, annId, name ?? '')
      expect((await store().people.byId(stranger.id))?.name).to.equal(name)
    })
  })
})
