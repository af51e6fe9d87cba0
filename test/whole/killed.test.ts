import { expect } from 'chai'
import { createBackground } from '../../src/app/background.ts'
import type { Credential } from '../../src/app/model.ts'
import { readConfig } from '../../src/config.ts'
import { assembleTool, type Tool } from '../../src/tool.ts'
import type { Vle } from '../vle/index.ts'
import { type KilledStage, levelColumns, openKilledStage, run } from './killed.stage.ts'
import { loseOneReply } from './lost-reply.ts'

describe('the way from a grade to a published credential', function () {
  // About a minute with two processors to itself.
  this.timeout(480_000)
  let stage: KilledStage
  before(async () => {
    stage = await openKilledStage()
  })
  after(() => stage?.close())

  it('ends the same wherever its process is killed: one credential, one column, one score, none missing', async () => {
    const began = Date.now()
    // One is always being loaded while another works.
    let next = stage.warm()
    for (let point = 1; ; point += 1) {
      const child = next
      next = stage.warm()
      const settings = await stage.again()
      const passed = await run(child, { settings, point })
      await finish(settings, `killed at point ${point}`)
      if (passed === null) continue
      expect(passed, 'commits and answers on the way').to.be.within(50, point - 1)
      process.stdout.write(
        `      ${point - 1} points tried in ${Math.round((Date.now() - began) / 1000)} s\n`,
      )
      return
    }
  })

  it('ends the same whichever answer of the VLE never arrives', async () => {
    for (let call = 1; ; call += 1) {
      const settings = await stage.again()
      const tool = await assembleTool(readConfig(settings))
      const lost = loseOneReply(tool.lti, stage.vle, call)
      try {
        await tool.engine.start(createBackground({ ...tool.deps, lti: lost.lti }))
        await tool.engine.idle()
        await check(tool, stage.vle, `the answer to call ${call} got lost`)
      } finally {
        await tool.close()
      }
      if (lost.calls() >= call) continue
      expect(lost.calls(), 'calls on the way').to.be.above(8)
      process.stdout.write(`      ${lost.calls()} answers lost, one at a time\n`)
      return
    }
  })

  /** Starts the tool again, some seconds later, over what the killed one left, lets it finish, and looks. */
  async function finish(settings: Record<string, string>, what: string): Promise<void> {
    const clock = { now: () => Date.now() + 5_000 }
    const tool = await assembleTool(readConfig(settings), { clock })
    try {
      await tool.engine.start(tool.handlers)
      await tool.engine.idle()
      await check(tool, stage.vle, what)
    } finally {
      await tool.close()
    }
  }
})

async function check(tool: Tool, vle: Vle, what: string): Promise<void> {
  const { store, engine } = tool
  expect(await engine.counts(), `jobs, ${what}`).to.deep.equal({ waiting: 0, running: 0, dead: 0 })
  const [course] = await store.courses.list()
  if (!course) throw new Error('no course')
  expect((await store.refreshRuns.of(course.id))?.state, `the run, ${what}`).to.equal('done')

  const credentials: Credential[] = []
  for (const personId of await store.people.learnerIds(course.id, null, 10)) {
    const held = await store.credentials.ofLearner(course.id, personId)
    expect(
      held.map(({ level, state }) => `${level} ${state}`),
      `credentials, ${what}`,
    ).to.deep.equal(['completed live', 'demonstrated live'])
    credentials.push(...held)
  }
  expect(credentials, `credentials, ${what}`).to.have.length(4)
  expect(
    credentials.filter((credential) => credential.publishedAt === null),
    `published, ${what}`,
  ).to.deep.equal([])
  expect(
    new Set(credentials.map((one) => `${one.statusListId} ${one.statusIndex}`)),
    `places, ${what}`,
  ).to.have.property('size', 4)
  expect(await store.keys.list('badge', course.issuerId), `issuer keys, ${what}`).to.have.length(1)
  const awarded = (await store.audit.ofCourse(course.id, 1000)).filter(
    (line) => line.action === 'credential.awarded',
  )
  expect(
    awarded.map((line) => line.detail.credential),
    `audit, ${what}`,
  ).to.have.members(credentials.map(({ id }) => id))

  const columns = levelColumns(vle)
  expect(
    columns.map((column) => column.resourceId),
    `columns, ${what}`,
  ).to.have.members(['credential-ladder-completed', 'credential-ladder-demonstrated'])
  const comments = columns.flatMap((column) =>
    Object.values(vle.grades(column.id)).map((grade) => grade.comment ?? ''),
  )
  const scored = credentials.filter(({ id }) =>
    comments.some((comment) => comment.includes(`/credentials/${id}`)),
  )
  expect(scored, `credentials with a score, ${what}`).to.have.length(4)
  expect(comments, `scores, ${what}`).to.have.length(4)
  expect(
    vle.log.count({ service: 'scores', status: 200 }),
    `scores that changed something, ${what}`,
  ).to.equal(4)
  expect(vle.log.count({ service: 'lineitems', status: 201 }), `columns made, ${what}`).to.equal(2)
}
