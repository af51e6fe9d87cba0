import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import type { Course, RefreshRun } from '../../../src/app/model.ts'
import { databaseFault } from '../../../src/app/operating/database.ts'
import { createDoctor, type DoctorDeps, type DoctorReport } from '../../../src/app/operating/doctor.ts'
import { type Finding, finding, worst } from '../../../src/app/operating/findings.ts'
import { checkOwnKeys, checkTime } from '../../../src/app/operating/own-address.ts'
import {
  checkReadings,
  countReadings,
  newestCourse,
  readingsOf,
} from '../../../src/app/operating/platform.ts'
import { checkPublicUrl } from '../../../src/app/operating/settings.ts'
import { noFaults } from '../../vle/faults.ts'
import { refusal } from '../course.ts'
import { openStage, type Stage } from '../stage.ts'

const codes = (findings: readonly Finding[]) =>
  Object.fromEntries(findings.map(({ check, outcome, code }) => [check, `${outcome} ${code}`]))

describe('the doctor', () => {
  let stage: Stage

  before(async () => {
    stage = await openStage()
    await stage.administrator()
  })
  after(() => stage.close())
  afterEach(() => Object.assign(stage.vle.faults, noFaults()))

  const examine = (platformId?: string) => stage.tool.doctor.examine(platformId)
  /** A doctor that is deceived in some things. */
  const deceived = (lies: Partial<DoctorDeps>) => {
    const { store, lti, engine, clock } = stage.tool
    const settings = {
      problems: [],
      toolUrl: stage.toolUrl,
      isPrivate: true,
      allowPrivate: true,
      refreshMinutes: 30,
    }
    const { moodleSites, files } = stage.tool.deps
    const outside = { moodleSites, files, mailer: null, fetch, openSecret: () => '' }
    return createDoctor({ store, lti, engine, clock, settings, ...outside, ...lies })
  }

  it('finds a tool and its VLE in order, and takes what could not be asked for neither well nor ill', async () => {
    const report = await examine()
    expect(codes(report.findings)).to.deep.equal({
      settings: 'pass settings_right',
      'public-url': 'pass public_url_in_laboratory',
      database: 'pass database_answers',
      migrations: 'pass migrations_done',
      writing: 'pass write_done',
      disk: 'pass disk_enough',
      'secret-key': 'pass secret_opens_keys',
      'own-keys': 'pass own_keys_answered',
      outside: 'pass reached_from_outside',
      files: 'pass files_kept',
      queue: 'pass queue_moves',
      jobs: 'pass no_dead_jobs',
      time: 'pass time_right',
      platforms: 'pass platforms_known',
    })
    const [platform] = report.platforms
    expect(codes(platform?.findings ?? [])).to.include({
      token: 'pass token_given',
      results: 'unknown no_line_item',
      reading: 'pass courses_read',
    })
    expect([platform?.outcome, report.outcome]).to.deep.equal(['unknown', 'unknown'])
  })

  it('says whether files are kept, scanned and letters taken, where there is a scanner and a mail server', async () => {
    const outcomes = async (
      condition: Awaited<ReturnType<DoctorDeps['files']['condition']>>,
      mail: string | null,
    ) => {
      const files = { condition: async () => condition }
      const { findings } = await deceived({ files, mailer: { fault: async () => mail } }).examine()
      const { files: kept, scanner, mail: letters } = codes(findings)
      return [kept, scanner, letters]
    }
    expect(await outcomes({ fault: null, scan: 'clean' }, null)).to.deep.equal([
      'pass files_kept',
      'pass scanner_answers',
      'pass mail_answers',
    ])
    expect(await outcomes({ fault: 'ENOSPC', scan: 'unknown' }, 'EAUTH')).to.deep.equal([
      'fail files_not_kept',
      'fail scanner_silent',
      'fail mail_unavailable',
    ])
    expect((await outcomes({ fault: 'ENOENT', scan: 'infected' }, null))[1]).to.equal('fail scanner_refuses')
  })

  it('asks one platform where one is named, and none that nobody knows', async () => {
    const { store, random } = stage.tool
    const other = await store.platforms.save({ ...stage.platform, id: random.uuid(), clientId: 'other' })
    const { platforms } = await examine(stage.platform.id)
    expect(platforms.map(({ id }) => id)).to.deep.equal([stage.platform.id])
    expect((await examine()).platforms).to.have.length(2)
    await store.platforms.setStatus(other.id, 'suspended')
    expect((await refusal(examine('nobody'))).code).to.equal('platform_not_found')
  })

  it('does not blame a platform for what no course has told yet', async () => {
    const { store, random } = stage.tool
    const fresh = { ...stage.platform, id: random.uuid(), issuer: 'https://fresh.example' }
    await store.platforms.save(fresh)
    const [report] = (await examine(fresh.id)).platforms
    expect(codes(report?.findings ?? [])).to.include({
      token: 'pass token_given',
      memberships: 'unknown no_course',
      'line-items': 'unknown no_course',
      reading: 'unknown no_course',
    })
  })

  for (const [status, code] of [
    ['pending', 'unknown registration_pending'],
    ['suspended', 'pass registration_suspended'],
  ] as const) {
    it(`does not ask a platform that is ${status}`, async () => {
      const { store, random } = stage.tool
      const waiting = { ...stage.platform, id: random.uuid(), clientId: status, status }
      await store.platforms.save(waiting)
      stage.vle.log.clear()
      const [report] = (await examine(waiting.id)).platforms
      expect(codes(report?.findings ?? [])).to.deep.equal({ registration: code })
      expect(stage.vle.log.entries).to.deep.equal([])
    })
  }

  it('tells of new addresses that wait, and asks the platform at its old ones', async () => {
    const { platforms } = stage.tool.store
    const { authUrl, tokenUrl, tokenAudience } = stage.platform
    await platforms.propose(stage.platform.id, {
      authUrl,
      tokenUrl,
      tokenAudience,
      jwksUrl: 'https://new.example/keys',
    })
    const [report] = (await examine(stage.platform.id)).platforms
    await platforms.propose(stage.platform.id, null)
    expect(codes(report?.findings ?? [])).to.include({
      registration: 'unknown addresses_waiting',
      token: 'pass token_given',
    })
  })

  it('names a platform that is down, and changes nothing in one that is up', async () => {
    stage.vle.log.clear()
    await examine(stage.platform.id)
    const writes = stage.vle.log.entries.filter(
      ({ method, service }) => method !== 'GET' && service !== 'token',
    )
    expect(writes).to.deep.equal([])
    stage.vle.faults.down = true
    const report = await examine(stage.platform.id)
    expect(report.outcome).to.equal('fail')
    expect(codes(report.platforms[0]?.findings ?? [])).to.include({ token: 'fail unreachable' })
    expect(codes(report.findings)).to.include({
      outside: 'unknown outside_unproved',
      time: 'unknown time_unknown',
    })
  })

  it('notices that the secret opens no key', async () => {
    const doctor = deceived({
      openSecret: () => {
        throw new Error('unable to authenticate data')
      },
    })
    const { findings } = await doctor.examine()
    expect(findings.find(({ check }) => check === 'secret-key')).to.deep.include({
      outcome: 'fail',
      code: 'secret_wrong',
      detail: { keys: '1', shut: '1' },
    })
  })

  it('names jobs that were given up and those that nobody takes', async () => {
    const dead = [{ name: 'refresh', error: 'service_refused', jobs: 3 }]
    const engine = {
      counts: async () => ({ waiting: 1, running: 0, dead: 3 }),
      troubles: async () => ({ dead, dueSince: stage.clock.now() - 25 * 60_000 }),
    }
    const { findings } = await deceived({ engine }).examine()
    const of = (check: string) => findings.find((one) => one.check === check)
    expect(of('queue')).to.deep.include({ code: 'jobs_late', detail: { minutes: '25' } })
    expect(of('jobs')).to.deep.include({
      code: 'jobs_dead',
      detail: { jobs: '3 × refresh (service_refused)' },
    })
  })

  it('looks at the rest when the database does not answer', async () => {
    const lost = Object.assign(new Error('secret words'), { original: { code: 'ECONNREFUSED' } })
    const store = { ...stage.tool.store, ping: () => Promise.reject(lost) }
    const report: DoctorReport = await deceived({ store }).examine()
    expect(report.platforms).to.deep.equal([])
    expect(codes(report.findings)).to.deep.equal({
      settings: 'pass settings_right',
      'public-url': 'pass public_url_in_laboratory',
      database: 'fail database_unavailable',
      'own-keys': 'unknown own_keys_uncompared',
    })
    expect(JSON.stringify(report)).not.to.contain('secret words')
  })

  it('notices a full disk, a read-only database, one that is behind and one that is ahead', async () => {
    const good = { kind: 'sqlite', pending: [], unknown: [], writeFault: null, freeBytes: 1e12 } as const
    const found = async (change: object) => {
      const store = { ...stage.tool.store, condition: async () => ({ ...good, ...change }) }
      return codes((await deceived({ store }).examine(stage.platform.id)).findings)
    }
    expect(await found({ freeBytes: 1e6 })).to.include({ disk: 'fail disk_low' })
    expect(await found({ writeFault: 'SQLITE_READONLY' })).to.include({ writing: 'fail write_failed' })
    expect(await found({ pending: ['0009-x'] })).to.include({ migrations: 'fail migrations_pending' })
    expect(await found({ unknown: ['0099-x'] })).to.include({ migrations: 'fail database_newer' })
    expect(await found({ freeBytes: null })).not.to.have.property('disk')
  })
})

