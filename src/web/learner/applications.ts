import { AppError } from '../../app/errors.ts'
import type { WebDeps } from '../deps.ts'
import { type FormProblems, sentFields } from '../input.ts'
import { hostIn, presentAllowed, presentAsked } from '../presenters/applications.ts'
import { allowFraming } from '../security/content-security.ts'
import { ASKED_COOKIE, clearAsked, readCookies } from '../security/cookies.ts'
import type { AddRoute, Turn } from '../session/routes.ts'

/** An application that was sent here in this browser a moment ago. */
export interface Waiting {
  readonly name: string
  readonly host: string
  readonly href: string
}

/** What the learner's own page tells of an application that asks; `null`: none does, or this browser does not say. */
export async function waitingApplication(
  { req, visit, base, words }: Turn,
  { app }: Pick<WebDeps, 'app'>,
): Promise<Waiting | null> {
  const code = readCookies(req.headers.cookie)[ASKED_COOKIE]
  if (!code || !/^[A-Z]{8}$/.test(code)) return null
  const asked = await unlessGone(app.applications.asked(visit, code))
  if (asked === null) return null
  const { name, host } = asked.client
  return { name, host: hostIn(host, words), href: `${base}/applications/asked?code=${code}` }
}

/** Applications that may read a learner's credentials: who asks, who may, and the way back. */
export function applicationPages(add: AddRoute, deps: WebDeps): void {
  const { applications } = deps.app

  const list = async (turn: Turn, typed = '', problems: FormProblems | null = null) => {
    const [allowed, waiting] = await Promise.all([
      applications.allowed(turn.visit),
      waitingApplication(turn, deps),
    ])
    turn.page('learner/applications', {
      title: turn.words.t('applications.title'),
      allowed: presentAllowed(allowed, turn.words),
      waiting,
      typed,
      problems,
    })
  }
  add('GET /applications', (turn) => list(turn))

  add('GET /applications/asked', async (turn) => {
    const { req, res, visit, words } = turn
    if (req.query.code === undefined) return list(turn)
    const code = typeof req.query.code === 'string' ? req.query.code : ''
    const asked = await unlessGone(applications.asked(visit, code))
    if (asked === null) {
      res.status(422)
      const text = words.t('applications.codeWrong')
      return list(turn, code.slice(0, 20), { of: { code: text }, summary: [{ field: 'code', text }] })
    }
    // What is answered goes on to the application's own address.
    allowFraming(res, {
      ancestors: visit.session.launch.frameOrigins,
      formTargets: [asked.redirectUri],
    })
    turn.page('learner/application-asks', {
      title: words.t('applications.asks', { name: asked.client.name }),
      asked: presentAsked(asked, visit, words),
      userCode: code,
      // Within the VLE's frame the application's page would be shut out, and its own visit not be known.
      newWindow: req.get('sec-fetch-dest') !== 'document',
    })
  })

  add('POST /applications/asked', async ({ req, res, visit }) => {
    const { code = '', action } = sentFields(req.body)
    const answer = action === 'allow' ? applications.allow : applications.refuse
    const address = await answer(visit, code)
    clearAsked(res)
    res.redirect(303, address)
  })

  add('POST /applications/:grantId/take-back', async (turn) => {
    await applications.takeBack(turn.visit, String(turn.req.params.grantId))
    turn.goTo('/applications', 'application-ended')
  })
}

async function unlessGone<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof AppError && error.code === 'asked_gone') return null
    throw error
  }
}
