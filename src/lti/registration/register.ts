import { LtiError } from '../errors.ts'
import { parseJson } from '../http/body.ts'
import type { HttpReply, Send } from '../http/send.ts'
import { identifier, object } from '../values.ts'
import { refusal } from './refusal.ts'
import { registrationRequest, TOOL_CONFIGURATION } from './request.ts'
import type { PlatformConfiguration, RegisteredClient, ToolProfile } from './types.ts'

const LARGEST = 512 * 1024

/** Sends the registration and reads the answer (Dynamic Registration 1.0 §3.4). See `DynamicRegistration.register` for its errors. */
export async function register(
  options: { readonly send: Send; readonly toolUrl: string },
  platform: PlatformConfiguration,
  registrationToken: string | null,
  profile: ToolProfile,
): Promise<RegisteredClient> {
  const reply = await options
    .send({
      url: platform.registrationUrl,
      method: 'POST',
      // The platform may have acted before its answer was lost.
      tries: 1,
      maxBytes: LARGEST,
      headers: {
        'Content-Type': 'application/json',
        Accept: 'application/json',
        ...(registrationToken === null ? {} : { Authorization: `Bearer ${registrationToken}` }),
      },
      body: JSON.stringify(registrationRequest(platform, options.toolUrl, profile)),
    })
    .catch((cause: unknown) => {
      throw new LtiError('registration_unanswered', 'the platform did not answer the registration', {
        status: 502,
        cause,
      })
    })
  if (reply.status !== 200 && reply.status !== 201) throw refusal(reply)
  return readAnswer(reply)
}

/** Only the client id must be there; what else the platform repeats of the request is its own affair. */
function readAnswer({ text }: HttpReply): RegisteredClient {
  const invalid = () =>
    new LtiError('registration_answer_invalid', 'the answer to the registration names no client id', {
      status: 502,
    })
  let answer: unknown
  try {
    answer = parseJson(text)
  } catch {
    throw invalid()
  }
  const clientId = identifier(object(answer).client_id)
  if (clientId === null) throw invalid()
  return { clientId, deploymentId: identifier(object(object(answer)[TOOL_CONFIGURATION]).deployment_id) }
}
