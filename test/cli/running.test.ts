/** Commands beside a running tool that has the SQLite file: each is a process, and so is the tool where it is stopped or killed. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { beginTool, type Started, slowDown, speedUp } from '../whole/stage.ts'
import { freePort, until } from '../whole/until.ts'
import { type Desk, openDesk, run, SLOW } from './command.ts'
import { type Office, openOffice } from './stage.ts'

const addVle = (name: string) => [
  'platform',
  'add',
  ...['--name', name, '--issuer', 'https://vle.example', '--client-id', name, '--deployment-id', '1'],
  ...['--auth-url', 'https://vle.example/auth', '--token-url', 'https://vle.example/token'],
  ...['--jwks-url', 'https://vle.example/jwks'],
]

describe('commands beside a running tool', function suite() {
  this.timeout(SLOW)
  let office: Office
  let courseId: string

  beforeEach(async () => {
    office = await openOffice()
    courseId = (await office.visit(office.school.tutors[0])).course.id
  })
  afterEach(() => office.close())

  it('do what they do without one, with the same answers', async () => {
    const { desk } = office
    const platforms = (await desk.json('platform', 'list')) as { id: string }[]
    expect(platforms).to.have.length(1)
    const id = platforms[0]?.id ?? ''
    expect(await desk.run('platform', 'suspend', id)).to.deep.equal({
      code: 0,
      stdout: `${id} is suspended.\n`,
      stderr: '',
    })
    expect((await office.server.tool.store.platforms.byId(id))?.status).to.equal('suspended')
    for (const args of [['platform', 'approve'], ['keys'], ['refresh', '--course', 'none']]) {
      const alone = await openDesk()
      try {
        expect(await desk.run(...args), args.join(' ')).to.deep.equal(await alone.run(...args))
      } finally {
        await alone.close()
      }
    }
  })

  it('read a course, wait until it is read, and say how far it is', async () => {
    const [gone] = office.school.learners
    office.vle.unenrol('2', gone?.id ?? '')
    const { code, stdout } = await office.desk.run('refresh', '--course', courseId)
    expect([code, stdout]).to.deep.equal([0, `${courseId}  ${office.school.course.title}: done\n`])
    expect((await office.server.tool.store.progress.counts(courseId)).learners).to.equal(4)
    office.vle.faults.membershipsStatus = 503
    const away = await office.desk.run('refresh', '--json')
    expect(away).to.deep.include({ code: 1, stderr: '' })
    expect(JSON.parse(away.stdout)).to.deep.equal([
      { id: courseId, title: office.school.course.title, state: 'waiting', error: 'platform_unreachable' },
    ])
  })

  it('stop waiting when the tool stops, and say so', async () => {
    const asked = slowDown(office.vle, 500)
    const answer = office.desk.run('refresh')
    await until('the VLE is asked', () => asked() >= 1)
    await office.server.stop()
    speedUp(office.vle)
    const { code, stderr } = await answer
    expect(stderr).to.contain('The tool is being stopped.')
    expect(code).to.be.oneOf([0, 1])
  })
})

describe('commands beside a tool of its own process', function suite() {
  this.timeout(SLOW)
  let desk: Desk
  let tools: Started[]

  beforeEach(async () => {
    desk = await openDesk()
    tools = []
  })
  afterEach(async () => {
    for (const { child } of tools) child.kill('SIGKILL')
    await Promise.all(tools.map(({ ended }) => ended))
    await desk.close()
  })

  async function start(settings: Record<string, string> = {}): Promise<Started> {
    const port = String(await freePort())
    const tool = beginTool({
      DATA_DIR: desk.folder,
      PORT: port,
      HOST: 'localhost',
      LOG_LEVEL: 'info',
      ...settings,
    })
    tools.push(tool)
    await until('the tool answers', async () => {
      if (tool.child.exitCode !== null) throw new Error(tool.said())
      return (await fetch(`http://localhost:${port}/readyz`).catch(() => null))?.status === 200
    })
    return tool
  }
  const names = async () =>
    ((await desk.json('platform', 'list')) as { name: string }[]).map(({ name }) => name)

  it('all take effect when many are typed at once, and the log names them without a word of their arguments', async () => {
    const tool = await start()
    const wanted = ['one', 'two', 'three', 'four']
    const answers = await Promise.all(wanted.map((name) => desk.run(...addVle(name))))
    expect(answers.map(({ code, stderr }) => [code, stderr])).to.deep.equal(wanted.map(() => [0, '']))
    expect(await names()).to.have.members(wanted)
    await desk.run('platform', 'approve', 'hunter2')
    expect(tool.said()).to.match(/"command":"platform","exit":0/)
    expect(tool.said()).not.to.match(/hunter2|three|vle\.example/)
  })

  it('all take effect without a tool as well, one after the other', async () => {
    const wanted = ['one', 'two', 'three']
    const answers = await Promise.all(wanted.map((name) => desk.run(...addVle(name))))
    expect(answers.map(({ code, stderr }) => [code, stderr])).to.deep.equal(wanted.map(() => [0, '']))
    expect(await names()).to.have.members(wanted)
  })

  it('find the database free when the tool was killed, and the next tool when one was started again', async () => {
    const socket = join(desk.folder, 'credential-ladder.db.sock')
    const first = await start()
    first.child.kill('SIGKILL')
    await first.ended
    expect(existsSync(socket), 'a killed process leaves its socket').to.equal(true)
    expect((await desk.run(...addVle('one'))).code).to.equal(0)
    const second = await start()
    expect(await names()).to.deep.equal(['one'])
    second.child.kill('SIGTERM')
    expect(await second.ended).to.equal(0)
    expect(second.said()).to.contain('"command":"platform"')
    expect(existsSync(socket)).to.equal(false)
    expect(await names()).to.deep.equal(['one'])
  })

  it('typed while the tool starts or stops wait until one of both has the database', async () => {
    const tool = await start()
    tool.child.kill('SIGTERM')
    const stopping = desk.run(...addVle('one'))
    await tool.ended
    expect(await stopping).to.include({ code: 0, stderr: '' })
    const starting = start()
    const answer = await desk.run(...addVle('two'))
    await starting
    expect(answer).to.include({ code: 0, stderr: '' })
    expect(await names()).to.have.members(['one', 'two'])
  })

  it('go to the tool that has their database, not to another one of the same folder', async () => {
    const other = join(desk.folder, 'other.db')
    await start({ DATABASE_URL: `sqlite:${other}` })
    expect((await desk.run(...addVle('one'))).code).to.equal(0)
    expect(await names()).to.deep.equal(['one'])
    const beside = { DATA_DIR: desk.folder, DATABASE_URL: `sqlite:${other}` }
    expect(await run(beside, 'platform', 'list')).to.include({
      code: 0,
      stdout: 'No platform is registered yet.\n',
    })
  })
})
