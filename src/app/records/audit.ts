import type { AuditListing, Records } from '../contract/records.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import type { AuditQuery } from '../ports.ts'
import { requireAdministrator } from '../visiting/visit.ts'

const PAGE = 1_000

/** What was done in the course of a visit, for its administrators. */
export function createRecords({ store, clock }: Deps): Records {
  async function audit(visit: Visit, query: AuditQuery): Promise<AuditListing> {
    requireAdministrator(visit)
    const { id } = visit.course
    const [{ total, entries }, activities] = await Promise.all([
      store.audit.list(id, query),
      store.activities.ofCourse(id),
    ])
    return { total, entries, activities: new Map(activities.map(({ id, title }) => [id, title])) }
  }
  return {
    audit,
    async *auditPages(visit, query) {
      // What is done from now on would move the pages.
      const now = isoNow(clock)
      const before = query.before !== null && query.before < now ? query.before : now
      for (let offset = 0; ; offset += PAGE) {
        const page = await audit(visit, { ...query, before, offset, limit: PAGE })
        yield page
        if (page.entries.length < PAGE) return
      }
    },
  }
}
