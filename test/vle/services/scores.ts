import type { Request, RequestHandler, Response } from 'express'
import type { Site } from '../site.ts'
import { AGS, type Column } from '../types.ts'
import { caller, sends } from './guard.ts'
import { ownColumn } from './line-items.ts'

const TYPE = 'application/vnd.ims.lis.v1.score+json'
const SUBMISSION = 'https://canvas.instructure.com/lti/submission'

interface Score {
  readonly userId: string
  /** Milliseconds since the epoch. */
  readonly timestamp: number
  /** Scaled to the column; `null` clears the grade. */
  readonly score: number | null
  readonly comment: string | null
  readonly newSubmission: boolean
}

const numeric = (value: unknown) => (typeof value === 'string' && value !== '' ? Number(value) : value)

/** A score as sent (AGS 2.0 §3.4), or `null` where it is none. */
function scoreOf(column: Column, body: Record<string, unknown>): Score | null {
  const { userId, timestamp, activityProgress, gradingProgress, comment } = body
  const given = numeric(body.scoreGiven)
  const maximum = numeric(body.scoreMaximum)
  const at = typeof timestamp === 'string' ? Date.parse(timestamp) : Number.NaN
  if ((typeof userId !== 'string' && typeof userId !== 'number') || Number.isNaN(at)) return null
  if (typeof activityProgress !== 'string' || typeof gradingProgress !== 'string') return null
  const graded = given !== undefined && given !== null
  if (graded && (typeof given !== 'number' || Number.isNaN(given) || given < 0)) return null
  if (graded && (typeof maximum !== 'number' || !(maximum > 0))) return null
  const scaled =
    typeof given === 'number' && typeof maximum === 'number' ? (given / maximum) * column.scoreMaximum : null
  const submission = body[SUBMISSION]
  return {
    userId: String(userId),
    timestamp: at,
    // Not fully graded: the grade is taken away.
    score: gradingProgress === 'FullyGraded' ? scaled : null,
    comment: typeof comment === 'string' ? comment : null,
    newSubmission: !(
      typeof submission === 'object' &&
      submission !== null &&
      'new_submission' in submission &&
      submission.new_submission === false
    ),
  }
}

/** The empty list under the media type of scores that Moodle refuses with; the reason is in the status line. */
function refuseScore(site: Site, res: Response, status: number, reason: string): void {
  res.statusMessage = reason.replace(/[^\x20-\x7e]/g, '?')
  res.status(status).set('Content-Type', site.behaviour.replyType(TYPE)).send('[]')
}

/** What a browser shows of HTML: line ends are spaces, `<br>` is a line end, other tags are gone. */
function shownAsHtml(html: string): string {
  const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' }
  return html
    .replace(/\s+/g, ' ')
    .replace(/ ?<br\s*\/?> ?/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:lt|gt|amp);/g, (entity) => entities[entity] ?? entity)
}

function isConcluded(site: Site, column: Column): boolean {
  const end = site.model.course(column.courseId)?.endsAt
  return typeof end === 'string' && Date.parse(end) < site.clock()
}

function keep(site: Site, req: Request, res: Response, column: Column, score: Score): void {
  const { model, behaviour } = site
  if (behaviour.submissions && isConcluded(site, column)) {
    res.status(422).json({ errors: { type: 'unprocessable_entity', message: 'This course has concluded' } })
    return
  }
  const used = model.submissions(column.id, score.userId)
  if (behaviour.submissions && score.newSubmission && used >= behaviour.mostAttempts) {
    const message = 'maximum number of allowed attempts has been reached for this submission'
    res.status(422).json({ errors: { type: 'unprocessable_entity', message } })
    return
  }
  if (behaviour.ignoresUngraded && score.score === null) {
    res.status(200).set('Content-Type', behaviour.replyType(TYPE)).send('{}')
    return
  }
  const comment = behaviour.htmlComments && score.comment ? shownAsHtml(score.comment) : score.comment
  const outcome = model.score(column.id, score.userId, { ...score, comment })
  if (outcome === 'earlier') {
    const reason = `Refusing score with an earlier timestamp for item ${column.id} and user ${score.userId}`
    refuseScore(site, res, 409, reason)
    return
  }
  if (outcome === 'locked') {
    refuseScore(site, res, 500, 'Internal Server Error')
    return
  }
  const type = behaviour.replyType(TYPE)
  if (!behaviour.submissions) {
    res.status(200).set('Content-Type', type).end()
    return
  }
  if (score.newSubmission) model.addSubmission(column.id, score.userId)
  const resultUrl = `${site.url}${req.path.replace(/scores$/, 'results')}/${score.userId}`
  res.status(200).set('Content-Type', type).send(JSON.stringify({ resultUrl }))
}

/** `POST …/scores`. */
export function postScore(site: Site): RequestHandler {
  return (req, res) => {
    if (!sends(site, req, res, TYPE)) return
    const known = caller(site, req, res, [`${AGS}score`])
    const column = known && ownColumn(site, req, res, known)
    if (!known || !column) return
    const score = scoreOf(column, (req.body ?? {}) as Record<string, unknown>)
    const isKnown = score && site.model.isGradable(known.course.id, score.userId)
    if (score && isKnown) return keep(site, req, res, column, score)
    const { unknownUser } = site.behaviour
    if (score && unknownUser) {
      const { status, body } = unknownUser
      return void res.status(status).send(body)
    }
    refuseScore(site, res, 400, `Incorrect score received${JSON.stringify(req.body)}`)
  }
}
