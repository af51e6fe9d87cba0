import type { Request, Response } from 'express'
import type { OpenedSession } from '../../app/contract.ts'
import type { WebDeps } from '../deps.ts'
import { goOn } from '../go-on.ts'
import { readCookies, setSessionCookie, setVisits, VISITS_COOKIE } from '../security/cookies.ts'

/** Visits of one browser that are remembered: enough for anybody's tabs. */
const MOST = 20

/** Gives the browser its session, ends what somebody else left open in it, and goes to the first page. */
export async function beginVisit(
  req: Request,
  res: Response,
  { app, clock }: Pick<WebDeps, 'app' | 'clock'>,
  opened: OpenedSession,
): Promise<void> {
  const before = (readCookies(req.headers.cookie)[VISITS_COOKIE] ?? '').split('.')
  const known = before.filter((id) => /^[\w-]{1,100}$/.test(id)).slice(0, MOST - 1)
  setVisits(res, [opened.id, ...(await app.endOthers(opened.session, known))])
  setSessionCookie(res, opened, clock)
  goOn(res, 303, firstPage(opened))
}

/** Where a launch lands: the picker for deep linking, the reviewed learner, the page of the link that a learner opened, or the overview. */
function firstPage({ id, session }: OpenedSession): string {
  const { messageType, link } = session.launch
  if (messageType === 'LtiDeepLinkingRequest') return `/s/${id}/deep-link`
  if (session.role !== 'learner' && messageType === 'LtiSubmissionReviewRequest') return `/s/${id}/review`
  if (session.role === 'learner' && session.personId !== null && link !== 'ladder') return `/s/${id}/${link}`
  return `/s/${id}/`
}