describe('the public address', () => {
  const settings = {
    problems: [],
    toolUrl: 'https://ladder.example',
    isPrivate: false,
    allowPrivate: false,
    refreshMinutes: 0,
  }
  const cases = [
    [{}, 'public_url_https'],
    [{ toolUrl: 'http://ladder.example' }, 'public_url_on_http'],
    [{ toolUrl: 'https://localhost', isPrivate: true }, 'public_url_private'],
    [{ toolUrl: 'http://localhost', isPrivate: true, allowPrivate: true }, 'public_url_in_laboratory'],
  ] as const
  for (const [change, code] of cases) {
    it(`${JSON.stringify(change)}: ${code}`, () => {
      expect(checkPublicUrl({ ...settings, ...change }).code).to.equal(code)
    })
  }
})

describe('the tool’s own key set', () => {
  async function answering(status: number, body: string, kids: readonly string[] | null): Promise<string> {
    const server = createServer((_, res) => res.writeHead(status).end(body))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    try {
      return (await checkOwnKeys(fetch, url, kids && (async () => kids))).code
    } finally {
      server.closeAllConnections()
      server.close()
    }
  }
  const set = JSON.stringify({ keys: [{ kid: 'ours', kty: 'RSA' }] })

  it('is told from another tool’s, from a page, and from nothing', async () => {
    expect(await answering(200, set, ['older', 'ours'])).to.equal('own_keys_answered')
    expect(await answering(200, set, ['other'])).to.equal('own_keys_of_another')
    expect(await answering(200, set, null)).to.equal('own_keys_uncompared')
    expect(await answering(200, '<h1>It works</h1>', ['ours'])).to.equal('own_keys_not_served')
    expect(await answering(404, set, ['ours'])).to.equal('own_keys_not_served')
    expect((await checkOwnKeys(fetch, 'http://127.0.0.1:1', null)).code).to.equal('own_keys_unreachable')
  })
})

