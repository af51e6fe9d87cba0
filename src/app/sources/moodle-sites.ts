import {
  createMoodleClient,
  type MoodleClient,
  type MoodleSiteAccess,
  type SiteInfo,
} from '../../moodle/index.ts'
import type { AuditAction } from '../audit-actions.ts'
import type { SecretBox } from '../keys/secret-box.ts'
import type { Clock, Store } from '../ports.ts'

/** The web services of Moodle platforms. Tokens are encrypted at rest, and read only when a service is asked. */
export interface MoodleSites {
  /** `null`: nobody has set one up. Errors: `secret_unreadable`. */
  of(platformId: string): Promise<MoodleClient | null>
  has(platformId: string): Promise<boolean>
  /** Asks the service who it is, and keeps address and token once it has answered. Errors: `MoodleError`. */
  connect(platformId: string, access: MoodleSiteAccess): Promise<SiteInfo>
  /** `false`: there was none. */
  remove(platformId: string): Promise<boolean>
  /** Encrypts what an older secret sealed with the newest. `unreadable`: platforms whose token none at hand opens. */
  reseal(): Promise<{ readonly sealed: number; readonly unreadable: readonly string[] }>
}

export function createMoodleSites(parts: {
  readonly store: Pick<Store, 'moodleSites' | 'write'>
  readonly box: SecretBox
  readonly clock: Clock
  /** The guarded one. */
  readonly fetch: typeof globalThis.fetch
}): MoodleSites {
  const { store, box, clock, fetch } = parts
  const now = () => new Date(clock.now()).toISOString()
  const line = (platformId: string, action: AuditAction, at: string) => ({
    at,
    platformId,
    courseId: null,
    actorId: null,
    action,
    subjectId: null,
    reason: null,
    detail: {},
  })

  return {
    async of(platformId) {
      const site = await store.moodleSites.of(platformId)
      return site && createMoodleClient(fetch, { url: site.url, token: box.open(site.encryptedToken) })
    },
    has: async (platformId) => (await store.moodleSites.of(platformId)) !== null,
    async connect(platformId, { url, token }) {
      const info = await createMoodleClient(fetch, { url, token }).siteInfo()
      const at = now()
      await store.write(async (unit) => {
        await unit.moodleSites.save({ platformId, url, encryptedToken: box.seal(token), savedAt: at })
        await unit.audit.append([line(platformId, 'platform.webservice-saved', at)])
      })
      return info
    },
    remove: (platformId) =>
      store.write(async (unit) => {
        if (!(await unit.moodleSites.remove(platformId))) return false
        await unit.audit.append([line(platformId, 'platform.webservice-removed', now())])
        return true
      }),
    async reseal() {
      let sealed = 0
      const unreadable: string[] = []
      for (const site of await store.moodleSites.list()) {
        if (box.isNewest(site.encryptedToken)) continue
        try {
          const encryptedToken = box.seal(box.open(site.encryptedToken))
          await store.write((unit) => unit.moodleSites.save({ ...site, encryptedToken }))
          sealed += 1
        } catch {
          unreadable.push(site.platformId)
        }
      }
      return { sealed, unreadable }
    },
  }
}
