/** Platforms, and the links by which they register. */
import type { Platform, PlatformAddresses, RegistrationLink } from '../model.ts'

export interface PlatformRepository {
  byId(id: string): Promise<Platform | null>
  list(): Promise<Platform[]>
  /** Unique on (issuer, clientId): a second add updates and keeps the id. */
  save(platform: Platform): Promise<Platform>
  setStatus(id: string, status: Platform['status']): Promise<boolean>
  setFamily(id: string, family: string): Promise<void>
  /** By issuer and client id; until the unit of work ends nobody else changes it. */
  lock(issuer: string, clientId: string): Promise<Platform | null>
  /** Addresses that wait for an operator's approval, in place of those that waited before; `null`: none wait. */
  propose(id: string, addresses: PlatformAddresses | null): Promise<void>
  /** All that wait, by platform. */
  proposed(): Promise<Map<string, PlatformAddresses>>
  /** Records the first deployment of a platform that was registered without any; one that has some stays as it is. */
  settleDeployment(id: string, deploymentId: string): Promise<void>
}

export interface RegistrationLinkRepository {
  add(link: RegistrationLink): Promise<void>
  find(tokenHash: string): Promise<RegistrationLink | null>
  /** Of many callers one gets it, until it gives it back, uses it up, or `until` is over. Times in milliseconds. */
  claim(tokenHash: string, claim: string, now: number, until: number): Promise<boolean>
  release(tokenHash: string, claim: string): Promise<void>
  /** `false` when the claim is no longer this caller's. */
  use(tokenHash: string, claim: string, platformId: string, at: string): Promise<boolean>
  /** Removes those that expired before `before` (milliseconds); answers how many. */
  sweep(before: number): Promise<number>
}
