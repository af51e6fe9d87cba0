import { expect } from 'chai'
import { startToolAndVle, type ToolAndVle } from '../support/tool-and-vle.ts'
import { createRobot, type Page, type RobotOptions } from '../vle/robot.ts'

const isPut = (page: Page) => page.$('#storage[data-action="put"]').length === 1
const isGet = (page: Page) => page.$('#storage[data-action="get"]').length === 1
const code = (page: Page) => page.$('meta[name=error-code]').attr('content')
const open = /\/s\/[^/]+\/$/

describe('the ways into the tool', () => {
  let stage: ToolAndVle
  async function enter(options: RobotOptions = {}) {
    const robot = createRobot(stage.vle, options)
    await robot.enterAs(stage.learner.id)
    return { robot, launch: () => robot.openLink(stage.courseId, stage.link.id) }
  }

  describe('on Canvas, whose hint is good for one authentication', () => {
    before(async () => {
      stage = await startToolAndVle('canvas')
    })
    after(() => stage.close())

    it('lead by the cookie, the first time past its storage and from then on by a plain redirect', async () => {
      const { robot, launch } = await enter()
      const put = await launch()
      expect(isPut(put)).to.equal(true)
      expect(put.$('#storage').attr('data-origin')).to.equal(stage.vle.url)
      const page = await robot.follow(put, '#next')
      expect([page.status, page.framed]).to.deep.equal([200, true])
      expect(page.url).to.match(open)

      const again = await launch()
      expect(again.status).to.equal(200)
      expect(again.url).to.match(open).and.not.equal(page.url)
    })

    it('lead in by an address whose query Canvas encoded once more, and from a review that names the wrong link', async () => {
      const { robot } = await enter()
      const url = `${stage.toolUrl}/lti/launch?course=a%20b%2Fc`
      const { id } = stage.vle.addLink(stage.courseId, { ...stage.link, title: 'Encoded', url })
      const page = await robot.follow(await robot.openLink(stage.courseId, id), '#next')
      expect(page.url).to.match(open)
      await robot.enterAs('33')
      const { id: columnId } = stage.vle.addColumn(stage.courseId, {
        label: 'Reviewed',
        scoreMaximum: 1,
        toolId: stage.link.toolId,
        linkId: stage.link.id,
        submissionReview: { url: null, custom: {} },
      })
      const again = await robot.review(stage.courseId, columnId, stage.learner.id)
      const review = isPut(again) ? await robot.follow(again, '#next') : again
      expect([review.status, code(review)]).to.deep.equal([200, undefined])
      expect(review.url).to.match(/\/s\/[^/]+\//)
    })

    /** No cookie is kept: through the put page, to the page that asks. */
    async function ask() {
      const { robot, launch } = await enter({ thirdPartyCookies: 'blocked' })
      const put = await launch()
      const secret = put.$('#storage').attr('data-value') ?? ''
      const get = await robot.follow(put, '#next')
      expect(isGet(get)).to.equal(true)
      expect(get.$('#storage').attr('data-key')).to.equal(put.$('#storage').attr('data-key'))
      expect(get.html).not.to.contain(secret)
      return { robot, launch, get, secret }
    }

    /** The button works, and works once. */
    async function pressButton(robot: ReturnType<typeof createRobot>, page: Page) {
      expect([page.status, code(page), page.framed]).to.deep.equal([403, 'cookies_blocked', true])
      expect(page.$('main').text()).to.contain(stage.learner.name)
      const form = 'form[action="/lti/window"]'
      const opened = await robot.submit(page, form)
      expect([opened.status, opened.framed]).to.deep.equal([200, false])
      expect(opened.url).to.match(open)
      expect(code(await robot.submit(page, form))).to.equal('ticket_used')
      return opened
    }

    it('end at a button for a new window where no cookie is kept and the storage answers', async () => {
      const { robot, get, secret } = await ask()
      await pressButton(robot, await robot.submit(get, '#again', { proof: secret }))
      expect(code(await robot.submit(get, '#again', { proof: secret }))).to.equal('state_unknown')
    })

    it('end at that button, too, where the storage gives no answer', async () => {
      const { robot, get, secret } = await ask()
      await pressButton(robot, await robot.submit(get, '#again'))
      expect(code(await robot.submit(get, '#again', { proof: secret }))).to.equal('state_unknown')
    })

    it('offer the storage again at the next launch of such a browser', async () => {
      const { launch } = await ask()
      expect(isPut(await launch())).to.equal(true)
    })

    it('are closed to the secret of another login', async () => {
      const [mine, yours] = [await ask(), await ask()]
      const page = await mine.robot.submit(mine.get, '#again', { proof: yours.secret })
      expect([page.status, code(page)]).to.deep.equal([400, 'state_mismatch'])
    })
  })

  describe('on Moodle, which offers no storage', () => {
    before(async () => {
      stage = await startToolAndVle('moodle')
    })
    after(() => stage.close())

    it('lead by the cookie, with a plain redirect every time', async () => {
      const { launch } = await enter()
      for (const _time of [1, 2]) {
        const page = await launch()
        expect([page.status, page.framed]).to.deep.equal([200, true])
        expect(page.url).to.match(open)
      }
    })

    it('end at a button for a new window where no cookie is kept', async () => {
      const { robot, launch } = await enter({ thirdPartyCookies: 'blocked' })
      const page = await launch()
      expect(code(page)).to.equal('cookies_blocked')
      const opened = await robot.submit(page, 'form[action="/lti/window"]')
      expect([opened.status, opened.framed]).to.deep.equal([200, false])
    })
  })
})
