import { setImmediate as endOfTurn } from 'node:timers/promises'
import { LtiError } from '../../lti/index.ts'
import type { Member, ServiceClient } from '../../lti/types.ts'
import { type Deps, isoNow } from '../deps.ts'
import type { Course, CourseRole, RosterEntry, Snapshot } from '../model.ts'
import type { UnitOfWork } from '../ports.ts'
import { SnapshotComparison } from './fingerprint.ts'

/** Of more people than this no more are kept in memory: they are written while the roster is still being read. */
const AHEAD = 500
const DAY = 24 * 3_600_000

export interface RosterRead {
  /** Who differs from last time and is yet to be written. */
  readonly changed: readonly RosterEntry[]
  /** So many others differed that some were written already. */
  readonly writtenAhead: boolean
  readonly vanished: readonly string[]
  /** What to remember; `null` when nothing differs. */
  readonly snapshot: Snapshot | null
}

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
  const { sub, name, email, sourcedId, active, groups } = member
  const entry = { sub, name, email, sourcedId, role: roleOf(member.roles), active }
  return groups.length > 0 ? { ...entry, groups: [...groups].sort() } : entry
}

/** Writes people of the roster. Who was refused a score for having left gets it now that they are back. */
export async function saveMembers(unit: UnitOfWork, course: Course, entries: readonly RosterEntry[]) {
  await unit.people.saveRoster(course, entries)
  if (course.groupsUrl) await saveGroupsOf(unit, course, entries)
  const back = entries.filter((entry) => entry.active && entry.role === 'learner')
  await unit.credentials.forgetRefusals(
    course,
    back.map((entry) => entry.sub),
  )
}

/** Also of those who are in none any more. */
async function saveGroupsOf(unit: UnitOfWork, course: Course, entries: readonly RosterEntry[]) {
  const ids = await unit.people.idsBySub(
    course.platformId,
    entries.map(({ sub }) => sub),
  )
  const members = entries.flatMap(({ sub, groups = [] }): [string, readonly string[]][] => {
    const id = ids.get(sub)
    return id ? [[id, groups]] : []
  })
  await unit.groups.setMembers(course.id, new Map(members))
}

/**
 * Adds the names that the platform tells only of a link's members. Nobody is a member or none by this: those who may not open the
 * link are missing there.
 */
export async function withNames(
  deps: Deps,
  client: ServiceClient,
  course: Course & { membershipsUrl: string },
  entries: readonly RosterEntry[],
  resourceLinkId: string,
): Promise<readonly RosterEntry[]> {
  if (!entries.some((entry) => entry.active && entry.name === null)) return entries
  const pages = client.membersOfLink(course.membershipsUrl, resourceLinkId)
  if (pages === null) return entries
  const named = new Map<string, Member>()
  try {
    for await (const page of pages) for (const member of page) named.set(member.sub, member)
  } catch (error) {
    if (!isRefusal(error)) throw error
    // The link is gone, say: the roster stands without names.
    deps.log.info({ course: course.id, code: error.code }, 'no names by the link')
  }
  return entries.map((entry) => {
    const { name = null, email = null } = named.get(entry.sub) ?? {}
    return { ...entry, name: entry.name ?? name, email: entry.email ?? email }
  })
}

interface Reading {
  readonly course: Course & { membershipsUrl: string }
  readonly before: Snapshot | undefined
  /** Told how many members were read so far. */
  readonly onPage: (members: number) => Promise<void>
}

/**
 * Reads who is in the course (NRPS 2.0 §2) and answers what differs from last time. Where the platform tells what changed since
 * then, only that is asked for; once a day, and whenever the platform will not say, the whole is read and compared.
 *
 * Memory stays the same for any number of members: a short hash of each, the page at hand and the next one. Beyond 500 changed
 * people they are written as they come, which a repeat after a crash finds done.
 */
export async function readRoster(deps: Deps, client: ServiceClient, reading: Reading): Promise<RosterRead> {
  const differences = reading.before?.differences
  if (differences && deps.clock.now() - Date.parse(differences.wholeReadAt) < DAY) {
    try {
      return await readMembers(deps, client, reading, differences)
    } catch (error) {
      if (!isRefusal(error)) throw error
      deps.log.info(
        { course: reading.course.id, code: error.code },
        'no differences: the whole roster is read',
      )
    }
  }
  return readMembers(deps, client, reading, null)
}

/** The address has expired, or never worked. A platform that is away tells nothing of that. */
function isRefusal(error: unknown): error is LtiError {
  return error instanceof LtiError && (!error.retryable || error.code === 'reply_invalid')
}

async function readMembers(
  deps: Deps,
  client: ServiceClient,
  { course, before, onPage }: Reading,
  since: Snapshot['differences'],
): Promise<RosterRead> {
  let found: string | null = null
  const onDifferences = (url: string) => {
    found = url
  }
  const pages = client.memberships(since?.url ?? course.membershipsUrl, { onDifferences })
  // The first page is on its way: what is known of last time's people is unpacked meanwhile.
  await endOfTurn()
  const comparison = new SnapshotComparison(before, { partial: since !== null })
  let changed: RosterEntry[] = []
  let writing: Promise<void> | null = null
  let seen = 0
  try {
    for await (const page of pages) {
      for (const member of page) {
        const looks = looksOn(member.roles)
        // Among differences nobody vanishes: who was a learner before and only looks on now is one no longer.
        if (looks && !(since && comparison.knows(member.sub))) continue
        const entry = entryOf(looks ? { ...member, active: false } : member)
        // Somebody came and went between two readings: nobody here ever heard of them.
        if (since && !entry.active && !comparison.knows(entry.sub)) continue
        const { sub, name, email, sourcedId, role, active, groups } = entry
        // Where nothing is told of groups, a roster is told from the one before as it was when nothing was asked of them.
        const told = [name, email, sourcedId, role, active, ...(groups ? [groups] : [])]
        if (comparison.isNews(sub, told)) changed.push(entry)
      }
      if (changed.length > AHEAD) {
        await writing
        const batch = changed
        changed = []
        // The next page is read meanwhile.
        writing = deps.store.write((unit) => saveMembers(unit, course, batch))
        writing.catch(() => undefined)
      }
      seen += page.length
      await onPage(seen)
    }
  } finally {
    await writing?.catch(() => undefined)
  }
  await writing
  const { vanished, entries, differs } = comparison.finish()
  const differences = differencesFrom(since, found, isoNow(deps.clock))
  // That the whole was read is remembered where it is to be read again in a day.
  const renewed = since === null && (differences ?? before?.differences ?? null) !== null
  const snapshot = { courseId: course.id, source: 'roster', entries, differences }
  return { changed, writtenAhead: writing !== null, vanished, snapshot: differs || renewed ? snapshot : null }
}

function differencesFrom(
  since: Snapshot['differences'],
  found: string | null,
  now: string,
): Snapshot['differences'] {
  if (since) return { ...since, url: found ?? since.url }
  return found === null ? null : { url: found, wholeReadAt: now }
}
