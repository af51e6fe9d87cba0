/** What is left of somebody who was erased, in every table. */
import { expect } from 'chai'
import type { Erased } from '../../src/app/ports.ts'
import type { Database } from '../../src/store/database.ts'
import { defineTables, type Rows, type Tables } from '../../src/store/models/index.ts'
import { HELD } from '../../src/store/personal.ts'
import { openPostgres } from '../../src/store/postgres/database.ts'
import { createRepositories } from '../../src/store/repositories/index.ts'
import { openSqlite } from '../../src/store/sqlite/database.ts'
import { parseDatabaseUrl } from '../../src/store/url.ts'
import { fillEverything, type World } from './everything.ts'
import { member, world } from './factories.ts'
import { clock, onBoth, random, rejection } from './support.ts'

const NOW = '2026-12-01T00:00:00.000Z'

onBoth('somebody who is erased', (db) => {
  let raw: Database
  let tables: Tables
  let here: World
  let elsewhere: World
  let ann: string
  let credentials: string[]
  let erased: Erased | null
  const store = () => createRepositories(raw.executor, tables, random, clock)

  before(async () => {
    await db.store.close()
    const target = parseDatabaseUrl(db.url)
    raw = target.dialect === 'sqlite' ? await openSqlite(target.file) : await openPostgres(target.url)
    tables = defineTables(raw.sequelize)
    const who = ['Ann-7', 'ben']
    here = await world(store(), who)
    elsewhere = await world(store(), who)
    ann = here.person('Ann-7')
    credentials = await fillEverything(raw.executor, tables, here, 'Ann-7', 'ben')
    await fillEverything(raw.executor, tables, elsewhere, 'Ann-7', 'ben')
  })
  after(() => raw.close())

  const about = async (personId: string) => {
    const counts: Record<string, number> = {}
    for (const [name, { about }] of Object.entries(HELD))
      if (about !== null)
        counts[name] = (await tables[name as keyof Rows].all(raw.executor, about, [personId])).length
    return counts
  }
  /** Every value of every table of ours in which one of these stands. */
  async function leftOf(names: readonly string[]): Promise<string[]> {
    const found: string[] = []
    for (const table of Object.values(tables)) {
      const rows: readonly object[] = await table.all(raw.executor, '1 = 1', [])
      for (const row of rows)
        for (const [key, value] of Object.entries(row))
          if (names.some((name) => JSON.stringify(value).includes(name))) found.push(`${table.name}.${key}`)
    }
    return [...new Set(found)].sort()
  }

  it('was in every table that has rows about people', async () => {
    const counts = await about(ann)
    expect(Object.keys(counts).filter((name) => counts[name] === 0)).to.deep.equal([])
  })

  it('is nowhere any more: their id stands where they decided about others, and leads to nobody', async () => {
    const before = await about(elsewhere.person('Ann-7'))
    erased = await raw.unit((unit) =>
      createRepositories(unit, tables, random, clock).personal.erase(ann, NOW),
    )
    const counts = await about(ann)
    expect(Object.keys(counts).filter((name) => counts[name] !== 0)).to.deep.equal(['auditLines'])
    expect(await leftOf([ann])).to.deep.equal([
      'audit_lines.actorId',
      'audit_lines.subjectId',
      'credentials.awardedBy',
      'evidence.decidedBy',
    ])
    expect(await about(elsewhere.person('Ann-7')), 'the same sub elsewhere').to.deep.equal(before)
    const [person] = await store().people.byIds([elsewhere.person('Ann-7')])
    expect(person?.name).to.equal('Name Ann-7')
  })

  it('leaves no name, no address and no words, but the gradebook’s id of them until their scores are out of it', async () => {
    await raw.unit(async (unit) => {
      await createRepositories(unit, tables, random, clock).personal.erase(elsewhere.person('Ann-7'), NOW)
    })
    expect(await leftOf(['Ann-7'])).to.deep.equal(['score_removals.sub'])
    const removals = await store().personal.removals(here.course.id, NOW, 10)
    expect(removals.map(({ level, activityId }) => level ?? activityId !== null)).to.have.members([
      'completed',
      true,
    ])
    expect(erased).to.deep.equal({ files: [`file of ${here.course.id}`], courses: [here.course.id] })
    for (const { id } of removals) await store().personal.forgetRemoval(id)
    expect(await store().personal.removals(here.course.id, NOW, 10)).to.deep.equal([])
    await store().personal.sweepRemovals('2027-01-01T00:00:00.000Z')
    expect(await leftOf(['Ann-7'])).to.deep.equal([])
  })

  it('leaves others what is theirs', async () => {
    const ben = await about(here.person('ben'))
    expect(ben).to.include({ credentials: 1, evidence: 1, evidenceReviews: 1, sessions: 1, notices: 0 })
    const [rows] = await tables.importRows.all(raw.executor, `import_id = $1`, [
      `import of ${here.course.id}`,
    ])
    expect(rows?.cells).to.deep.equal([
      ['', ''],
      ['', ''],
      ['Name ben', '7'],
    ])
    const [record] = await tables.imports.all(raw.executor, 'id = $1', [`import of ${here.course.id}`])
    expect([record?.choices, record?.leftAlone]).to.deep.equal([{}, [here.person('ben')]])
    expect((await store().snapshots.ofCourse(here.course.id)).get('roster')?.entries).to.deep.equal({
      ben: 'y',
    })
    expect(await store().personal.erasures(here.course.id)).to.equal(1)
    expect((await store().audit.ofCourse(here.course.id, 9)).map(({ reason }) => reason)).to.have.members([
      'Because of ben',
      null,
    ])
  })

  it('leaves credentials withdrawn for good, and nobody gets their place or address', async () => {
    const tombs = await tables.erasedCredentials.all(raw.executor, '1 = 1', [])
    expect(tombs.map(({ id }) => id)).to.include.members(credentials)
    const [tomb] = tombs
    if (!tomb) throw new Error('there is none')
    expect(await store().credentials.erased(tomb.id)).to.include({ erasedAt: NOW })
    expect(await store().credentials.revokedIndexes(tomb.statusListId)).to.include(tomb.statusIndex)
    const [address] = await tables.collectionAddresses.all(raw.executor, '1 = 1', [])
    expect(
      (await store().credentials.withdrawnOf('issuer')).filter(({ id }) => id === tomb.id),
    ).to.deep.equal([{ id: tomb.id, withdrawnAt: NOW, withdrawnCause: null }])
    const hash = `hash of ${here.course.id}`
    expect([await store().shareLinks.byToken(hash), await store().shareLinks.wasErased(hash)]).to.deep.equal([
      null,
      true,
    ])
    expect(await store().collections.byAddress(address?.address ?? '')).to.include({ ended: true })
    const fresh = await here.credential('ben', 'demonstrated')
    for (const change of [
      { id: tomb.id },
      { statusListId: tomb.statusListId, statusIndex: tomb.statusIndex },
    ])
      expect(
        (await rejection(tables.credentials.insert(raw.executor, [{ ...fresh, ...change }]))).message,
      ).to.match(/does not come back/)
  })

  it('is nobody for whatever was under way: the database refuses it', async () => {
    const [activity] = await store().activities.ofCourse(here.course.id)
    const credential = {
      ...(await here.credential('ben', 'demonstrated')),
      personId: ann,
      level: 'completed',
    } as const
    const late = [
      () => store().credentials.award([credential]),
      () =>
        store().participation.saveFirst(here.course.id, {
          activityId: activity?.id ?? '',
          personId: ann,
          completed: true,
          score: null,
          maximum: null,
          observedAt: NOW,
        }),
      () => store().people.enrol(here.course.id, ann, 'learner'),
      () => store().notices.chooseMail(ann, true),
    ]
    for (const write of late) {
      const refused = await rejection(write())
      expect(refused.code).to.equal('gone_meanwhile')
      expect(refused.message).to.match(/FOREIGN KEY|foreign key/)
    }
    expect(
      await raw.unit((unit) => createRepositories(unit, tables, random, clock).personal.erase(ann, NOW)),
    ).to.equal(null)
  })

  it('is somebody new without a history when a roster names them again', async () => {
    await store().people.saveRoster(here.course, [member('Ann-7')])
    const id = (await store().people.idsBySub(here.vle.id, ['Ann-7'])).get('Ann-7') ?? ''
    expect(id).not.to.equal(ann)
    const counts = await about(id)
    expect(Object.keys(counts).filter((name) => counts[name] !== 0)).to.deep.equal(['enrolments', 'people'])
  })
})
