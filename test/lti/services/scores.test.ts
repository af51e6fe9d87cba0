import { expect } from 'chai'
import type { Score } from '../../../src/lti/index.ts'
import { json } from '../support/network.ts'
import { inTurn, LINE_ITEM, serviceWorld } from '../support/services.ts'
import { refusal } from '../support/world.ts'

const url = `${LINE_ITEM}?type_id=1`
const SCORES = `${LINE_ITEM}/scores`
const score: Score = {
  userId: '3',
  scoreGiven: 100,
  scoreMaximum: 100,
  comment: 'Completed & more\nhttps://tool.example/credentials/1',
  timestamp: '2026-11-23T12:00:00.000Z',
  activityProgress: 'Completed',
  gradingProgress: 'FullyGraded',
}

const NEW_SUBMISSION = 'https://canvas.instructure.com/lti/submission'

describe('a score', () => {
  it('is sent before the query, with the exact media type, and an empty answer is enough', async () => {
    const here = serviceWorld()
    here.net.on(SCORES, () => new Response('', { status: 200 }))
    expect(await here.services.postScore(url, score)).to.equal('posted')
    const sent = here.net.sent.at(-1)
    expect(sent).to.include({ method: 'POST', url: `${SCORES}?type_id=1` })
    expect(sent?.headers.get('content-type')).to.equal('application/vnd.ims.lis.v1.score+json')
    expect(JSON.parse(sent?.body ?? '')).to.deep.equal(score)
  })

  it('is rounded to three decimals', async () => {
    const here = serviceWorld()
    here.net.on(SCORES, () => new Response(null, { status: 204 }))
    await here.services.postScore(url, { ...score, scoreGiven: 100 / 3 })
    expect(JSON.parse(here.net.sent.at(-1)?.body ?? '').scoreGiven).to.equal(33.333)
  })

  it('is taken back by one without points, or with none where the platform would keep it', async () => {
    const { scoreGiven: _, activityProgress: __, gradingProgress: ___, ...cleared } = score
    for (const [family, sent] of [
      ['moodle', { activityProgress: 'Initialized', gradingProgress: 'NotReady' }],
      ['canvas', { scoreGiven: 0, activityProgress: 'Completed', gradingProgress: 'FullyGraded' }],
    ] as const) {
      const here = serviceWorld({ family })
      here.net.on(SCORES, () => new Response(null, { status: 204 }))
      expect(await here.services.clearScore(url, cleared)).to.equal('posted')
      expect(JSON.parse(here.net.sent.at(-1)?.body ?? ''))
        .to.include(sent)
        .and.to.include(cleared)
    }
  })

  it('that the platform has already, or a later one, is the same', async () => {
    const here = serviceWorld()
    here.net.on(SCORES, () => json([], { status: 409 }))
    expect(await here.services.postScore(url, score)).to.equal('same')
    expect(here.net.count(SCORES)).to.equal(1)
  })

  it('is sent again after a broken connection, which its timestamp makes harmless', async () => {
    const here = serviceWorld()
    const broken = () => {
      throw new TypeError('connection reset')
    }
    here.net.on(
      SCORES,
      inTurn(broken, () => json([], { status: 409 })),
    )
    expect(await here.services.postScore(url, score)).to.equal('same')
  })

  const moodle400 = `Incorrect score received${JSON.stringify(score).slice(0, 80)}`
  const refusals: [string, string, () => Response, string][] = [
    [
      'Moodle',
      'someone not enrolled',
      () => json([], { status: 400, statusText: moodle400 }),
      'user_not_enrolled',
    ],
    ['Moodle', 'a locked grade', () => json([], { status: 500 }), 'grade_locked'],
    [
      'BlackboardLearn',
      'someone who left',
      () => json({ message: 'User could not be found' }, { status: 400 }),
      'user_not_enrolled',
    ],
    [
      'desire2learn',
      'someone who left',
      () => new Response('User is not enrolled in course', { status: 403 }),
      'user_not_enrolled',
    ],
    [
      'canvas',
      'someone who left',
      () => json({ errors: { message: 'User not found in course' } }, { status: 422 }),
      'user_not_enrolled',
    ],
    ['canvas', 'too many attempts', () => json({ errors: {} }, { status: 422 }), 'score_refused'],
    ['canvas', 'a tool without the right', () => json({}, { status: 403 }), 'service_refused'],
    ['other', 'a malformed score', () => json([], { status: 400 }), 'service_failed'],
  ]
  for (const [family, what, answer, code] of refusals) {
    it(`for ${what} ends in ${code} on ${family}, at once`, async () => {
      const here = serviceWorld({ family })
      here.net.on(SCORES, answer)
      const error = await refusal(here.services.postScore(url, score))
      expect(error).to.include({ code, retryable: false })
      expect(error.message).not.to.include('Completed')
      expect(here.net.count(SCORES)).to.equal(1)
    })
  }

  it('makes no new submission on Canvas, and says nothing of it elsewhere', async () => {
    for (const change of [{ family: 'canvas' }, { family: null, issuer: 'https://canvas.instructure.com' }]) {
      const here = serviceWorld(change)
      here.net.on(SCORES, () => json({ resultUrl: 'x' }))
      await here.services.postScore(url, score)
      expect(JSON.parse(here.net.sent.at(-1)?.body ?? '')[NEW_SUBMISSION]).to.deep.equal({
        new_submission: false,
      })
    }
    const moodle = serviceWorld()
    moodle.net.on(SCORES, () => json(''))
    await moodle.services.postScore(url, score)
    expect(moodle.net.sent.at(-1)?.body).not.to.include(NEW_SUBMISSION)
  })

  it('has its comment written as HTML on Blackboard, which shows it as such', async () => {
    const here = serviceWorld({ family: 'blackboard' })
    here.net.on(SCORES, () => json({}))
    await here.services.postScore(url, { ...score, comment: 'a < b & c\r\nsecond\nthird' })
    expect(JSON.parse(here.net.sent.at(-1)?.body ?? '').comment).to.equal(
      'a &lt; b &amp; c<br/>second<br/>third',
    )
  })
})
