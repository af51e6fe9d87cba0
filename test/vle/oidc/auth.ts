import { randomBytes } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import { autoForm, messagePage } from '../pages/html.ts'
import { userOf } from '../session.ts'
import type { PendingLaunch, Site } from '../site.ts'
import type { Tool, User } from '../types.ts'
import { launchClaims } from './claims.ts'

/** What is answered in place of a token: on the VLE's own page, or to the tool as an OAuth error. */
interface Refusal {
  readonly error: string
  readonly description: string
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')

/** The checks whose failure the tool is told of (OIDC core §3.1.2.6, LTI security framework §5.1.1.2). */
function refusalOf(params: Record<string, unknown>): Refusal | null {
  const wrong = (error: string, description: string): Refusal => ({ error, description })
  if (!text(params.scope).split(' ').includes('openid')) return wrong('invalid_scope', 'scope must be openid')
  if (params.response_type !== 'id_token')
    return wrong('unsupported_response_type', 'response_type must be id_token')
  if (params.response_mode !== 'form_post') return wrong('invalid_request', 'response_mode must be form_post')
  if (params.prompt !== 'none') return wrong('invalid_request', 'prompt must be none')
  if (!text(params.nonce)) return wrong('invalid_request', 'nonce is missing')
  if (!text(params.state)) return wrong('invalid_request', 'state is missing')
  return null
}

function launchIdOf(params: Record<string, unknown>): string {
  try {
    const hint: unknown = JSON.parse(text(params.lti_message_hint))
    return typeof hint === 'object' && hint !== null && 'launchid' in hint ? text(hint.launchid) : ''
  } catch {
    return ''
  }
}

/** The launch that this id began, once; `null` for an unknown id, one used up, or somebody else's. */
function takeLaunch(site: Site, launchId: string, tool: Tool, user: User): PendingLaunch | null {
  const pending = site.launches.get(launchId)
  if (!pending || pending.launch.toolId !== tool.id || pending.launch.userId !== user.id) return null
  pending.uses += 1
  if (pending.uses >= site.launchIdUses) site.launches.delete(launchId)
  return pending.launch
}

/** Signs the launch, or `null` where the person may no longer see what was launched. */
async function idToken(
  site: Site,
  tool: Tool,
  user: User,
  launch: PendingLaunch,
  nonce: string,
): Promise<string | null> {
  const { model, behaviour, contentPlace } = site
  const course = model.course(launch.courseId)
  const link = launch.linkId === null ? null : model.link(launch.linkId)
  const role = course && model.roleOf(course.id, user.id)
  if (!course || !role || (launch.linkId !== null && !link)) return null
  if (link && role === 'Learner' && model.isLocked(link.id, user.id)) return null
  const { review } = launch
  const columns = model
    .columns(course.id)
    .filter((column) => (review ? column.id === review.columnId : link !== null && column.linkId === link.id))
  if (review && columns.length === 0) return null
  const sesskey = randomBytes(8).toString('hex')
  const returnUrl = `${site.url}/return?course=${course.id}&launch_container=3&instanceid=${link?.id ?? ''}&sesskey=${sesskey}`
  const seen = launch.asLearner ? 'Learner' : role
  const claims = launchClaims({ site, launch, tool, user, course, link, role: seen, columns }, returnUrl)
  if (!link && !review) {
    const data = behaviour.deepLinkData ? randomBytes(12).toString('hex') : null
    site.deepLinks.set(sesskey, { userId: user.id, courseId: course.id, toolId: tool.id, data })
    claims['https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings'] = {
      accept_types: [...contentPlace.acceptTypes],
      accept_presentation_document_targets: ['frame', 'iframe', 'window'],
      accept_copy_advice: false,
      accept_multiple: contentPlace.acceptMultiple,
      ...(contentPlace.acceptLineItem === null ? {} : { accept_lineitem: contentPlace.acceptLineItem }),
      accept_unsigned: false,
      auto_create: false,
      can_confirm: false,
      deep_link_return_url: `${site.url}/deep-link/return?course=${course.id}&id=${tool.id}&sesskey=${sesskey}`,
      title: tool.name,
      text: '',
      ...(data === null ? {} : { data }),
    }
  }
  const iat = Math.floor(site.clock() / 1000)
  return site.keys.sign({ nonce, iat, exp: iat + 60, ...claims })
}

/** A cross-site request may come without a Lax cookie; asked again from our own page it has it. */
function askAgain(req: Request, res: Response, params: Record<string, unknown>): boolean {
  if (req.headers['sec-fetch-site'] !== 'cross-site' || 'repost' in params) return false
  const fields = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, text(value)]))
  res.send(autoForm('Continue', { method: 'POST', action: '/auth', params: { ...fields, repost: '1' } }))
  return true
}

/** `GET|POST /auth`: the authorisation endpoint. */
export function authorise(site: Site): RequestHandler {
  return async (req, res) => {
    const params = { ...req.query, ...(req.body as Record<string, unknown> | undefined) }
    const onPage = (status: number, words: string) =>
      res.status(status).send(messagePage(site, 'Not launched', words))
    const tool = site.model.toolByClient(text(params.client_id))
    if (!tool) return onPage(400, 'unauthorized_client: no tool has this client_id')
    const redirectUri = text(params.redirect_uri)
    if (!tool.redirectUris.includes(redirectUri)) {
      return onPage(400, 'invalid_request: this redirect_uri is not registered')
    }
    const user = userOf(site, req)
    if (!user) {
      if (askAgain(req, res, params)) return
      return onPage(401, 'login_required: nobody is logged in')
    }
    const answer = (fields: Record<string, string>) => {
      const state = text(params.state) ? { state: text(params.state) } : {}
      res.send(autoForm('Open', { method: 'POST', action: redirectUri, params: { ...fields, ...state } }))
    }
    const refusal = refusalOf(params)
    if (refusal) return answer({ error: refusal.error, error_description: refusal.description })
    if (text(params.login_hint) !== user.id) {
      return answer({ error: 'access_denied', error_description: 'login_hint is not the person logged in' })
    }
    const launch = takeLaunch(site, launchIdOf(params), tool, user)
    // Moodle says this on its own page: the tool gets no callback.
    if (!launch)
      return onPage(
        400,
        'This launch has already been used, or was never begun. Open the link again from the course.',
      )
    const token = await idToken(site, tool, user, launch, text(params.nonce))
    if (!token) return onPage(403, 'You may not open this.')
    const { storageTarget } = site.behaviour
    // Canvas repeats it here, so that the tool knows where to look.
    answer({ id_token: token, ...(storageTarget ? { lti_storage_target: storageTarget } : {}) })
  }
}
