import { join } from 'node:path'
import { expect } from 'chai'
import sqlite3 from 'sqlite3'
import type { PublicCredential } from '../../src/app/contract.ts'
import { erasePerson } from '../../src/app/personal/erase.ts'
import { BY_OPERATOR } from '../../src/app/personal/record.ts'
import { type Course, judgeByTakingPart, openCourse, refusal } from './course.ts'

const DAY = 24 * 60

describe('what the page of a credential tells', () => {
  let course: Course
  let id: string
  beforeEach(async () => {
    course = await openCourse()
    const administrator = await course.administrator()
    await judgeByTakingPart(course, administrator)
    const { current } = await course.tool.app.criteria(administrator)
    const demonstrated = { ...current.criteria.demonstrated, expiresAfterMonths: 12 }
    await course.tool.app.saveCriteria(administrator, {
      basedOn: current.version,
      note: null,
      criteria: { ...current.criteria, demonstrated },
    })
    await course.earn(course.learner(1), 'completed', 'demonstrated')
    const held = await course.credentials(course.learner(1))
    id = held.find(({ level }) => level === 'demonstrated')?.id ?? ''
  })
  afterEach(() => course.close())

  const page = () => course.tool.app.credentials.page(id)
  /** As another process does: through a connection of its own, of which the tool is told nothing. */
  const elsewhere = (sql: string, ...values: string[]) =>
    new Promise<number>((resolve, reject) => {
      const other = new sqlite3.Database(join(course.folder, 'credential-ladder.db'))
      other.run(sql, values, function (error) {
        other.close()
        if (error) reject(error)
        else resolve(this.changes)
      })
    })
  /** The page before and after, each asked for twice. */
  async function since(deed: () => unknown): Promise<PublicCredential> {
    const before = await page()
    expect(await page()).to.equal(before)
    await deed()
    const now = await page()
    expect(now).to.not.equal(before)
    expect(await page()).to.equal(now)
    return now
  }
  const written = (sql: string, ...values: string[]) =>
    since(async () => expect(await elsewhere(sql, ...values), sql).to.equal(1))

  it('is the same object while nothing of it is otherwise, and another when it was withdrawn', async () => {
    const now = await written(
      `UPDATE credentials SET state = 'withdrawn', withdrawn_at = '2026-11-03T09:00:00Z', withdrawn_reason = 'no', withdrawn_cause = 'mistake' WHERE id = ?`,
      id,
    )
    expect(now).to.include({ status: 'withdrawn', listed: false, name: null })
  })

  it('is another when its time is over, though nothing was written', async () => {
    expect((await since(() => course.clock.advance(400 * DAY))).status).to.equal('expired')
  })

  it('is another when its learner publishes it, shows their name, and takes both back', async () => {
    const shown = await written(
      `INSERT INTO publications (credential_id, state, published_at, show_name, show_evidence) VALUES (?, 'published', '2026-11-03T09:00:00Z', 1, 1)`,
      id,
    )
    expect(shown).to.include({ listed: true })
    expect(shown.name).to.be.a('string')
    expect(await written('UPDATE publications SET show_name = 0 WHERE credential_id = ?', id)).to.include({
      name: null,
    })
    expect(
      await written(`UPDATE publications SET state = 'unlisted' WHERE credential_id = ?`, id),
    ).to.include({ listed: false })
  })

  it('is another when its issuer is called otherwise, moved or has another logo', async () => {
    const issuer = course.tool.deps.defaultIssuerId
    const renamed = await written('UPDATE issuers SET name = ? WHERE id = ?', 'Lakeside College', issuer)
    expect(renamed.issuer.name).to.equal('Lakeside College')
    for (const [field, value] of [
      ['url', 'https://lakeside.example'],
      ['logo', 'a-hash'],
      ['colour', '#112233'],
    ])
      expect(
        await written(`UPDATE issuers SET ${field} = ? WHERE id = ?`, value ?? '', issuer),
      ).to.have.nested.property(`issuer.${field}`, value)
  })

  it('is another when the level below was lost or its person is called otherwise', async () => {
    expect((await page()).below).to.include({ level: 'completed' })
    const person = await course.personId(course.learner(1))
    await written('UPDATE people SET name = ? WHERE id = ?', 'Another Name', person)
    const now = await since(() =>
      course.tool.store.credentials.withdraw(
        course.courseId,
        person,
        ['completed'],
        'no',
        '2026-11-03T09:00:00Z',
      ),
    )
    expect(now).to.deep.include({ below: null, status: 'withdrawn' })
  })

  it('is gone when its person was erased', async () => {
    await page()
    const person = await course.tool.store.people.byId(await course.personId(course.learner(1)))
    if (!person) throw new Error('nobody')
    await erasePerson(course.tool.deps, person, BY_OPERATOR)
    expect(await refusal(page())).to.include({ code: 'credential_erased', status: 410 })
    expect(await refusal(course.tool.app.credentials.document(id))).to.include({ code: 'credential_erased' })
  })
})
