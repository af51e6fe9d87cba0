import type { RequestHandler } from 'express'
import { z } from 'zod'
import { AppError } from '../../app/errors.ts'
import type { WebDeps } from '../deps.ts'
import { localsOf } from '../locals.ts'
import { presentRegistered } from '../presenters/registered.ts'
import { renderPage } from '../render.ts'
import { allowFraming } from '../security/content-security.ts'

const parameters = z.object({
  token: z.string().min(1).max(200),
  openid_configuration: z.string().min(1).max(2048),
  // Goes into a header.
  registration_token: z
    .string()
    .regex(/^[\x21-\x7e]{0,8192}$/)
    .optional(),
})

/**
 * Dynamic registration (Dynamic Registration 1.0 §3.1): the VLE opens this address in a frame for its administrator. A GET
 * that changes something, as the specification has it; the one-time link is what makes it safe.
 */
export function answerRegistration({ app }: WebDeps): RequestHandler {
  return async (req, res) => {
    // The address holds both tokens.
    res.setHeader('Referrer-Policy', 'no-referrer')
    // A look at the headers, or at a page before somebody opens it, registers nothing.
    if (req.method === 'HEAD' || /prefetch/.test(req.get('sec-purpose') ?? req.get('purpose') ?? ''))
      throw new AppError('registration_request_invalid', 400, 'only looked at')
    const parsed = parameters.safeParse(req.query)
    if (!parsed.success)
      throw new AppError('registration_request_invalid', 400, 'not the request of a VLE that registers')
    const { token, openid_configuration, registration_token } = parsed.data
    const registered = await app.register({
      token,
      configurationUrl: openid_configuration,
      registrationToken: registration_token || null,
    })
    allowFraming(res, { ancestors: registered.frameOrigins })
    const { words } = localsOf(res)
    renderPage(req, res, 'lti/registered', 'bounce', presentRegistered(registered, words))
  }
}
