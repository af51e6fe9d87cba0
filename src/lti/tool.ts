import { deepLinkResponse } from './deep-linking/response.ts'
import { diagnose } from './diagnosis/diagnose.ts'
import { createCircuits } from './http/circuit.ts'
import { createSend, TIMEOUT } from './http/send.ts'
import { createJwksCache } from './keys/jwks-cache.ts'
import { publishedKeys } from './keys/published.ts'
import { launch } from './launch/launch.ts'
import { login } from './login/login.ts'
import { createRegistrations } from './login/registration.ts'
import { readConfiguration } from './registration/configuration.ts'
import { register } from './registration/register.ts'
import { createServices } from './services/client.ts'
import { createTokens } from './services/token.ts'
import type { LtiTool, LtiToolOptions } from './types.ts'

/** The tool's side of LTI 1.3 and its services. Keys of platforms, access tokens, and for a moment registrations are kept in memory, in this object. */
export function createLtiTool(options: LtiToolOptions): LtiTool {
  const { fetch, clock, toolUrl } = options
  const circuits = createCircuits(clock, TIMEOUT)
  const send = createSend({
    fetch,
    clock,
    sleep: options.sleep ?? ((milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))),
    userAgent: `CredentialLadder (+${toolUrl})`,
    circuits,
  })
  const jwks = createJwksCache({ send, clock })
  const registrations = createRegistrations(options)
  const { keys, random } = options
  const tokens = createTokens({ keys, clock, random, send })

  return {
    login: (params) => login(options, registrations, params),
    launch: (request) => launch(options, jwks, request),
    jwks: () => publishedKeys(options.keys),
    deepLinkResponse: (registration, deploymentId, settings, items, words) =>
      deepLinkResponse(options, registration, deploymentId, settings, items, words),
    registration: {
      readConfiguration: (request) => readConfiguration(send, request),
      register: (platform, token, profile) => register({ send, toolUrl }, platform, token, profile),
    },
    services: (registration, scopes) => createServices({ send, tokens }, registration, scopes),
    circuits: circuits.list,
    diagnose: (registration, asked) => diagnose({ ...options, send, jwks }, registration, asked),
  }
}
