import { expect } from 'chai'
import { createVle } from './index.ts'
import { createStage, type Stage } from './stage.ts'

describe('reference VLE: pages', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await createStage()
  })
  afterEach(() => stage.close())
  const at = (path: string) => `${stage.vle.url}${path}`

  it('lets one pick whom to be, and leaves again', async () => {
    const front = await stage.robot.visit(at('/'))
    expect(front.$('button').text()).to.contain('Siân Llywelyn').and.contain('Teresa Docente')
    const course = await stage.robot.enterAs('101')
    expect(course.$('h1').text()).to.equal('Teaching Online: Practice & Evidence')
    await stage.robot.submit(course, 'form[action="/leave"]')
    expect((await stage.robot.visit(at('/courses/2'))).status).to.equal(401)
  })

  it('frames the tool with a title, filling the page, with a way to a new window', async () => {
    await stage.robot.enterAs('101')
    const page = await stage.ask(`/courses/2/links/${stage.link.id}`)
    expect(page.status, 'without a session').to.equal(401)
    const window = await stage.robot.openLink('2', stage.link.id, { target: 'window' })
    expect(window.framed).to.equal(false)
    const claims = await stage.tool.claims()
    const presentation = claims['https://purl.imsglobal.org/spec/lti/claim/launch_presentation']
    expect(presentation).to.include({ document_target: 'window' })
  })

  it('takes grades that a teacher types, and shows learners their own with comments', async () => {
    await stage.robot.enterAs('33')
    const book = await stage.robot.visit(at('/courses/2/gradebook'))
    const form = `tr[data-user="101"] form:has(input[value="${stage.standalone.id}"])`
    await stage.robot.submit(book, form, { score: '13.5', comment: 'Great teamwork' })
    expect(stage.vle.gradeOf(stage.standalone.id, '101')).to.include({
      score: 13.5,
      by: '33',
      comment: 'Great teamwork',
    })
    expect((await stage.robot.submit(book, form, { score: 'lots' })).status).to.equal(400)
    await stage.robot.enterAs('101')
    const row = (await stage.robot.visit(at('/courses/2/grades'))).$(
      `tr[data-column="${stage.standalone.id}"]`,
    )
    expect(row.text()).to.contain('13.5 / 20').and.contain('Great teamwork')
    expect((await stage.robot.visit(at('/courses/2/gradebook'))).status).to.equal(403)
  })

  it('sets a calculation, after which the column cannot be typed in', async () => {
    const quiz = stage.vle.addQuiz('2', { title: 'Unit 1 quiz', grades: { 101: 18 } })
    await stage.robot.enterAs('33')
    const book = await stage.robot.visit(at('/courses/2/gradebook'))
    const after = await stage.robot.submit(book, `th[data-column="${stage.standalone.id}"] form`, {
      activityId: quiz.id,
    })
    expect(stage.vle.gradeOf(stage.standalone.id, '101')?.score).to.equal(18)
    expect(after.$(`tr[data-user="101"] input[value="${stage.standalone.id}"]`)).to.have.length(0)
    expect(after.$(`th[data-column="${stage.standalone.id}"] option[selected]`).attr('value')).to.equal(
      quiz.id,
    )
  })

  it('lets a learner complete an activity of the VLE’s own', async () => {
    const forum = stage.vle.addForum('2', { title: 'Introduce yourself' })
    await stage.robot.enterAs('101')
    const page = await stage.robot.visit(at(`/courses/2/activities/${forum.id}`))
    await stage.robot.submit(page, 'main form')
    expect(stage.vle.activity(forum.id)?.completed).to.deep.equal({ 101: true })
  })

  it('lets a teacher take a link away, with its column', async () => {
    const course = await stage.robot.enterAs('33')
    await stage.robot.submit(course, `form[action="/courses/2/links/${stage.link.id}/remove"]`)
    expect(stage.vle.links('2')).to.deep.equal([])
    expect(stage.vle.columns('2').map((column) => column.label)).to.deep.equal(['Teamwork'])
  })

  it('escapes what people wrote', async () => {
    stage.vle.addLink('2', { title: '<img src=x>', url: stage.tool.url, toolId: '1' })
    const page = await stage.robot.enterAs('101')
    expect(page.$('main img')).to.have.length(0)
    expect(page.$('main').text()).to.contain('<img src=x>')
  })

  it('goes on from a snapshot, with the same keys and the same grades, and tells of changes', async () => {
    let changes = 0
    const stop = stage.vle.onChange(() => {
      changes += 1
    })
    stage.vle.grade(stage.standalone.id, '101', 7)
    stop()
    stage.vle.grade(stage.standalone.id, '102', 7)
    expect(changes).to.equal(1)
    const data = JSON.parse(JSON.stringify(stage.vle.snapshot()))
    const again = await createVle({ data })
    try {
      expect(again.snapshot()).to.deep.equal(data)
      expect(again.keys.jwks()).to.deep.equal(stage.vle.keys.jwks())
      expect(again.addQuiz('2', { title: 'New' }).id).not.to.equal(stage.link.id)
    } finally {
      await again.close()
    }
  })
})
