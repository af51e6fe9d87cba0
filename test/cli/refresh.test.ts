import { expect } from 'chai'
import { readConfig } from '../../src/config.ts'
import { assembleTool } from '../../src/tool.ts'
import { openDesk, SLOW } from './command.ts'
import { type Office, openOffice } from './stage.ts'

describe('reading courses on the command line', function suite() {
  this.timeout(SLOW)
  let office: Office
  let courseId: string

  beforeEach(async () => {
    office = await openOffice()
    courseId = (await office.visit(office.school.tutors[0])).course.id
  })
  afterEach(() => office.close())

  const report = (state: string, error: string | null) => [
    { id: courseId, title: office.school.course.title, state, error },
  ]

  it('reads a course and waits until it is read', async () => {
    await office.stopTool()
    const [gone] = office.school.learners
    office.vle.unenrol('2', gone?.id ?? '')
    const { code, stdout } = await office.desk.run('refresh', '--course', courseId)
    expect([code, stdout]).to.deep.equal([0, `${courseId}  ${office.school.course.title}: done\n`])
    const tool = await assembleTool(readConfig({ DATA_DIR: office.desk.folder, LOG_LEVEL: 'silent' }))
    try {
      expect((await tool.store.progress.counts(courseId)).learners).to.equal(4)
    } finally {
      await tool.close()
    }
  })

  it('exits 1 where a course could not be read, and keeps the log out of the answer', async () => {
    await office.stopTool()
    office.vle.faults.membershipsStatus = 403
    const refused = await office.desk.run('refresh', '--json')
    expect([refused.code, JSON.parse(refused.stdout)]).to.deep.equal([1, report('failed', 'service_refused')])
    expect(refused.stderr).to.contain('a job failed')
    office.vle.faults.membershipsStatus = 503
    const away = await office.desk.run('refresh', '--json')
    expect([away.code, JSON.parse(away.stdout)]).to.deep.equal([1, report('waiting', 'platform_unreachable')])
  })
})

describe('a tool that nobody used yet, on the command line', function suite() {
  this.timeout(SLOW)

  it('has no key and no course, and says so', async () => {
    const desk = await openDesk()
    try {
      expect((await desk.run('keys', 'list')).stdout).to.match(/^No key has been made yet/)
      expect(await desk.run('refresh')).to.deep.equal({
        code: 0,
        stdout: 'No course is known yet.\n',
        stderr: '',
      })
      expect(await desk.json('refresh')).to.deep.equal([])
    } finally {
      await desk.close()
    }
  })
})
