import type { Request, Response } from 'express'
import type { LaunchOutcome } from '../../lti/types.ts'
import { localsOf } from '../locals.ts'
import { renderPage } from '../render.ts'
import { allowFraming } from '../security/content-security.ts'
import { peekClaims } from './claims.ts'

type PutStorage = Extract<LaunchOutcome, { type: 'put-storage' }>
type GetStorage = Extract<LaunchOutcome, { type: 'get-storage' }>

/** The page that hands the secret to the platform's storage (`lti.put_data`), then starts the second login. */
export function showPutStorage(req: Request, res: Response, outcome: PutStorage): void {
  frameByPlatform(req, res, outcome.origin)
  renderPage(req, res, 'lti/put-storage', 'bounce', {
    title: localsOf(res).words.t('bounce.storage.title'),
    outcome,
    restart: restart(req, outcome.redirectTo),
  })
}

/** The page that asks the platform's storage for the secret (`lti.get_data`) and posts the launch again with it. */
export function showGetStorage(req: Request, res: Response, outcome: GetStorage): void {
  frameByPlatform(req, res, outcome.origin)
  renderPage(req, res, 'lti/get-storage', 'bounce', {
    title: localsOf(res).words.t('bounce.storage.title'),
    outcome,
    state: text(req.body?.state),
    idToken: text(req.body?.id_token),
  })
}

/**
 * The frame around us is the course page, whose origin may differ from the one that signs people in (Canvas),
 * so the return URL's origin joins it. Nothing is verified yet, and nothing personal is on the page.
 */
function frameByPlatform(req: Request, res: Response, origin: string): void {
  const { returnUrl } = peekClaims(req.body?.id_token)
  allowFraming(req, res, { ancestors: returnUrl === null ? [origin] : [origin, returnUrl] })
}

/**
 * Fields that start the login anew in a window of its own, where cookies work. They come from the browser, as the
 * fields of every login do, and the login checks them as it checks the platform's.
 */
function restart(req: Request, redirectTo: string): Record<string, string> | null {
  const { issuer, clientId, targetLinkUri } = peekClaims(req.body?.id_token)
  const query = new URL(redirectTo).searchParams
  const hint = query.get('login_hint')
  if (issuer === null || targetLinkUri === null || hint === null) return null
  const message = query.get('lti_message_hint')
  return {
    iss: issuer,
    target_link_uri: targetLinkUri,
    login_hint: hint,
    ...(clientId !== null && { client_id: clientId }),
    ...(message !== null && { lti_message_hint: message }),
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')
