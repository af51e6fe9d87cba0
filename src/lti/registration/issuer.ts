import { LtiError } from '../errors.ts'
import { domainsOfIssuer } from '../platforms/index.ts'

/**
 * A configuration speaks for the issuer on its own host only (Dynamic Registration 1.0 §3.3). Hosted platforms share one
 * issuer among many hosts: those speak for it from the platform's own domains, or where the operator named the host.
 *
 * @throws LtiError `issuer_host_mismatch`
 */
export function checkIssuerHost(issuer: string, configurationUrl: string, vouchedHost: string | null): void {
  const { host } = new URL(configurationUrl)
  if (host === new URL(issuer).host) return
  const domains = domainsOfIssuer(issuer)
  const speaks = domains?.some((domain) => host === domain || host.endsWith(`.${domain}`))
  if (speaks || (domains && host === vouchedHost)) return
  throw new LtiError(
    'issuer_host_mismatch',
    'the configuration is on another host than the issuer that it names',
  )
}
