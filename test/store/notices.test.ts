import { expect } from 'chai'
import type { Notice } from '../../src/app/model.ts'
import { world } from './factories.ts'
import { onBoth, random } from './support.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 10, minute)).toISOString()

onBoth('what people are told', (db) => {
  const notice = (courseId: string, personId: string, change: Partial<Notice> = {}): Notice => ({
    id: random.uuid(),
    courseId,
    personId,
    kind: 'evidence-waits',
    subjectId: 'e1',
    aboutId: null,
    detail: null,
    createdAt: at(0),
    readAt: null,
    mail: 'waiting',
    ...change,
  })
  const all = { unread: false, offset: 0, limit: 10 }
  const unread = { ...all, unread: true }

  it('is told once, however often it is said and by how many at once', async () => {
    const { course, person } = await world(db.store)
    const say = () =>
      db.store.notices.add([notice(course.id, person('ann')), notice(course.id, person('ben'))])
    const added = await Promise.all([say(), say(), say()])
    expect(added.reduce((sum, one) => sum + one, 0)).to.equal(2)
    expect((await db.store.notices.of(course.id, person('ann'), all)).total).to.equal(1)
  })

  it('is listed newest first with the name of whom it is about, and unread until it is put away', async () => {
    const { course, person } = await world(db.store)
    const elsewhere = await world(db.store)
    const rows = [0, 1, 2].map((minute) =>
      notice(course.id, person('ann'), {
        subjectId: `e${minute}`,
        createdAt: at(minute),
        aboutId: minute === 2 ? person('ben') : null,
      }),
    )
    await db.store.notices.add(rows)
    const subjects = async (query: typeof all) => {
      const found = await db.store.notices.of(course.id, person('ann'), query)
      return [found.total, ...found.rows.map((row) => row.subjectId)]
    }
    expect(await subjects({ ...all, limit: 2 })).to.deep.equal([3, 'e2', 'e1'])
    for (const { id } of [course, elsewhere.course])
      await db.store.criteria.add({
        courseId: id,
        version: 1,
        criteria: {} as never,
        savedBy: null,
        savedAt: at(0),
        note: null,
      })
    const counted = async (courseId: string, personId: string) =>
      (await db.store.ladders.of(courseId, personId))?.unread
    expect(await counted(course.id, person('ann'))).to.equal(3)
    expect(await counted(course.id, person('ben'))).to.equal(0)
    expect(await counted(elsewhere.course.id, person('ann')), 'of another course').to.equal(0)
    const [first] = (await db.store.notices.of(course.id, person('ann'), all)).rows
    expect(first?.aboutName).to.equal('Name ben')
    await db.store.notices.putAway(course.id, person('ben'), rows[0]?.id ?? '', at(5))
    await db.store.notices.putAway(elsewhere.course.id, person('ann'), null, at(5))
    expect(await subjects(unread), 'put away by nobody else').to.deep.equal([3, 'e2', 'e1', 'e0'])
    await db.store.notices.putAway(course.id, person('ann'), rows[1]?.id ?? '', at(5))
    expect(await subjects(unread)).to.deep.equal([2, 'e2', 'e0'])
    expect(await counted(course.id, person('ann'))).to.equal(2)
    await db.store.notices.putAway(course.id, person('ann'), null, at(6))
    expect(await subjects(unread)).to.deep.equal([0])
    expect(await subjects(all)).to.deep.equal([3, 'e2', 'e1', 'e0'])
  })

  it('begins, of what was told at one moment, with the highest level, and with what came after it before that', async () => {
    const { course, person } = await world(db.store)
    const awarded = (detail: string, createdAt: string) =>
      notice(course.id, person('ann'), {
        kind: 'credential-awarded',
        subjectId: random.uuid(),
        detail,
        createdAt,
      })
    await db.store.notices.add([
      awarded('demonstrated', at(1)),
      awarded('implemented', at(1)),
      awarded('completed', at(1)),
      awarded('completed', at(1).replace('.000Z', '.001Z')),
    ])
    const { rows } = await db.store.notices.of(course.id, person('ann'), all)
    expect(rows.map(({ detail }) => detail)).to.deep.equal([
      'completed',
      'implemented',
      'demonstrated',
      'completed',
    ])
  })

  it('is listed without the kinds that are told elsewhere', async () => {
    const { course, person } = await world(db.store)
    await db.store.notices.add([
      notice(course.id, person('ann')),
      notice(course.id, person('ann'), { kind: 'evidence-second' }),
    ])
    const query = { ...unread, without: ['evidence-waits' as const] }
    const found = await db.store.notices.of(course.id, person('ann'), query)
    expect([found.total, ...found.rows.map(({ kind }) => kind)]).to.deep.equal([1, 'evidence-second'])
  })

  it('is over for everybody once it was done, and then not mailed any more', async () => {
    const { course, person } = await world(db.store)
    await db.store.notices.add([
      notice(course.id, person('ann')),
      notice(course.id, person('ben')),
      notice(course.id, person('ben'), { kind: 'evidence-accepted' }),
    ])
    await db.store.notices.settle(course.id, 'e1', ['evidence-waits', 'evidence-second'], at(5))
    expect((await db.store.notices.of(course.id, person('ann'), unread)).total).to.equal(0)
    expect((await db.store.notices.of(course.id, person('ben'), unread)).total).to.equal(1)
    const waiting = await db.store.notices.toMail(course.id, 10)
    expect(waiting.map((one) => one.notice.kind)).to.deep.equal(['evidence-accepted'])
  })

  it('goes to the mail with address, course, language and whether it is wanted, and is marked once', async () => {
    const { course, person } = await world(db.store)
    const row = notice(course.id, person('ann'))
    await db.store.notices.add([row, notice(course.id, person('ben'), { mail: 'none' })])
    await db.store.notices.noteLanguage(person('ann'), 'cy-GB')
    expect(await db.store.notices.toMail(course.id, 10)).to.deep.equal([
      {
        notice: row,
        courseTitle: 'Course',
        email: 'ann@example.test',
        choice: { mail: true, language: 'cy-GB' },
      },
    ])
    const marked = await Promise.all([1, 2].map(() => db.store.notices.noteMail(row.id, 'sent')))
    expect(marked.filter(Boolean)).to.have.length(1)
    expect(await db.store.notices.toMail(course.id, 10)).to.deep.equal([])
  })

  it('keeps who wants no mails, whatever language they launch in', async () => {
    const { person } = await world(db.store)
    expect(await db.store.notices.choice(person('ann'))).to.deep.equal({ mail: true, language: null })
    await db.store.notices.chooseMail(person('ann'), false)
    await db.store.notices.noteLanguage(person('ann'), 'en')
    expect(await db.store.notices.choice(person('ann'))).to.deep.equal({ mail: false, language: 'en' })
    await db.store.notices.chooseMail(person('ann'), true)
    expect(await db.store.notices.choice(person('ann'))).to.deep.equal({ mail: true, language: 'en' })
  })

  it('knows who teaches a course', async () => {
    const { course, person } = await world(db.store)
    await db.store.people.enrol(course.id, person('ben'), 'tutor', at(0))
    expect(await db.store.people.staff(course.id)).to.deep.equal([{ personId: person('ben'), role: 'tutor' }])
  })
})
