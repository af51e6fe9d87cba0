import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Behaviour, behaviours } from './behaviours/index.ts'
import { noFaults } from './faults.ts'
import { createKeys, type PlatformKeys } from './keys.ts'
import { createLog, type ServiceLog } from './log.ts'
import { createModel, emptyData, type Model } from './model/index.ts'
import { urls } from './oidc/urls.ts'
import { newRegistrationToken, registrationAddress } from './registration/tokens.ts'
import { createApp } from './server.ts'
import type { Site } from './site.ts'
import type { BehaviourName, ContentPlace, Faults, Tool, VleData, WebService } from './types.ts'

export { emptyData } from './model/index.ts'
export type * from './types.ts'
export { GROUPS_SCOPE, SCOPES } from './types.ts'

export interface VleOptions {
  /** 0, the default: any free one. */
  readonly port?: number
  readonly host?: string
  /** Default `moodle`. */
  readonly behaviour?: BehaviourName
  /** Single habits over those of the platform. */
  readonly habits?: Partial<Behaviour>
  /** Milliseconds since the epoch. */
  readonly clock?: () => number
  /** A snapshot to go on from. */
  readonly data?: VleData
  readonly title?: string
  /** How often one launch may be finished; default once. */
  readonly launchIdUses?: number
}

/** What a tool's operator types in to register this platform. */
export interface PlatformDetails {
  readonly issuer: string
  readonly authUrl: string
  readonly tokenUrl: string
  readonly jwksUrl: string
  /** `aud` of the client assertion where it is not the token URL. */
  readonly tokenAudience: string | null
}

export interface Vle extends Model {
  readonly url: string
  readonly issuer: string
  readonly behaviour: Behaviour
  readonly platform: PlatformDetails
  readonly faults: Faults
  readonly contentPlace: ContentPlace
  readonly webService: WebService
  readonly log: ServiceLog
  readonly keys: PlatformKeys
  /** What tools sent that was accepted, newest last. */
  readonly registrations: readonly Readonly<Record<string, unknown>>[]
  /** Every access token is refused from now on. */
  revokeTokens(): void
  /** From now on this is another installation, restored from a copy of the first one. */
  becomeCopy(guid: string): void
  /** OpenID configuration and a one-time token for dynamic registration, or for changing a tool. */
  registrationToken(updates?: Tool['id'] | null): {
    readonly configurationUrl: string
    readonly token: string
  }
  /** A registration link as this VLE opens it for its administrator. */
  registrationAddress(pasted: string, updates?: Tool['id'] | null): string
  close(): Promise<void>
}

/** Starts a reference VLE: a strict LTI 1.3 platform with pages that people can use. */
export async function createVle(options: VleOptions = {}): Promise<Vle> {
  const { host = '127.0.0.1', clock = Date.now, data = emptyData() } = options
  const own = structuredClone(data)
  const model = createModel(own, clock)
  const site: Site = {
    url: '',
    issuer: '',
    title: options.title ?? 'Reference VLE',
    guid: 'reference-vle',
    model,
    keys: await createKeys(own),
    behaviour: { ...behaviours[options.behaviour ?? 'moodle'], ...options.habits },
    faults: noFaults(),
    contentPlace: {
      acceptTypes: ['ltiResourceLink'],
      acceptMultiple: true,
      acceptLineItem: null,
      dropCustom: false,
    },
    webService: { enabled: true, tokens: {}, closedCourses: [], mayView: true, untracked: [], failed: [] },
    log: createLog(),
    clock,
    sessions: new Map(),
    launches: new Map(),
    deepLinks: new Map(),
    tokens: new Map(),
    seen: new Set(),
    registrationTokens: new Map(),
    registrations: [],
    launchIdUses: options.launchIdUses ?? 1,
  }
  const server = createServer(createApp(site))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, host, resolve)
  })
  site.url = `http://${host}:${(server.address() as AddressInfo).port}`
  site.issuer = site.behaviour.issuer(site.url)
  const audience = site.behaviour.tokenAudience(urls.token(site))

  return {
    ...model,
    url: site.url,
    issuer: site.issuer,
    behaviour: site.behaviour,
    platform: {
      issuer: site.issuer,
      authUrl: urls.auth(site),
      tokenUrl: urls.token(site),
      jwksUrl: urls.jwks(site),
      tokenAudience: audience === urls.token(site) ? null : audience,
    },
    faults: site.faults,
    contentPlace: site.contentPlace,
    webService: site.webService,
    log: site.log,
    keys: site.keys,
    registrations: site.registrations,
    revokeTokens: () => site.tokens.clear(),
    becomeCopy(guid) {
      site.guid = guid
    },
    registrationToken(updates = null) {
      const token = newRegistrationToken(site, updates)
      return { configurationUrl: `${site.url}/openid-configuration`, token }
    },
    registrationAddress: (pasted, updates = null) => registrationAddress(site, pasted, updates),
    close: () =>
      new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}
