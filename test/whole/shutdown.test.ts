import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { addLinks, COURSE, enter, LADDER, open, post, sessionOf } from './course.ts'
import { beginTool, openStage, type Stage, slowDown, speedUp } from './stage.ts'
import { freePort, until } from './until.ts'

describe('the tool as a process', function () {
  this.timeout(120_000)
  let stage: Stage
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ladder-process-'))
    stage = await openStage({ learners: 3 })
  })
  after(async () => {
    await stage?.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('finishes on SIGTERM what is in flight: the request gets its answer, the job its end', async () => {
    const { vle, school } = stage
    const tool = await stage.start()
    const tutor = await enter(vle, school.tutors[0].id)
    await addLinks(tutor, 1)
    const page = await open(tutor, vle, LADDER, '/activities')
    await until('the course is read', async () => isRead(await (await fetchPage(tutor, page)).text()))

    const asked = slowDown(vle, 1500)
    await post(tutor, await open(tutor, vle, LADDER), 'form[action$="/refresh"]', {})
    const reply = post(tutor, page, 'form[action$="/columns"]', {
      title: 'Teamwork',
      source: 'column',
      kind: 'participation',
      maximum: '10',
    })
    // The job waits for the roster, the request for its column.
    await until('both ask the VLE', () => asked() >= 2)
    // Browsers open connections in reserve and send nothing.
    const { hostname, port } = new URL(stage.toolUrl)
    const reserve = connect({ host: hostname, port: Number(port) })
    await once(reserve, 'connect')
    const began = Date.now()
    tool.child.kill('SIGTERM')
    const answer = await reply
    expect(answer.status, tool.said() + (await answer.text())).to.equal(303)
    expect(await tool.ended, tool.said()).to.equal(0)
    reserve.destroy()
    expect(Date.now() - began, 'milliseconds until the end').to.be.below(15_000)
    expect(tool.said()).not.to.match(/job failed|could not be settled/)
    speedUp(vle)
    expect(vle.columns(COURSE).filter((column) => column.label === 'Teamwork')).to.have.length(1)

    const again = await stage.start()
    const table = await open(tutor, vle, LADDER, '/activities')
    expect(table.$('main .mapping').text()).to.include('Teamwork')
    await until('the course is read again', async () => isRead(await (await fetchPage(tutor, table)).text()))
    again.child.kill('SIGTERM')
    expect(await again.ended).to.equal(0)
    expect(again.said(), 'nothing was left half done').not.to.match(/taken up again/)

    async function fetchPage(robot: typeof tutor, at: typeof page): Promise<Response> {
      const home = await robot.get(`${sessionOf(at)}/`)
      return new Response(home.html)
    }
  })

  it('is refused, with what to do, where another process has the SQLite file', async () => {
    const first = await stage.start()
    const second = beginTool({ ...stage.settings, PORT: String(await freePort()) })
    expect(await second.ended).to.equal(1)
    expect(second.said()).to.match(/another process.*PostgreSQL/s)
    expect(second.said()).not.to.match(/\n\s+at /)
    expect((await fetch(`${stage.toolUrl}/readyz`)).status).to.equal(200)
    first.child.kill('SIGTERM')
    expect(await first.ended).to.equal(0)
  })

  it('lists every wrong setting at once, each by its name', async () => {
    const wrong = {
      PORT: 'three thousand',
      PUBLIC_URL: 'ftp://tool.example',
      DATABASE_URL: 'postgres://tool@db/ladder',
      LOG_LEVEL: 'loud',
      REFRESH_MINUTES: '-1',
      TIME_ZONE: 'Mars/Olympus',
      ALLOW_PRIVATE_PLATFORMS: 'perhaps',
      DATA_DIR: folder,
    }
    const tool = beginTool(wrong)
    expect(await tool.ended).to.equal(1)
    const { DATABASE_URL: _right, DATA_DIR: _too, ...faulty } = wrong
    // PostgreSQL takes a SECRET_KEY, which nobody set.
    for (const name of [...Object.keys(faulty), 'SECRET_KEY']) {
      expect(tool.said(), name).to.match(new RegExp(`^ {2}- ${name}: `, 'm'))
    }
    expect(tool.said()).not.to.match(/\n\s+at /)
  })

  it('says so where its port is taken', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    try {
      const address = other.address()
      const port = address !== null && typeof address === 'object' ? String(address.port) : ''
      const tool = beginTool({ PORT: port, HOST: '127.0.0.1', DATA_DIR: folder, LOG_LEVEL: 'warn' })
      expect(await tool.ended).to.equal(1)
      expect(tool.said()).to.match(/port is taken.*PORT/s)
      expect(tool.said()).not.to.match(/\n\s+at /)
    } finally {
      other.close()
    }
  })
})

const isRead = (html: string) => html.includes('Read from the course')
