import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { noFaults } from '../vle/faults.ts'
import { type Desk, openDesk, SLOW } from './command.ts'
import { type Office, openOffice } from './stage.ts'

interface Told {
  readonly check: string
  readonly outcome: string
  readonly code: string
  readonly detail: Readonly<Record<string, string>>
  readonly mendBy: string | null
  readonly message: string
  readonly mend: string | null
}

interface Report {
  readonly at: string
  readonly outcome: string
  readonly findings: readonly Told[]
  readonly platforms: readonly {
    readonly id: string
    readonly name: string
    readonly findings: readonly Told[]
  }[]
}

async function ask(desk: Desk, ...args: string[]): Promise<{ code: number; report: Report; stderr: string }> {
  const { code, stdout, stderr } = await desk.run('doctor', '--json', ...args)
  return { code, report: JSON.parse(stdout), stderr }
}

const codes = (findings: readonly Told[] = []) =>
  Object.fromEntries(findings.map(({ check, outcome, code }) => [check, `${outcome} ${code}`]))

describe('the doctor on the command line, beside a running tool', function suite() {
  this.timeout(SLOW)
  let office: Office

  before(async () => {
    office = await openOffice()
    await office.visit(office.school.administrator)
  })
  after(() => office.close())
  afterEach(() => Object.assign(office.vle.faults, noFaults()))

  it('exits 2 while nothing fails but something cannot be asked yet', async () => {
    const { code, stdout } = await office.desk.run('doctor')
    expect(stdout).to.contain('? Grades (AGS): The course has no column of this tool yet')
    expect(stdout).to.contain('    Add a column under What counts, or a link.')
    expect(stdout).not.to.contain('✗')
    expect(stdout).to.match(/Nothing fails, but not everything could be checked: see the lines with \?\.\n$/)
    expect(code).to.equal(2)
  })

  it('exits 0 when all passes, and changes nothing in the VLE', async () => {
    await office.server.tool.app.addColumn(await office.visit(office.school.administrator), {
      title: 'Essay',
      kind: 'assignment',
      source: 'column',
      maximum: 10,
    })
    await office.server.tool.engine.idle()
    office.vle.log.clear()
    const { code, stdout, stderr } = await office.desk.run('doctor')
    expect(stdout).to.match(/Everything works\.\n$/)
    expect([code, stderr]).to.deep.equal([0, ''])
    const { entries } = office.vle.log
    expect(entries.filter(({ method, service }) => method !== 'GET' && service !== 'token')).to.deep.equal([])
  })

  it('exits 1 when something fails, with the reason and the mend', async () => {
    office.vle.faults.membershipsStatus = 403
    const { code, stdout } = await office.desk.run('doctor')
    expect(code).to.equal(1)
    expect(stdout).to.match(
      /✗ Names and roles \(NRPS\): 127\.0\.0\.1:\d+ refuses, although it gave a token \(403\)\.\n {4}Check/,
    )
    expect(stdout).to.contain('Site administration › Plugins › Activity modules › External tool')
  })

  it('tells a program everything in one shape', async () => {
    office.vle.faults.dropScopes = ['https://purl.imsglobal.org/spec/lti-ags/scope/score']
    const { code, report } = await ask(office.desk)
    expect([code, report.outcome]).to.deep.equal([1, 'fail'])
    expect(Object.keys(report)).to.have.members(['at', 'outcome', 'findings', 'platforms'])
    const [platform] = report.platforms
    expect(Object.keys(platform ?? {})).to.have.members([
      'id',
      'name',
      'issuer',
      'clientId',
      'family',
      'outcome',
      'findings',
    ])
    for (const one of [...report.findings, ...(platform?.findings ?? [])]) {
      expect(Object.keys(one)).to.have.members([
        'check',
        'outcome',
        'code',
        'detail',
        'mendBy',
        'message',
        'mend',
      ])
      expect(one.mend === null, one.code).to.equal(one.outcome === 'pass')
      expect(`${one.message} ${one.mend}`).not.to.match(/{{|doctor\./)
    }
    expect(codes(platform?.findings)).to.include({ token: 'pass token_given', scopes: 'fail scopes_missing' })
  })

  it('asks one platform alone, and says when there is none of that id', async () => {
    const [platform] = (await office.desk.json('platform', 'list')) as { id: string }[]
    const { report } = await ask(office.desk, '--platform', platform?.id ?? '')
    expect(report.platforms.map(({ id }) => id)).to.deep.equal([platform?.id])
    const nobody = await office.desk.run('doctor', '--platform', 'nobody')
    expect([nobody.code, nobody.stdout, nobody.stderr]).to.deep.equal([2, '', 'no platform nobody\n'])
  })

  it('says that the settings here are wrong, although the running tool answers', async () => {
    const here = await openDesk({ DATA_DIR: office.desk.folder, LOG_LEVEL: 'loud' })
    try {
      const { code, stdout, stderr } = await here.run('doctor')
      expect(stdout).to.contain('✓ Database: It answers (sqlite).')
      expect([code, stderr.includes('LOG_LEVEL: ')]).to.deep.equal([1, true])
    } finally {
      await here.close()
    }
  })
})

describe('the doctor on the command line, alone', function suite() {
  this.timeout(SLOW)

  async function at(settings: Record<string, string>, work: (desk: Desk) => Promise<void>): Promise<void> {
    const desk = await openDesk(settings)
    try {
      await work(desk)
    } finally {
      await desk.close()
    }
  }

  it('names what a new tool lacks', () =>
    at({ PUBLIC_URL: 'http://localhost:1' }, async (desk) => {
      const { code, report } = await ask(desk)
      expect(code).to.equal(1)
      expect(codes(report.findings)).to.include({
        settings: 'pass settings_right',
        'public-url': 'fail public_url_private',
        database: 'pass database_answers',
        'secret-key': 'unknown no_keys_yet',
        'own-keys': 'fail own_keys_unreachable',
        outside: 'unknown outside_unproved',
        platforms: 'unknown no_platform',
      })
    }))

  it('looks at the rest where a setting is wrong', () =>
    at({ PORT: 'many', PUBLIC_URL: 'http://localhost:1' }, async (desk) => {
      const { code, report } = await ask(desk)
      expect(code).to.equal(1)
      expect(report.findings[0]).to.deep.include({ check: 'settings', outcome: 'fail' })
      expect(report.findings[0]?.message).to.match(/^PORT: /)
      expect(codes(report.findings)).to.include({ database: 'pass database_answers' })
    }))

  it('opens no database, and makes none, where the settings do not say for certain which', () =>
    at({ SECRET_KEY: 'short', PUBLIC_URL: 'http://localhost:1' }, async (desk) => {
      const { report } = await ask(desk)
      expect(report.findings[0]?.message).to.contain('SECRET_KEY: ')
      expect(codes(report.findings)).to.deep.equal({
        settings: 'fail settings_wrong',
        'public-url': 'fail public_url_private',
        database: 'unknown database_not_asked',
        'own-keys': 'fail own_keys_unreachable',
      })
      expect(existsSync(join(desk.folder, 'credential-ladder.db'))).to.equal(false)
    }))

  it('looks at the rest where the database is away, and shows no password', () => {
    const settings = {
      DATABASE_URL: 'postgres://ladder:very-secret@127.0.0.1:1/ladder',
      SECRET_KEY: 'x'.repeat(32),
      PUBLIC_URL: 'http://localhost:1',
    }
    return at(settings, async (desk) => {
      const { code, stdout, stderr } = await desk.run('doctor')
      expect(code).to.equal(1)
      expect(stdout).to.contain('✗ Database: It could not be opened (ECONNREFUSED).')
      expect(stdout).to.contain('✗ Own key set: ')
      expect(stdout + stderr).not.to.contain('very-secret')
    })
  })
})
