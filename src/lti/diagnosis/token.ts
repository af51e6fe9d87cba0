import { LtiError } from '../errors.ts'
import type { Tokens } from '../services/token.ts'
import type { Registration } from '../types.ts'
import { explain, fail, pass, unknown } from './explain.ts'
import type { Observed } from './observe.ts'
import type { Probe } from './types.ts'

export interface Access {
  readonly token: Probe
  readonly scopes: Probe
  /** Scopes of those wanted that the platform grants; `null` while it gives no token. */
  readonly granted: readonly string[] | null
}

/** Whether the platform takes the tool's signature and gives a token (security framework §4.1), and for which scopes. */
export async function probeToken(
  { tokens, observed }: { readonly tokens: Tokens; readonly observed: Observed },
  registration: Registration,
  wanted: readonly string[],
): Promise<Access> {
  try {
    const token = await tokens.get(registration, wanted)
    return access(wanted, token.scopes ?? wanted)
  } catch (error) {
    // Whatever goes wrong on the way is an `LtiError`; before the way there is only the signature.
    if (!(error instanceof LtiError)) return refused(fail('token', 'own_key_unusable'))
    if (error.code === 'scope_missing') return oneByOne(tokens, registration, wanted)
    if (error.code === 'token_refused') return refused(refusal(error, observed.last()?.text ?? ''))
    return refused(explain('token', error))
  }
}

/** The platform knows the tool but not all of these scopes, and does not say which. */
async function oneByOne(
  tokens: Tokens,
  registration: Registration,
  wanted: readonly string[],
): Promise<Access> {
  const asked = await Promise.allSettled(wanted.map((scope) => tokens.get(registration, [scope])))
  return access(
    wanted,
    wanted.filter((_, index) => asked[index]?.status === 'fulfilled'),
  )
}

function access(wanted: readonly string[], given: readonly string[]): Access {
  const granted = wanted.filter((scope) => given.includes(scope))
  const missing = wanted.filter((scope) => !granted.includes(scope))
  return {
    token: pass('token', 'token_given'),
    scopes:
      missing.length === 0
        ? pass('scopes', 'scopes_granted', { scopes: granted.map(shortName).join(', ') })
        : fail('scopes', 'scopes_missing', { scopes: missing.map(shortName).join(', ') }),
    granted,
  }
}

const refused = (token: Probe): Access => ({ token, scopes: unknown('scopes', 'no_token'), granted: null })

/** What administrators find in their VLE's settings: the last segment of the scope. */
function shortName(scope: string): string {
  return scope.split('/').at(-1) ?? scope
}

/** `text`: the platform's refusal, read for what it is about and never shown. */
function refusal(error: LtiError, text: string): Probe {
  if (error.detail.error !== 'invalid_client') return fail('token', 'token_refused', error.detail)
  const isAudience = /\baud(ience)?\b/i.test(text.slice(0, 4096))
  return fail('token', isAudience ? 'token_audience_refused' : 'token_client_refused', error.detail)
}
