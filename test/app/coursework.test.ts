import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect } from 'chai'
import type { Visit } from '../../src/app/contract.ts'
import { sweepFiles } from '../../src/app/files/remove.ts'
import { type Course, openCourse, REFLECTION, refusal, upload } from './course.ts'

const WORK = REFLECTION.title
const PAGE = { waiting: false, offset: 0, limit: 10 }

describe('course work', () => {
  let course: Course
  let ann: Visit
  beforeEach(async () => {
    course = await openCourse()
    await course.addLinks({ coursework: [REFLECTION] })
    ann = await course.visit(course.learner(1), { link: WORK })
  })
  afterEach(() => course.close())

  const app = () => course.tool.app
  const receive = (visit: Visit, name: string, content?: string) =>
    app().files.receive(visit, 'coursework', upload(name, content))
  const handIn = (visit: Visit, words: string, ...files: string[]) =>
    app().work.handIn(visit, { text: words, url: null, files })
  /** Ids of the files whose bytes are there. */
  const onDisk = async () => {
    const folder = join(course.folder, 'files')
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    return entries.filter((one) => one.isFile()).map((one) => one.name)
  }

  describe('handed in', () => {
    it('is kept, hand-in by hand-in, with files that the next one can keep', async () => {
      const plan = await receive(ann, 'Plan.txt', 'The plan')
      await handIn(ann, 'First', plan.id)
      course.clock.advance(5)
      const more = await receive(ann, 'More.txt')
      await handIn(ann, 'Second', plan.id, more.id)
      const { handIns, draft } = await app().work.own(ann)
      expect(
        handIns.map(({ text: words, files }) => [words, ...files.map(({ name }) => name)]),
      ).to.deep.equal([
        ['Second', 'Plan.txt', 'More.txt'],
        ['First', 'Plan.txt'],
      ])
      expect(draft).to.equal(null)
      const { file, stream } = await app().files.open(ann, plan.id)
      expect([file.standing, await text(stream)]).to.deep.equal(['handed-in', 'The plan'])
    })

    it('twice the same is one hand-in, also at the same moment', async () => {
      await Promise.all([handIn(ann, 'Once'), handIn(ann, 'Once')])
      await handIn(ann, 'Once')
      expect((await app().work.own(ann)).handIns).to.have.length(1)
    })

    it('needs something to hand in', async () => {
      expect(await refusal(handIn(ann, ''))).to.include({ code: 'work_empty', status: 422 })
    })

    it('is told in the audit', async () => {
      await handIn(ann, 'Mine')
      const line = await course.tool.store.audit.latest(course.courseId, 'work.handed-in')
      expect(line).to.include({ actorId: ann.person?.id, subjectId: ann.person?.id })
    })
  })

  describe('in a draft', () => {
    it('waits for the next launch, with its files, and is gone once it is handed in', async () => {
      const file = await receive(ann, 'Plan.txt')
      await app().work.saveDraft(ann, { text: 'Half a sent', url: 'htt', files: [file.id] })
      course.clock.advance(24 * 60)
      await sweepFiles(course.tool.deps)
      const tomorrow = await course.visit(course.learner(1), { link: WORK })
      const { draft } = await app().work.own(tomorrow)
      expect(draft).to.deep.include({ text: 'Half a sent', url: 'htt' })
      expect(draft?.files.map(({ id }) => id)).to.deep.equal([file.id])
      await handIn(tomorrow, 'Half a sentence', file.id)
      expect((await app().work.own(tomorrow)).draft).to.equal(null)
    })

    it('keeps its files while only words are saved, and removes for good what is taken out', async () => {
      const [one, two] = [await receive(ann, 'One.txt'), await receive(ann, 'Two.txt')]
      await app().work.saveDraft(ann, { text: 'a', url: null, files: [one.id, two.id] })
      await app().work.saveDraft(ann, { text: 'ab', url: null })
      expect((await app().work.own(ann)).draft?.files).to.have.length(2)
      await app().work.saveDraft(ann, { text: 'ab', url: null, files: [two.id] })
      expect(await onDisk()).to.deep.equal([two.id])
      expect((await refusal(app().files.open(ann, one.id))).code).to.equal('file_not_found')
      await app().work.dropDraft(ann)
      expect(await onDisk()).to.deep.equal([])
      expect((await app().work.own(ann)).draft).to.equal(null)
    })

    it('never takes away what was handed in', async () => {
      const file = await receive(ann, 'Plan.txt')
      await handIn(ann, 'First', file.id)
      await app().work.saveDraft(ann, { text: 'Second', url: null, files: [file.id] })
      await app().work.saveDraft(ann, { text: 'Second', url: null, files: [] })
      await app().work.dropDraft(ann)
      expect(await onDisk()).to.deep.equal([file.id])
      expect((await app().work.own(ann)).handIns[0]?.files).to.have.length(1)
    })

    it('is none where it says what was handed in', async () => {
      await handIn(ann, 'Mine')
      expect(await app().work.saveDraft(ann, { text: 'Mine', url: '' })).to.equal(null)
      expect((await app().work.own(ann)).draft).to.equal(null)
    })

    it('is nobody else’s to see: not its words, not its files', async () => {
      const file = await receive(ann, 'Plan.txt')
      await app().work.saveDraft(ann, { text: 'Secret', url: null, files: [file.id] })
      const tutor = await course.tutor()
      const { work } = await app().learner(tutor, ann.person?.id ?? '')
      expect(work).to.deep.equal([])
      expect((await refusal(app().files.open(tutor, file.id))).code).to.equal('file_not_found')
    })
  })

  describe('in files', () => {
    it('is one’s own and one’s tutors’, and no other learner’s', async () => {
      const file = await receive(ann, 'Plan.txt', 'The plan')
      await handIn(ann, '', file.id)
      const ben = await course.visit(course.learner(2), { link: WORK })
      for (const attempt of [
        app().files.open(ben, file.id),
        handIn(ben, 'Mine', file.id),
        app().work.saveDraft(ben, { text: 'Mine', url: null, files: [file.id] }),
      ])
        expect(await refusal(attempt)).to.include({ code: 'file_not_found', status: 404 })
      expect((await app().work.own(ben)).handIns).to.deep.equal([])
      const { stream } = await app().files.open(await course.tutor(), file.id)
      expect(await text(stream)).to.equal('The plan')
    })

    it('is taken from nobody who only looks with a learner’s eyes', async () => {
      const looking = {
        ...ann,
        session: { ...ann.session, launch: { ...ann.session.launch, looking: 'staff' as const } },
      }
      expect(await refusal(receive(looking, 'Plan.txt'))).to.include({ code: 'only_looking' })
      expect(await onDisk()).to.deep.equal([])
    })

    it('leaves nothing where the process was killed before somebody took them', async () => {
      const { deps, store } = course.tool
      const kept = await receive(ann, 'Kept.txt')
      await handIn(ann, '', kept.id)
      // Killed after the bytes and the row were written, and before the hand-in was.
      await receive(ann, 'Loose.txt')
      // Killed between the row and the bytes.
      const row = { ...kept, id: 'never-came', standing: 'loose' as const }
      await store.files.insert(row)
      // Killed while a draft's file was being removed.
      const going = await receive(ann, 'Going.txt')
      await store.files.release(going, [going.id], going.since)
      expect(await onDisk()).to.have.length(3)
      course.clock.advance(30)
      await sweepFiles(deps)
      expect(await onDisk(), 'somebody may be at it still').to.have.length(3)
      course.clock.advance(4 * 60)
      await sweepFiles(deps)
      expect(await onDisk()).to.deep.equal([kept.id])
      const ids = [kept.id, row.id, going.id]
      expect((await store.files.byIds(course.courseId, ids)).map(({ id }) => id)).to.deep.equal([kept.id])
    })
  })

  describe('that is marked', () => {
    let tutor: Visit
    const grade = (n: number) => course.vle.gradeOf(course.column(WORK).id, course.learner(n).id)
    const activityId = () => ann.session.launch.activityId ?? ''
    const latest = async (visit: Visit) => (await app().work.own(visit)).handIns[0]
    const mark = async (visit: Visit, score: number, feedback: string | null = null, by = tutor) => {
      const work = await latest(visit)
      await app().work.mark(by, work?.id ?? '', { score, feedback, basedOn: work?.marks.length ?? 0 })
      await course.settle()
    }
    const record = async (visit: Visit) => {
      const id = visit.person?.id ?? ''
      const facts = await course.tool.store.participation.facts(course.courseId, [id])
      return facts.get(id)?.participation.find((one) => one.activityId === activityId())
    }
    beforeEach(async () => {
      tutor = await course.tutor()
      await app().work.setMarking(tutor, activityId(), 20)
    })

    it('counts as handed in at once, and has no grade until there is a mark', async () => {
      await handIn(ann, 'Mine')
      await course.settle()
      expect(await record(ann)).to.include({ completed: true, score: null })
      expect(grade(1), 'the VLE’s own completion waits for the grade').to.equal(null)
      expect(course.vle.log.count({ service: 'scores', status: 200 })).to.equal(1)
      const { rows, waiting } = await app().work.handedIn(tutor, activityId(), PAGE)
      expect([waiting, rows[0]?.mark]).to.deep.equal([1, null])
    })

    it('brings the score to the record, and with the feedback to the gradebook', async () => {
      const handedInAt = new Date(course.clock.now()).toISOString()
      await handIn(ann, 'Mine')
      await course.settle()
      course.clock.advance(60)
      await mark(ann, 15, 'Well argued.')
      expect(await record(ann)).to.include({
        completed: true,
        score: 15,
        maximum: 20,
        observedAt: handedInAt,
      })
      expect(grade(1)).to.include({ score: 0.75, comment: 'Well argued.', timestamp: course.clock.now() })
      const line = await course.tool.store.audit.latest(course.courseId, 'work.marked')
      expect(line).to.deep.include({
        actorId: tutor.person?.id,
        subjectId: ann.person?.id,
        reason: 'Well argued.',
      })
      expect(line?.detail).to.include({ before: null, score: 15, maximum: 20 })
    })

    it('reaches the gradebook also where the mark comes in the second of the hand-in', async () => {
      await handIn(ann, 'Mine')
      await course.settle()
      await mark(ann, 15)
      await mark(ann, 16)
      expect(grade(1)?.score).to.equal(0.8)
    })

    it('can be marked anew, and tells every mark', async () => {
      await handIn(ann, 'Mine')
      await mark(ann, 5, 'Say more.')
      course.clock.advance(60)
      await mark(ann, 12.5, 'Better on second reading.')
      expect((await latest(ann))?.marks.map(({ score, number }) => [number, score])).to.deep.equal([
        [2, 12.5],
        [1, 5],
      ])
      expect(grade(1)).to.include({ score: 0.625, comment: 'Better on second reading.' })
      expect((await record(ann))?.score).to.equal(12.5)
    })

    it('waits again once it is handed in anew, and keeps its grade until then', async () => {
      await handIn(ann, 'First')
      await course.settle()
      course.clock.advance(60)
      await mark(ann, 5, 'Say more.')
      const first = await latest(ann)
      course.clock.advance(60)
      await handIn(ann, 'Second')
      await course.settle()
      expect(grade(1)?.score).to.equal(0.25)
      expect((await app().work.activities(tutor))[0]).to.include({ handedIn: 1, waiting: 1 })
      const old = app().work.mark(tutor, first?.id ?? '', { score: 6, feedback: null, basedOn: 1 })
      expect(await refusal(old)).to.include({ code: 'work_changed', status: 409 })
      await mark(ann, 18)
      expect(grade(1)?.score).to.equal(0.9)
      expect((await app().work.activities(tutor))[0]).to.include({ handedIn: 1, waiting: 0 })
    })

    it('is decided once where two tutors mark at the same moment', async () => {
      await handIn(ann, 'Mine')
      const other = await course.visit(course.school.tutors[1])
      const results = await Promise.allSettled([mark(ann, 5, 'One'), mark(ann, 18, 'Two', other)])
      const [lost] = results.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
      expect(lost).to.include({ code: 'already_marked', status: 409 })
      const marks = (await latest(ann))?.marks ?? []
      expect(marks).to.have.length(1)
      expect((await record(ann))?.score).to.equal(marks[0]?.score)
    })

    it('takes no score over the maximum, from nobody but staff, and none where it is not marked', async () => {
      await handIn(ann, 'Mine')
      expect(await refusal(mark(ann, 20.5))).to.include({ code: 'score_out_of_range', status: 422 })
      expect(await refusal(mark(ann, -1))).to.include({ code: 'score_out_of_range' })
      expect(await refusal(mark(ann, 20, null, ann))).to.include({ code: 'not_allowed' })
      expect(await refusal(app().work.setMarking(ann, activityId(), 5))).to.include({ code: 'not_allowed' })
      await app().work.setMarking(tutor, activityId(), null)
      expect(await refusal(mark(ann, 20))).to.include({ code: 'marking_off', status: 409 })
      expect(await record(ann)).to.include({ score: null })
    })

    it('gives those who wait their full score once marking ends, and leaves marks as they are', async () => {
      const ben = await course.visit(course.learner(2), { link: WORK })
      await handIn(ann, 'Mine')
      await handIn(ben, 'Mine too')
      await course.settle()
      course.clock.advance(60)
      await mark(ann, 5)
      course.clock.advance(60)
      await app().work.setMarking(tutor, activityId(), null)
      await course.settle()
      expect([grade(1)?.score, grade(2)?.score]).to.deep.equal([0.25, 1])
    })

    it('lists who handed in, in pages, the one who waits longest first', async () => {
      for (const n of [3, 1, 2]) {
        const visit = await course.visit(course.learner(n), { link: WORK })
        await handIn(visit, `Work of ${n}`)
        course.clock.advance(1)
        if (n === 1) await mark(visit, 10)
      }
      const page = (more: object) => app().work.handedIn(tutor, activityId(), { ...PAGE, ...more })
      const subs = async (more: object) => (await page(more)).rows.map(({ person }) => person.sub)
      const [one, two, three] = [1, 2, 3].map((n) => course.learner(n).id)
      expect(await subs({})).to.deep.equal([three, one, two])
      expect(await subs({ limit: 1, offset: 1 })).to.deep.equal([one])
      expect(await subs({ waiting: true })).to.deep.equal([three, two])
      expect(await page({ limit: 1 })).to.include({ total: 3, handedIn: 3, waiting: 2 })
    })
  })
})
