import type { Request, Response } from 'express'
import type { LaunchOutcome, LoginOutcome } from '../../lti/types.ts'
import { localsOf } from '../locals.ts'
import { renderPage } from '../render.ts'
import { allowFraming } from '../security/content-security.ts'

type Storage = NonNullable<LoginOutcome['storage']>
type GetStorage = Extract<LaunchOutcome, { type: 'get-storage' }>

/** The page that hands the secret to the platform's storage (`lti.put_data`) and goes on to the platform, answer or not. */
export function showPutStorage(req: Request, res: Response, storage: Storage, redirectTo: string): void {
  // A login does not say where its page stands: Canvas shows it at a school's host and signs people in at another. The
  // page holds nothing personal, and the secret goes to the platform's origin whoever is around it.
  allowFraming(res, { ancestors: ['*'] })
  renderPage(req, res, 'lti/put-storage', 'bounce', { title: title(res), storage, redirectTo })
}

/** The page that asks the platform's storage for the secret (`lti.get_data`) and posts the launch again with it, or without. */
export function showGetStorage(req: Request, res: Response, storage: GetStorage): void {
  allowFraming(res, { ancestors: storage.frameOrigins })
  renderPage(req, res, 'lti/get-storage', 'bounce', {
    title: title(res),
    storage,
    idToken: String(req.body.id_token),
  })
}

const title = (res: Response) => localsOf(res).words.t('bounce.storage.title')
