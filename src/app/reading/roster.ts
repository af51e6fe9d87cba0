import type { Member, ServiceClient } from '../../lti/types.ts'
import type { Course, CourseRole, RosterEntry, Snapshot } from '../model.ts'
import { type Difference, SnapshotComparison } from './fingerprint.ts'

/** Platforms name roles differently at launch and in the roster: this is only the roster's word, and the store keeps the higher of the two. */
export function roleOf(roles: readonly string[]): CourseRole {
  if (roles.includes('administrator')) return 'administrator'
  return roles.includes('instructor') ? 'tutor' : 'learner'
}

/** A test user, or somebody's mentor (Canvas lists observers so): there to look, and none of the learners. */
function looksOn(roles: readonly string[]): boolean {
  return roles.includes('test-user') || (roles.length > 0 && roles.every((role) => role === 'mentor'))
}

function entryOf(member: Member): RosterEntry {
  const { sub, name, email, sourcedId, active } = member
  return { sub, name, email, sourcedId, role: roleOf(member.roles), active }
}

/** Reads the whole roster page by page (NRPS 2.0 §2) and answers what differs from last time. */
export async function readRoster(
  client: ServiceClient,
  course: Course & { membershipsUrl: string },
  before: Snapshot | undefined,
  onPage: (members: number) => Promise<void>,
): Promise<Difference<RosterEntry>> {
  const comparison = new SnapshotComparison<RosterEntry>(course.id, 'roster', before)
  let seen = 0
  for await (const page of client.memberships(course.membershipsUrl)) {
    for (const member of page) {
      if (looksOn(member.roles)) continue
      const entry = entryOf(member)
      comparison.add(entry.sub, [entry.name, entry.email, entry.sourcedId, entry.role, entry.active], entry)
    }
    seen += page.length
    await onPage(seen)
  }
  return comparison.finish()
}
