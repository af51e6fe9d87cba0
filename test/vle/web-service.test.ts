import { expect } from 'chai'
import { createStage, type Stage } from './stage.ts'

const TOKEN = 'a-token'
const ALL = [
  'core_webservice_get_site_info',
  'core_course_get_contents',
  'core_completion_get_activities_completion_status',
  'gradereport_user_get_grade_items',
]

describe('the VLE’s own web service', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await createStage()
    stage.vle.webService.tokens[TOKEN] = [...ALL]
  })
  afterEach(() => stage.close())

  async function ask(wsfunction: string, more: Record<string, string> = {}) {
    const body = new URLSearchParams({ wstoken: TOKEN, wsfunction, moodlewsrestformat: 'json', ...more })
    const reply = await fetch(`${stage.vle.url}/webservice/rest/server.php`, { method: 'POST', body })
    return { status: reply.status, text: await reply.text() }
  }
  async function refused(wsfunction: string, more: Record<string, string> = {}): Promise<string> {
    const { status, text } = await ask(wsfunction, more)
    expect(status, 'a refusal comes with 200').to.equal(200)
    return JSON.parse(text).errorcode
  }
  const COMPLETION = 'core_completion_get_activities_completion_status'

  it('tells completion and grades of one person', async () => {
    const [learner] = stage.school.learners
    const quiz = stage.vle.addQuiz('2', { title: 'Quiz', grades: { [learner?.id ?? '']: 70 } })
    const who = { courseid: '2', userid: learner?.id ?? '' }
    const { statuses } = JSON.parse((await ask(COMPLETION, who)).text)
    expect(statuses).to.have.length(1)
    expect(statuses[0]).to.include({ cmid: Number(quiz.id), state: 1 })
    const { usergrades } = JSON.parse((await ask('gradereport_user_get_grade_items', who)).text)
    const [item] = usergrades[0].gradeitems.filter((one: { cmid?: number }) => one.cmid === Number(quiz.id))
    expect(item).to.include({ graderaw: 70, grademax: 100, itemtype: 'mod' })
  })

  it('refuses as Moodle does: token, function, course, person, permission, everything', async () => {
    const { webService } = stage.vle
    const who = { courseid: '2', userid: '101' }
    expect(await refused(COMPLETION, { ...who, wstoken: 'other' })).to.equal('invalidtoken')
    expect(await refused('core_user_get_users')).to.equal('invalidrecord')
    webService.tokens[TOKEN] = ALL.slice(0, 1)
    expect(await refused(COMPLETION, who)).to.equal('accessexception')
    webService.tokens[TOKEN] = [...ALL]
    expect(await refused(COMPLETION, { ...who, courseid: '77' })).to.equal('invalidrecord')
    expect(await refused(COMPLETION, { ...who, userid: '90' })).to.equal('notenroled')
    expect(await refused(COMPLETION, { ...who, userid: '7777' })).to.equal('invaliduser')
    webService.mayView = false
    expect(await refused(COMPLETION, who)).to.equal('nopermissions')
    webService.closedCourses.push('2')
    expect(await refused(COMPLETION, who)).to.equal('requireloginerror')
    webService.enabled = false
    expect(await refused(COMPLETION, who)).to.equal('enablewsdescription')
  })

  it('answers in XML where no JSON was asked for', async () => {
    expect((await ask(COMPLETION, { moodlewsrestformat: '' })).text).to.match(/^<\?xml/)
  })
})
