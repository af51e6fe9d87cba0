import type { PublicCredential } from '../contract.ts'
import type { Deps } from '../deps.ts'
import type { WholeCredentialRead } from '../ports.ts'
import { unlisted } from '../publishing/publish.ts'
import { publicPage } from './page.ts'
import { standingOf } from './standing.ts'
import { readWhole } from './whole.ts'

const KEPT = 200

/**
 * What the pages of credentials tell. The database is read each time. While it says what it said, and the credential stands as it stood, the answer
 * is the same object as before: whoever made something of it need not make it anew. So nothing that was withdrawn, erased or hidden
 * since can be in it, whichever process did that.
 */
export function createPages(deps: Pick<Deps, 'store' | 'clock'>): (id: string) => Promise<PublicCredential> {
  const kept = new Map<string, { readonly text: string; readonly page: PublicCredential }>()

  async function read(id: string): Promise<WholeCredentialRead> {
    try {
      return await readWhole(deps, id)
    } catch (error) {
      kept.delete(id)
      throw error
    }
  }

  return async (id) => {
    const found = await read(id)
    const now = deps.clock.now()
    const known = kept.get(id)
    if (known?.text === found.text && known.page.status === standingOf(known.page.credential, now).status)
      return known.page
    const whole = found.whole()
    const page = publicPage(whole, whole.publication ?? unlisted(id), now)
    kept.delete(id)
    const oldest = kept.size >= KEPT ? kept.keys().next().value : undefined
    if (oldest !== undefined) kept.delete(oldest)
    kept.set(id, { text: found.text, page })
    return page
  }
}
