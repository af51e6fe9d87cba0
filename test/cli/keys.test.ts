import { expect } from 'chai'
import { run, SLOW } from './command.ts'
import { type Office, openOffice } from './stage.ts'

interface Shown {
  readonly id: string
  readonly use: string
  readonly issuer: string | null
  readonly state: string
  readonly compromisedAt: string | null
  readonly rotated?: boolean
}

const FIRST = 'a'.repeat(40)
const SECOND = 'b'.repeat(40)

describe('keys on the command line', function suite() {
  this.timeout(SLOW)
  let office: Office

  beforeEach(async () => {
    office = await openOffice()
    // The first badge makes the issuer's key, the first reading of the course makes the tool's own.
    await office.visit(office.school.tutors[0])
    await office.server.tool.app.credentials.didDocument()
  })
  afterEach(() => office.close())

  const states = (keys: readonly Shown[]) => keys.map(({ use, state }) => `${use} ${state}`)
  const json = async (...args: string[]) => (await office.desk.json('keys', ...args)) as Shown[]

  it('are listed as others see them, and no secret', async () => {
    const keys = await json('list')
    expect(keys.map((key) => [key.use, key.issuer, key.state])).to.deep.equal([
      ['lti', null, 'current'],
      ['badge', 'main', 'current'],
      ['token', 'main', 'current'],
    ])
    for (const key of keys)
      expect(Object.keys(key)).to.have.members([
        ...[
          'id',
          'use',
          'issuer',
          'state',
          'createdAt',
          'activatesAt',
          'retiredAt',
          'withdrawnAt',
          'compromisedAt',
        ],
        'publicKey',
      ])
    expect(JSON.stringify(keys)).not.to.match(/\\"d\\":|encrypted/i)
    const { stdout } = await office.desk.run('keys', 'list')
    expect(stdout).to.contain(`${keys[1]?.id}  badge  main  current  since `)
  })

  it('get one successor each, beside the running tool, that waits until everybody can know it', async () => {
    const { code, stdout } = await office.desk.run('keys', 'rotate')
    expect(code).to.equal(0)
    expect(stdout.match(/next {5}signs from /g)).to.have.length(3)
    expect(states(await json('list'))).to.deep.equal([
      'lti current',
      'lti next',
      'badge current',
      'badge next',
      'token current',
      'token next',
    ])
    const again = await office.desk.run('keys', 'rotate', '--use', 'lti')
    expect([again.code, again.stdout]).to.satisfy(
      ([exit, words]: [number, string]) => exit === 1 && /waited already/.test(words),
    )
    const forced = (await json('rotate', '--use', 'lti', '--now')) as Shown[]
    expect(forced).to.have.length(1)
    expect(forced[0]).to.include({ use: 'lti', state: 'current', rotated: true })
    expect(states(await json('list'))).to.deep.equal([
      'lti retired',
      'lti current',
      'badge current',
      'badge next',
      'token current',
      'token next',
    ])
  })

  it('that are in wrong hands leave, or are marked where they cannot', async () => {
    await json('rotate', '--withdraw', '--use', 'lti')
    await json('rotate', '--withdraw', '--issuer', 'main')
    const keys = await json('list')
    expect(states(keys)).to.deep.equal(
      ['lti gone', 'badge retired', 'token retired'].flatMap((old) => [old, `${old.split(' ')[0]} current`]),
    )
    expect(keys.map(({ compromisedAt }) => compromisedAt !== null)).to.deep.equal(
      [true, true, true].flatMap((marked) => [marked, false]),
    )
    expect((await office.server.tool.lti.jwks()).keys.map(({ kid }) => kid)).to.deep.equal([keys[1]?.id])
  })

  it('are not touched by a slip of the pen', async () => {
    const before = await json('list')
    const slips: readonly [string[], RegExp][] = [
      [['rotate', '--use', 'rsa'], /--use is one of lti, badge, token/],
      [['rotate', '--issuer', 'nobody'], /no issuer nobody/],
      [['rotate', '--use', 'lti', '--issuer', 'main'], /--issuer goes with/],
      [['turn'], /keys list \| rotate/],
    ]
    for (const [args, words] of slips) {
      const { code, stderr } = await office.desk.run('keys', ...args)
      expect([code, stderr], args.join(' ')).to.satisfy(
        ([exit, said]: [number, string]) => exit === 2 && words.test(said),
      )
    }
    expect(await json('list')).to.deep.equal(before)
  })

  it('are encrypted anew after the secret was changed, and made anew when it is lost', async () => {
    await office.stopTool()
    const { folder } = office.desk
    const tool = (settings: Record<string, string>, ...args: string[]) =>
      run({ DATA_DIR: folder, ...settings }, ...args)
    const lost = await tool({ SECRET_KEY: FIRST }, 'keys', 'reseal')
    expect([lost.code, lost.stdout]).to.satisfy(
      ([exit, said]: [number, string]) => exit === 1 && /SECRET_KEY_OLD opens: /.test(said),
    )
    const made = await tool({ SECRET_KEY: FIRST }, 'keys', 'rotate', '--now', '--json')
    expect((JSON.parse(made.stdout) as Shown[]).map(({ state, rotated }) => [state, rotated])).to.deep.equal([
      ['current', true],
      ['current', true],
      ['current', true],
    ])
    const sealed = await tool({ SECRET_KEY: SECOND, SECRET_KEY_OLD: FIRST }, 'keys', 'reseal', '--json')
    expect(JSON.parse(sealed.stdout)).to.have.property('sealed', 3)
  })
})