describe('whose clock is wrong', () => {
  const right = finding('clock', 'pass', 'clock_agrees')
  const wrong = finding('clock', 'fail', 'clock_ahead')
  const silent = finding('clock', 'unknown', 'no_reply')

  it('is this machine’s where all of several disagree with it, and open where there is one', () => {
    expect(checkTime([wrong, wrong]).code).to.equal('time_wrong')
    expect(checkTime([wrong, silent]).code).to.equal('time_disputed')
    expect(checkTime([wrong, right]).code).to.equal('time_right')
    expect(checkTime([silent]).code).to.equal('time_unknown')
  })
})

describe('the readings of courses', () => {
  const NOW = Date.parse('2026-11-02T12:00:00Z')
  const course = (id: string, services = true): Course => ({
    id,
    platformId: 'p',
    deploymentId: '1',
    contextId: id,
    label: null,
    title: id,
    endsAt: null,
    membershipsUrl: services ? 'https://vle.example/m' : null,
    lineItemsUrl: services ? 'https://vle.example/l' : null,
    scopes: [],
    issuerId: 'main',
    guid: null,
  })
  const run = (courseId: string, minutesAgo: number | null, error: string | null = null): RefreshRun => ({
    courseId,
    state: 'done',
    requestedAt: new Date(NOW - (minutesAgo ?? 0) * 60_000).toISOString(),
    startedAt: null,
    succeededAt: minutesAgo === null ? null : new Date(NOW - minutesAgo * 60_000).toISOString(),
    done: 0,
    total: 0,
    error,
    errorDetail: null,
  })

  const found = (courses: Course[], runs: RefreshRun[], refreshMinutes = 30) =>
    readingsOf(courses, runs, { refreshMinutes }, NOW)

  it('are fresh, failing or too old, by how often courses are read by themselves', () => {
    const courses = ['a', 'b', 'c', 'd'].map((id) => course(id))
    const all = found(courses, [run('a', 149), run('b', 151), run('c', 5, 'service_refused')])
    expect(countReadings(all)).to.deep.equal({ courses: 4, fresh: 1, failing: 1, stale: 2 })
    expect(checkReadings(all).code).to.equal('courses_failing')
    expect(checkReadings(all.filter(({ state }) => state !== 'failing')).code).to.equal('courses_stale')
    expect(checkReadings(all.filter(({ state }) => state === 'fresh')).code).to.equal('courses_read')
    expect(checkReadings([]).outcome).to.equal('unknown')
  })

  it('name the courses that are not read as they should be, the first few of many', () => {
    const failing = found([course('a'), course('b')], [run('a', 1), run('b', 5, 'service_refused')])
    expect(checkReadings(failing).detail.which).to.equal('b [b] (service_refused)')
    const old = found([course('a'), course('b')], [run('a', 9999)])
    expect(checkReadings(old).detail.which).to.equal('a [a] (2026-10-26), b [b] (–)')
    const many = found(
      Array.from({ length: 9 }, (_, n) => course(`c${n}`)),
      [],
    )
    expect(checkReadings(many).detail.which).to.match(/^c0 .*c4 \[c4\] \(–\), …$/)
  })

  it('never grow old where nothing is read by itself', () => {
    expect(countReadings(found([course('a')], [run('a', 9999)], 0))).to.include({ fresh: 1 })
  })

  it('choose the course to ask about: read last, and one with services before one without', () => {
    const runs = [run('old', 60), run('new', 1), run('bare', 0)]
    const courses = [course('old'), course('new'), course('bare', false)]
    expect(newestCourse(courses, runs)?.id).to.equal('new')
    expect(newestCourse([course('bare', false)], runs)?.id).to.equal('bare')
    expect(newestCourse([], [])).to.equal(null)
  })
})

describe('outcomes together', () => {
  it('fail where one fails, and are unknown where one is', () => {
    const of = (...outcomes: Finding['outcome'][]) => worst(outcomes.map((outcome) => ({ outcome })))
    expect([of(), of('pass'), of('pass', 'unknown'), of('unknown', 'fail')]).to.deep.equal([
      'pass',
      'pass',
      'unknown',
      'fail',
    ])
  })

  it('of a database that another process has are unknown, of one that is away a failure', () => {
    expect(databaseFault({ code: 'database_in_use' }).outcome).to.equal('unknown')
    expect(databaseFault(new Error('x'))).to.deep.include({ outcome: 'fail', detail: { code: 'Error' } })
  })
})
