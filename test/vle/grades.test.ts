import { expect } from 'chai'
import { MEDIA } from './fake-tool.ts'
import { createStage, type Stage } from './stage.ts'
import { AGS, type Column } from './types.ts'

describe('reference VLE: scores and results', () => {
  let stage: Stage
  let token: string
  // Grades of teachers are given at this time.
  const noon = Date.parse('2026-11-23T12:00:00Z')
  beforeEach(async () => {
    stage = await createStage({})
    token = await stage.tool.token(`${AGS}score`, `${AGS}result.readonly`)
  })
  afterEach(() => stage.close())

  const path = (column: Column, what: string) =>
    `/services/2/lineitems/${column.id}/lineitem/${what}?type_id=1`
  const full = { activityProgress: 'Completed', gradingProgress: 'FullyGraded', scoreMaximum: 10 }
  const at = (seconds: number) => new Date(noon + seconds * 1000).toISOString()
  const post = (column: Column, body: object, type: string = MEDIA.score) =>
    stage.ask(path(column, 'scores'), {
      method: 'POST',
      token,
      type,
      body: { userId: '101', ...full, ...body },
    })
  const results = async (column: Column, query = '') => {
    const reply = await stage.ask(path(column, 'results') + query, { token, accept: MEDIA.results })
    expect(reply.status).to.equal(200)
    return (await reply.json()) as Record<string, unknown>[]
  }

  it('keeps a score, scaled to the column, and gives it as a result in the time of the site', async () => {
    const { standalone } = stage
    expect(
      (await post(standalone, { timestamp: at(0), scoreGiven: 5, comment: 'Well done' })).status,
    ).to.equal(200)
    const scoreOf = `${stage.vle.url}/services/2/lineitems/${standalone.id}/lineitem?type_id=1`
    expect(await results(standalone)).to.deep.equal([
      {
        id: `${stage.vle.url}/services/2/lineitems/${standalone.id}/lineitem/results?type_id=1&user_id=101`,
        userId: '101',
        resultScore: 10,
        resultMaximum: 20,
        comment: 'Well done',
        scoreOf,
        timestamp: '2026-11-23T13:00:00+01:00',
      },
    ])
    expect(await results(standalone, '&user_id=102')).to.deep.equal([])
  })

  it('erases the comment with a score that has none', async () => {
    await post(stage.coupled, { timestamp: at(0), scoreGiven: 5, comment: 'Well done' })
    await post(stage.coupled, { timestamp: at(1), scoreGiven: 6 })
    expect((await results(stage.coupled))[0])
      .to.include({ resultScore: 6 })
      .and.not.to.have.property('comment')
  })

  it('clears the grade with one that is not fully graded or has no score', async () => {
    for (const change of [{ gradingProgress: 'PendingManual', scoreGiven: 3 }, { comment: 'waiting' }]) {
      const start = 100 * (stage.vle.log.count({ service: 'scores' }) + 1)
      await post(stage.coupled, { timestamp: at(start), scoreGiven: 5 })
      await post(stage.coupled, { timestamp: at(start + 1), ...change })
      const [result] = await results(stage.coupled)
      expect(result).to.have.all.keys('id', 'userId')
    }
  })

  it('answers 409 to a time that is no later in whole seconds', async () => {
    await post(stage.coupled, { timestamp: at(0), scoreGiven: 5 })
    expect((await post(stage.coupled, { timestamp: at(0.999), scoreGiven: 6 })).status).to.equal(409)
    expect((await post(stage.coupled, { timestamp: at(-60), scoreGiven: 6 })).status).to.equal(409)
    expect((await post(stage.coupled, { timestamp: at(1), scoreGiven: 6 })).status).to.equal(200)
  })

  it('answers 400 for people who are not learners here and for scores without a maximum', async () => {
    for (const userId of ['33', '99999']) {
      expect((await post(stage.coupled, { userId, timestamp: at(0), scoreGiven: 5 })).status).to.equal(400)
    }
    const noMaximum = await post(stage.coupled, { timestamp: at(0), scoreGiven: 5, scoreMaximum: undefined })
    expect(noMaximum.status).to.equal(400)
    expect(await noMaximum.json()).to.deep.equal([])
  })

  it('answers 400 to application/json, and takes a charset', async () => {
    expect(
      (await post(stage.coupled, { timestamp: at(0), scoreGiven: 5 }, 'application/json')).status,
    ).to.equal(400)
    const type = `${MEDIA.score}; charset=utf-8`
    expect((await post(stage.coupled, { timestamp: at(0), scoreGiven: 5 }, type)).status).to.equal(200)
  })

  it('answers 500 where a grade is locked or the VLE computes it', async () => {
    stage.vle.lockGrade(stage.coupled.id, '101')
    expect((await post(stage.coupled, { timestamp: at(0), scoreGiven: 5 })).status).to.equal(500)
    const quiz = stage.vle.addQuiz('2', { title: 'Quiz', scoreMaximum: 10, grades: { 101: 7 } })
    stage.vle.setCalculation(stage.standalone.id, quiz.id)
    expect((await post(stage.standalone, { timestamp: at(0), scoreGiven: 5 })).status).to.equal(500)
  })

  it('loses a teacher’s grade to a later score on a standalone column, and keeps it on that of a link', async () => {
    const later = new Date(Date.now() + 60_000).toISOString()
    for (const column of [stage.standalone, stage.coupled]) {
      stage.vle.grade(column.id, '101', 9, '33', 'By hand')
      expect((await post(column, { timestamp: later, scoreGiven: 2 })).status).to.equal(200)
    }
    expect((await results(stage.standalone))[0]).to.include({ resultScore: 4 })
    expect((await results(stage.coupled))[0]).to.include({ resultScore: 9, comment: 'By hand' })
    expect(stage.vle.log.count({ service: 'scores', method: 'POST', status: 200 })).to.equal(2)
  })

  it('computes a column from an activity of its own', async () => {
    const quiz = stage.vle.addQuiz('2', { title: 'Quiz', scoreMaximum: 100, grades: { 101: 15, 102: 80 } })
    stage.vle.setCalculation(stage.standalone.id, quiz.id)
    const scores = (await results(stage.standalone)).map((one) => [one.userId, one.resultScore])
    expect(scores).to.deep.equal([
      ['101', 15],
      ['102', 20],
    ])
    stage.vle.grade(stage.vle.activityColumn(quiz.id) ?? '', '103', 3)
    expect(await results(stage.standalone)).to.have.length(3)
  })

  it('answers 404 in HTML to limit beside type_id, and pages without', async () => {
    const broken = await stage.ask(`${path(stage.coupled, 'results')}&limit=2`, {
      token,
      accept: MEDIA.results,
    })
    expect(broken.status).to.equal(404)
    expect(broken.headers.get('content-type')).to.contain('text/html')
    for (const user of stage.school.learners) stage.vle.grade(stage.coupled.id, user.id, 5)
    const url = path(stage.coupled, 'results').replace('type_id=1', 'limit=2')
    const reply = await stage.ask(url, { token, accept: MEDIA.results })
    expect(await reply.json()).to.have.length(2)
    expect(reply.headers.get('link')).to.contain('from=2')
  })

  it('does each fault when it is switched on, and counts every request', async () => {
    const { faults, log } = stage.vle
    const status = async () => (await post(stage.coupled, { timestamp: at(0), scoreGiven: 5 })).status
    faults.scoresStatus = 429
    faults.retryAfter = 7
    const limited = await post(stage.coupled, { timestamp: at(0), scoreGiven: 5 })
    expect([limited.status, limited.headers.get('retry-after')]).to.deep.equal([429, '7'])
    faults.scoresStatus = null
    faults.failNext = 1
    expect(await status()).to.equal(503)
    faults.loseReplies = 1
    const lost = await post(stage.coupled, { timestamp: at(0), scoreGiven: 5 }).catch(() => 'lost')
    expect(lost).to.equal('lost')
    expect(await status(), 'the lost one had been kept').to.equal(409)
    faults.down = true
    expect(await status().catch(() => 'down')).to.equal('down')
    faults.down = false
    expect(
      log.entries.filter((entry) => entry.service === 'scores').map((entry) => entry.status),
    ).to.deep.equal([429, 503, 200, 409])
  })
})
