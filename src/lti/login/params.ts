import { z } from 'zod'
import { LtiError } from '../errors.ts'

/** Parameters of third-party initiated login (security framework §5.1.1.1; LTI 1.3 core §4.1; Platform Storage §2). */
export interface LoginParams {
  readonly issuer: string
  readonly loginHint: string
  readonly targetLinkUri: string
  readonly clientId: string | null
  readonly deploymentId: string | null
  readonly messageHint: string | null
  readonly storageTarget: string | null
}

const LONGEST = 8192

const text = z.string().max(LONGEST)
const required = text.min(1)
/** An empty optional parameter means the same as none. */
const optional = text.optional().transform((value) => (value === undefined || value === '' ? null : value))

const schema = z.object({
  iss: required,
  login_hint: required,
  target_link_uri: required,
  client_id: optional,
  lti_deployment_id: optional,
  lti_message_hint: optional,
  // The name of a frame, or `_parent`: it ends up in a page's script.
  lti_storage_target: optional.refine((value) => value === null || /^[\w.-]{1,255}$/.test(value)),
})

/** @throws LtiError `login_param_missing` or `login_param_invalid`, with `detail.param` */
export function readLoginParams(params: Readonly<Record<string, unknown>>): LoginParams {
  const parsed = schema.safeParse(params)
  if (!parsed.success) throw refusal(params, String(parsed.error.issues[0]?.path[0] ?? ''))
  const { data } = parsed
  return {
    issuer: data.iss,
    loginHint: data.login_hint,
    targetLinkUri: data.target_link_uri,
    clientId: data.client_id,
    deploymentId: data.lti_deployment_id,
    messageHint: data.lti_message_hint,
    storageTarget: data.lti_storage_target,
  }
}

function refusal(params: Readonly<Record<string, unknown>>, param: string): LtiError {
  const missing = params[param] === undefined || params[param] === ''
  return missing
    ? new LtiError('login_param_missing', `the login request lacks ${param}`, { detail: { param } })
    : new LtiError('login_param_invalid', `the login request's ${param} cannot be used`, {
        detail: { param },
      })
}
