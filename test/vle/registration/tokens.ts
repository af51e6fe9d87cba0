import { randomBytes } from 'node:crypto'
import type { Site } from '../site.ts'
import type { Tool } from '../types.ts'

const LIFETIME_SECONDS = 3600

/** A registration under way. Its token registers one tool, or changes the one that it names. */
export interface RegistrationToken {
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
  readonly updates: Tool['id'] | null
  used: boolean
}

export function newRegistrationToken(site: Site, updates: Tool['id'] | null): string {
  const token = randomBytes(16).toString('hex')
  site.registrationTokens.set(token, {
    expiresAt: site.clock() + LIFETIME_SECONDS * 1000,
    updates,
    used: false,
  })
  return token
}

/** The token of an Authorization header; `null` when nobody gave it out or its hour is over. */
export function registrationTokenOf(site: Site, header: string | undefined): RegistrationToken | null {
  const found = site.registrationTokens.get((header ?? '').replace(/^Bearer /, ''))
  return found && site.clock() < found.expiresAt ? found : null
}

/** Where the administrator's browser goes: the tool's address with what the platform adds (Dynamic Registration 1.0 §3.1). */
export function registrationAddress(site: Site, pasted: string, updates: Tool['id'] | null): string {
  const url = new URL(pasted)
  url.searchParams.set('openid_configuration', `${site.url}/openid-configuration`)
  url.searchParams.set('registration_token', newRegistrationToken(site, updates))
  return url.href
}

/** A tool of the same domain, which a second registration could change. */
export function toolOfSameDomain(site: Site, address: string): Tool | null {
  const { host } = new URL(address)
  return site.model.tools().find((tool) => new URL(tool.launchUrl).host === host) ?? null
}
