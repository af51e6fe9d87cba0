import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect } from 'chai'
import type { EvidenceInput, Visit } from '../../src/app/contract.ts'
import { sweepFiles } from '../../src/app/files/remove.ts'
import type { EvidenceDraft } from '../../src/app/model.ts'
import { ACCEPTED, type Course, EVIDENCE, openCourse, REFLECTION, refusal, upload } from './course.ts'

const DRAFT: Pick<EvidenceDraft, 'ownPractice' | 'institution' | 'links' | 'shared'> = {
  ownPractice: 'Half a sent',
  institution: '',
  links: '',
  shared: [],
}

describe('files in evidence', () => {
  let course: Course
  let ann: Visit
  let tutor: Visit
  beforeEach(async () => {
    course = await openCourse()
    tutor = await course.tutor()
    ann = await course.visit(course.learner(1))
    await course.earn(course.learner(1), 'completed', 'demonstrated')
  })
  afterEach(() => course.close())

  const app = () => course.tool.app
  const reviews = () => app().reviews
  const receive = (visit: Visit, name: string, content?: string) =>
    app().files.receive(visit, 'evidence', upload(name, content))
  const submit = (visit: Visit, files: readonly string[], more: Partial<EvidenceInput> = {}) =>
    reviews().submit(visit, { ...EVIDENCE, files, ...more })
  const latest = async () => {
    const [record] = (await reviews().own(ann)).evidence
    if (!record) throw new Error('there is no evidence')
    return record
  }
  /** Ids of the files whose bytes are there. */
  const onDisk = async () => {
    const folder = join(course.folder, 'files')
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    return entries.filter((one) => one.isFile()).map((one) => one.name)
  }

  it('are read by the tutor who reviews them', async () => {
    const plan = await receive(ann, 'Plan.txt', 'What changed')
    await submit(ann, [plan.id])
    const { evidence } = await reviews().toReview(tutor, (await latest()).id)
    expect(evidence.files.map(({ name }) => name)).to.deep.equal(['Plan.txt'])
    const { stream } = await app().files.open(tutor, plan.id)
    expect(await text(stream)).to.equal('What changed')
    const line = await course.tool.store.audit.latest(course.courseId, 'evidence.submitted')
    expect(line?.detail).to.include({ files: 1 })
  })

  it('stay with each version when it is handed in again: kept, left out or new', async () => {
    const [first, second] = [await receive(ann, 'First.txt'), await receive(ann, 'Second.txt')]
    await submit(ann, [first.id, second.id])
    const returned = { ...ACCEPTED, state: 'returned', feedback: 'Tell more' } as const
    await reviews().decide(tutor, (await latest()).id, returned)
    course.clock.advance(5)
    const third = await receive(ann, 'Third.txt')
    await submit(ann, [second.id, third.id])
    const { evidence } = await reviews().own(ann)
    expect(evidence.map(({ files }) => files.map(({ name }) => name))).to.deep.equal([
      ['Second.txt', 'Third.txt'],
      ['First.txt', 'Second.txt'],
    ])
    expect(await onDisk()).to.have.members([first.id, second.id, third.id])
  })

  it('wait in a draft that is nobody else’s to see, through the sweep, and go when they are taken out', async () => {
    const [one, two] = [await receive(ann, 'One.txt'), await receive(ann, 'Two.txt')]
    await reviews().saveDraft(ann, { ...DRAFT, files: [one.id, two.id] })
    course.clock.advance(24 * 60)
    await sweepFiles(course.tool.deps)
    const { draft } = await reviews().own(await course.visit(course.learner(1)))
    expect(draft?.files.map(({ name }) => name)).to.deep.equal(['One.txt', 'Two.txt'])
    expect((await refusal(app().files.open(tutor, one.id))).code).to.equal('file_not_found')
    await reviews().saveDraft(ann, { ...DRAFT, files: [two.id] })
    expect(await onDisk()).to.deep.equal([two.id])
    await submit(ann, [])
    expect(await onDisk()).to.deep.equal([])
  })

  it('that were handed in stay, whatever a later draft leaves out', async () => {
    const file = await receive(ann, 'Plan.txt')
    await submit(ann, [file.id])
    await reviews().saveDraft(ann, { ...DRAFT, files: [file.id] })
    await reviews().saveDraft(ann, { ...DRAFT, files: [] })
    expect(await onDisk()).to.deep.equal([file.id])
    expect((await latest()).files).to.have.length(1)
  })

  it('are no other learner’s, and none that came for course work', async () => {
    await course.addLinks({ coursework: [REFLECTION] })
    const mine = await receive(ann, 'Mine.txt')
    const work = await app().files.receive(ann, 'coursework', upload('Work.txt'))
    const ben = await course.visit(course.learner(2))
    await course.earn(course.learner(2), 'completed', 'demonstrated')
    const borrowed = [
      submit(ben, [mine.id]),
      reviews().saveDraft(ben, { ...DRAFT, files: [mine.id] }),
      submit(ann, [work.id]),
      app().files.open(ben, mine.id),
    ]
    for (const error of await Promise.all(borrowed.map(refusal)))
      expect(error).to.include({ code: 'file_not_found', status: 404 })
    // What was refused left nothing behind.
    expect((await reviews().own(ben)).draft).to.equal(null)
    expect((await reviews().own(ann)).evidence).to.deep.equal([])
  })

  describe('and strangers', () => {
    const issued = async () => {
      const row = (await course.credentials(course.learner(1))).find(({ level }) => level === 'implemented')
      return { document: row?.document ?? '', page: await app().credentials.page(row?.id ?? '') }
    }
    const earnWith = async (shared: EvidenceInput['shared']) => {
      const file = await receive(ann, 'Timetable.txt', 'Bytes of the file')
      await submit(ann, [file.id], { shared })
      await reviews().decide(tutor, (await latest()).id, ACCEPTED)
      return file
    }

    it('they are not named where the learner did not choose it', async () => {
      await earnWith(['own-practice', 'links'])
      expect((await issued()).document)
        .to.contain(EVIDENCE.ownPractice)
        .and.not.to.contain('Timetable')
    })

    it('they are named and no more where the learner did: no address, no bytes', async () => {
      const { id } = await earnWith(['files'])
      const { document, page } = await issued()
      expect(page.evidence).to.deep.equal([{ url: null, name: 'File', narrative: 'Timetable.txt' }])
      expect(document).to.contain('Timetable.txt')
      expect(document).to.not.contain(id).and.not.to.contain('Bytes of the file')
    })
  })
})
