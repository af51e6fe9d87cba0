/** From a pasted link to a launch, through the pages of both sides, with the VLE on another site than the tool. */
import { expect } from 'chai'
import { approvePlatform } from '../../src/app/registering/approve.ts'
import { createRegistrationLink } from '../../src/app/registering/links.ts'
import { startToolAndVle, type ToolAndVle } from '../support/tool-and-vle.ts'
import type { Tool } from '../vle/index.ts'
import { createRobot, type Page } from '../vle/robot.ts'

const ADMINISTRATOR = '90'
const TUTOR = '33'

describe('a VLE that is connected by a link', function suite() {
  this.timeout(60_000)
  let stage: ToolAndVle
  before(async () => {
    stage = await startToolAndVle('moodle')
  })
  after(() => stage.close())

  const at = (path: string) => `${stage.vle.url}${path}`
  const newTool = (): Tool => {
    const tool = stage.vle.tools().at(-1)
    if (!tool) throw new Error('the VLE has no tool')
    return tool
  }
  const code = (page: Page) => page.$('meta[name=error-code]').attr('content')

  it('registers, waits, is approved, activated and switched on, and then launches', async () => {
    const link = await createRegistrationLink(stage.tool.deps, { host: null, hours: 1, autoApprove: false })
    const admin = createRobot(stage.vle)
    await admin.enterAs(ADMINISTRATOR)
    const form = 'form[action="/admin/tools/register"]'
    const asked = await admin.submit(await admin.visit(at('/admin/tools')), form, { url: link.url })
    const framed = await admin.submit(asked, form, { as: 'new' })
    const answer = await admin.visit(framed.$('iframe.tool').attr('src') ?? '')
    expect([answer.status, answer.$('h1').text()]).to.deep.equal([
      200,
      `${new URL(stage.vle.url).host} is registered`,
    ])
    expect(answer.$('.next-step').text()).to.contain('approve')
    const again = await admin.visit(framed.$('iframe.tool').attr('src') ?? '')
    expect([again.status, code(again)]).to.deep.equal([410, 'registration_link_used'])

    const tool = newTool()
    expect(tool).to.deep.include({
      name: 'Credential Ladder',
      state: 'pending',
      launchUrl: `${stage.toolUrl}/lti/launch`,
      privacy: 'always',
      custom: {
        course_end: '$CourseSection.timeFrame.end',
        context_history: '$Context.id.history',
        link_history: '$ResourceLink.id.history',
      },
    })
    expect(tool.scopes).to.have.length(5)

    await admin.submit(
      await admin.visit(at('/admin/tools')),
      `form[action="/admin/tools/${tool.id}/activate"]`,
    )
    const tutor = createRobot(stage.vle)
    await tutor.enterAs(TUTOR)
    await tutor.submit(
      await tutor.visit(at(`/courses/${stage.courseId}/tools`)),
      `li[data-tool="${tool.id}"] form`,
    )
    const early = await tutor.startDeepLinking(stage.courseId, tool.id)
    expect([early.status, code(early)]).to.deep.equal([400, 'client_unknown'])

    const waiting = (await stage.tool.store.platforms.list()).find(({ status }) => status === 'pending')
    expect(waiting?.clientId).to.equal(tool.clientId)
    await approvePlatform(stage.tool.store, waiting?.id ?? '')
    const picker = await tutor.startDeepLinking(stage.courseId, tool.id)
    await tutor.submit(picker, 'form[action$="/deep-link"]', { ladder: 'on' })
    const placed = stage.vle.links(stage.courseId).find(({ toolId }) => toolId === tool.id)

    const learner = createRobot(stage.vle)
    await learner.enterAs(stage.learner.id)
    const page = await learner.openLink(stage.courseId, placed?.id ?? '')
    expect(page.status).to.equal(200)
    expect(page.url).to.match(/\/s\/[^/]+\/$/)
    const [course] = (await stage.tool.store.courses.list()).filter(
      ({ platformId }) => platformId === waiting?.id,
    )
    expect(course?.endsAt, 'the custom parameters came along').to.equal('2027-01-29T00:00:00.000Z')
  })
})
