import { expect } from 'chai'
import { addLinks, columnId, enter, LADDER, open, post, sessionOf } from './course.ts'
import { openStage, type Stage } from './stage.ts'
import { until } from './until.ts'

const LEARNERS = 8
const SESSIONS = 6
const ENOUGH = 12

describe('a tool that is killed while a course checks in', function () {
  this.timeout(120_000)
  let stage: Stage
  before(async () => {
    stage = await openStage({ learners: LEARNERS })
  })
  after(() => stage?.close())

  it('has lost no check-in that got its answer', async () => {
    const { vle, school } = stage
    const tool = await stage.start()
    const tutor = await enter(vle, school.tutors[0].id)
    await addLinks(tutor, SESSIONS)
    const titles = Array.from({ length: SESSIONS }, (_, index) => `Session ${index + 1}`)

    // Every page is open before the first button is pressed, so that nothing but check-ins is under way.
    const people = await Promise.all(
      school.learners.map(async ({ id }) => {
        const robot = await enter(vle, id)
        const pages = []
        for (const title of titles) pages.push({ title, page: await open(robot, vle, title) })
        return { id, robot, pages }
      }),
    )
    const acknowledged: { id: string; title: string }[] = []
    let cutOff = 0
    await Promise.all(
      people.flatMap(({ id, robot, pages }) =>
        pages.map(async ({ title, page }) => {
          const reply = await post(robot, page, 'main form', {}).catch(() => null)
          const words = (await reply?.text().catch(() => '')) ?? ''
          if (reply?.status !== 200 || !words.includes('verdict-good')) {
            cutOff += 1
            return
          }
          acknowledged.push({ id, title })
          if (acknowledged.length === ENOUGH) tool.child.kill('SIGKILL')
        }),
      ),
    )
    expect(await tool.ended).to.equal('SIGKILL')
    expect(acknowledged.length).to.be.at.least(ENOUGH)
    expect(cutOff, 'check-ins under way when it was killed').to.be.above(0)

    await stage.start()
    for (const { id, robot } of people) {
      const home = await open(robot, vle, LADDER)
      const about = await robot.get(`${sessionOf(home)}/about-me`)
      const seen = about.$('main').text()
      for (const { title } of acknowledged.filter((one) => one.id === id)) {
        expect(seen, `what is known of ${id}`).to.include(title)
      }
    }
    // Nor has it forgotten what followed from each: the mark in the VLE's gradebook.
    for (const { id, title } of acknowledged) {
      await until(`the mark of ${id} for ${title}`, () => vle.gradeOf(columnId(vle, title), id)?.score === 1)
    }
    process.stdout.write(`      ${acknowledged.length} check-ins answered, ${cutOff} cut off\n`)
  })
})
