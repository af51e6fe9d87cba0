/** Databases of before every hand-in was kept. */
import { expect } from 'chai'
import { migrate } from '../../src/store/migrations/index.ts'
import { openPostgres } from '../../src/store/postgres/database.ts'
import { openSqlite } from '../../src/store/sqlite/database.ts'
import { parseDatabaseUrl } from '../../src/store/url.ts'
import { activity, world } from './factories.ts'
import { onBoth } from './support.ts'

const MIGRATION = '0014-course-work'

onBoth('course work of an older version', (db) => {
  it('is the first hand-in of each, without files', async () => {
    const { course, person } = await world(db.store)
    const essay = activity(course.id, { source: 'coursework' })
    await db.store.activities.insert([essay])
    await db.store.close()
    const target = parseDatabaseUrl(db.url)
    const raw = target.dialect === 'sqlite' ? await openSqlite(target.file) : await openPostgres(target.url)
    for (const sql of [
      ...['marks', 'markings', 'work_drafts', 'submissions'].map((table) => `DROP TABLE ${table}`),
      `CREATE TABLE submissions (id TEXT NOT NULL UNIQUE, activity_id TEXT NOT NULL REFERENCES activities (id),
        person_id TEXT NOT NULL REFERENCES people (id), text TEXT NOT NULL, url TEXT, submitted_at TEXT NOT NULL,
        PRIMARY KEY (activity_id, person_id))`,
      `DELETE FROM schema_migrations WHERE name = '${MIGRATION}'`,
    ])
      await raw.executor.write(sql)
    await raw.executor.write(
      `INSERT INTO submissions VALUES ('s1', $1, $2, 'Mine', 'https://a.test', '2026-11-02')`,
      [essay.id, person('ann')],
    )
    expect(await migrate(raw)).to.deep.equal([MIGRATION])
    await raw.close()
    await db.reopen()
    expect(await db.store.coursework.ofPerson(course.id, person('ann'))).to.deep.equal([
      {
        id: 's1',
        activityId: essay.id,
        personId: person('ann'),
        number: 1,
        text: 'Mine',
        url: 'https://a.test',
        files: [],
        submittedAt: '2026-11-02',
      },
    ])
  })
})
