import { LtiError } from '../errors.ts'
import type { Probe, ProbeId } from './types.ts'

type Answer = Omit<Probe, 'id'>

/** Faults of TLS as Node names them. */
const CERTIFICATE = /^(CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)_|HOSTNAME_MISMATCH)/

export function pass(id: ProbeId, code: Probe['code'], detail: Probe['detail'] = {}): Probe {
  return { id, outcome: 'pass', code, detail }
}

export function fail(id: ProbeId, code: Probe['code'], detail: Probe['detail'] = {}): Probe {
  return { id, outcome: 'fail', code, detail }
}

export function unknown(id: ProbeId, code: Probe['code'], detail: Probe['detail'] = {}): Probe {
  return { id, outcome: 'unknown', code, detail }
}

/** What a fault of a request means for the one who must mend it. What is no `LtiError` is thrown on. */
export function explain(id: ProbeId, error: unknown): Probe {
  if (!(error instanceof LtiError)) throw error
  return { id, ...answerFor(error) }
}

/** What an HTTP status says where only 200 was wanted. */
export function explainStatus(id: ProbeId, status: number, host: string): Probe {
  const detail = { host, status: String(status) }
  if (status === 401 || status === 403) return fail(id, 'refused', detail)
  if (status === 404 || status === 410) return fail(id, 'gone', detail)
  return fail(id, status >= 500 ? 'server_error' : 'unexpected_status', detail)
}

function answerFor(error: LtiError): Answer {
  const failing = (code: Probe['code'], detail = error.detail): Answer => ({ outcome: 'fail', code, detail })
  switch (error.code) {
    case 'platform_busy':
      return { outcome: 'unknown', code: 'busy', detail: error.detail }
    case 'scope_missing':
      return { outcome: 'unknown', code: 'scope_not_granted', detail: error.detail }
    case 'platform_unreachable':
      return error.detail.status ? failing('server_error') : failing(networkFault(error.cause))
    case 'service_refused':
      return failing('refused')
    case 'service_gone':
      return failing('gone')
    case 'service_failed':
      return failing('unexpected_status')
    case 'redirect_refused':
      return failing('redirected')
    case 'reply_too_large':
      return failing('reply_too_large')
    default:
      return failing('reply_invalid')
  }
}

/** The reason of a request that got no answer: fetch hides it some causes deep. */
function networkFault(cause: unknown): Probe['code'] {
  for (let fault = cause, depth = 0; fault instanceof Error && depth < 5; fault = fault.cause, depth += 1) {
    const code = 'code' in fault && typeof fault.code === 'string' ? fault.code : ''
    if (code === 'address_refused') return 'address_refused'
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'name_not_found'
    if (CERTIFICATE.test(code)) return 'certificate_invalid'
    if (fault.name === 'TimeoutError' || /TIMEOUT$|^ETIMEDOUT$/.test(code)) return 'too_slow'
  }
  return 'unreachable'
}
