import { expect } from 'chai'
import { whose } from '../../demo/people.ts'
import { createRobot } from '../vle/robot.ts'
import { playedStage } from './played.ts'
import { PLAYED, type Stage } from './stage.ts'

interface Moved {
  readonly source: string
  readonly learner: string
  readonly level: 'completed' | 'demonstrated'
  /** On the learner's own page, in the rung that was earned; of the roster: above the ladder. */
  readonly why: RegExp
}

const DATE = '\\d+ \\w+ \\d{4}'
const words = (text: string) => new RegExp(text.replaceAll('DATE', DATE))

/** Whom each source moved, as the demo's people tell. None of them has anything else that leads to the level. */
const MOVED: readonly Moved[] = [
  {
    source: 'check-in',
    learner: '102',
    level: 'completed',
    why: words('Attended 5 of 5 sessions · at least 4 needed · from check-ins, last DATE'),
  },
  {
    source: 'gradebook column',
    learner: '103',
    level: 'completed',
    why: words('Took part in 1 of 1 activity · from the gradebook, last DATE'),
  },
  {
    source: 'coursework',
    learner: '108',
    level: 'demonstrated',
    why: words('Handed in 1 of 1 piece of course work · from work handed in here, last DATE'),
  },
  {
    source: 'mirror column',
    learner: '106',
    level: 'demonstrated',
    why: words('Completed 1 of 1 assignment · from a grade that the VLE computes, last DATE'),
  },
  {
    source: 'checkpoint',
    learner: whose('unit-test').id,
    level: 'demonstrated',
    why: words('opened “Unit 3 is done” .*The test of unit 3 was passed · from a checkpoint, last DATE'),
  },
  {
    source: 'register import',
    learner: whose('webinar').id,
    level: 'demonstrated',
    why: words('“Webinar with last year’s learners” · from an imported register, last DATE'),
  },
  {
    source: 'confirmation',
    learner: whose('seminar').id,
    level: 'demonstrated',
    why: words('“Led a seminar for colleagues” · from a tutor’s word, last DATE'),
  },
  {
    source: 'confirmation (an equivalent course)',
    learner: whose('elsewhere').id,
    level: 'completed',
    why: words(
      'Attended an equivalent course: Leading Online Learning, Lakeside College, 12 May 2026 · on DATE',
    ),
  },
  {
    source: 'Moodle web service',
    learner: whose('forum').id,
    level: 'demonstrated',
    why: words('“Course forum” · from Moodle itself, last DATE'),
  },
  {
    source: 'roster',
    learner: whose('leaves').id,
    level: 'completed',
    why: words('You left the course on DATE and came back on DATE: what you do counts again'),
  },
]

/** The learner's own page, as they open it in the VLE. */
async function ladderOf({ vle, linkId }: Stage, userId: string) {
  const robot = createRobot(vle)
  await robot.enterAs(userId)
  const { $ } = await robot.openLink(PLAYED, linkId(PLAYED, 'My credentials'))
  const text = (selector: string) => $(selector).text().replace(/\s+/g, ' ')
  return { text, has: (selector: string) => $(selector).length > 0 }
}

describe('In the demo’s course', function suite() {
  this.timeout(60_000)
  let stage: Stage
  before(async function play() {
    this.timeout(180_000)
    stage = await playedStage()
  })

  for (const { source, learner, level, why } of MOVED)
    it(`${source} moves a learner to ${level}, whose page says why`, async () => {
      const page = await ladderOf(stage, learner)
      const rung = `.rung-${level}.earned`
      expect(page.has(rung)).to.equal(true)
      expect(page.text(source === 'roster' ? 'main' : rung)).to.match(why)
      // By this source alone: every other way to the level was left aside.
      if (level === 'demonstrated') expect(page.text(`${rung} .criterion`).match(/Done: /g)).to.have.length(1)
    })

  it('nobody goes on by what a register, a gate or a roster did not let count', async () => {
    // Five minutes of the webinar; a test that was not passed.
    const forum = await ladderOf(stage, whose('forum').id)
    expect(forum.text('.rung-demonstrated')).not.to.match(/Webinar|Unit 3/)
    const robot = createRobot(stage.vle)
    await robot.enterAs('102')
    const shut = await robot.openLink(PLAYED, stage.linkId(PLAYED, 'Unit 3 is done'))
    expect(shut.status).to.equal(403)
    expect((await ladderOf(stage, '102')).has('.rung-demonstrated.earned')).to.equal(false)
  })

  it('a tutor reads that the one who was away came back', async () => {
    const robot = createRobot(stage.vle)
    await robot.enterAs('11')
    const { url } = await robot.openLink(PLAYED, stage.linkId(PLAYED, 'My credentials'))
    const found = await robot.get(`${url}?search=${whose('leaves').familyName}`)
    const { $ } = await robot.follow(found, 'a[href*="/learners/"]')
    expect($('.membership').text()).to.match(words('came back on DATE, having left on DATE'))
  })
})
