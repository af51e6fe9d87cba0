import type { Role } from './types.ts'

type Layer = 'context' | 'institution' | 'system'

interface Known {
  readonly layer: Layer
  readonly role: Role
}

/** Order in which roles are given out: the one that may do most in the course comes first. */
const RANK: readonly Role[] = ['administrator', 'instructor', 'mentor', 'learner', 'test-user']

/**
 * Principal context roles (LTI 1.3 core §A.2.3) and the names LTI 1.1 and short-name platforms use for them. A content
 * developer sets up the course's links, which here is a tutor's work. Officer and Member say nothing about teaching.
 */
const CONTEXT: Readonly<Record<string, Role>> = {
  learner: 'learner',
  student: 'learner',
  instructor: 'instructor',
  teacher: 'instructor',
  teachingassistant: 'instructor',
  contentdeveloper: 'instructor',
  manager: 'instructor',
  administrator: 'administrator',
  mentor: 'mentor',
  testuser: 'test-user',
}

/** Sub-roles that weigh differently from their principal role. */
const SUB_ROLES: Readonly<Record<string, Role>> = {
  'manager#observer': 'mentor',
  'manager#externalobserver': 'mentor',
}

/** Institution roles (§A.2.2; LTI 2.0 calls the vocabulary `person`). Being staff of the institution makes nobody a tutor of this course. */
const INSTITUTION: Readonly<Record<string, Role>> = {
  administrator: 'administrator',
  student: 'learner',
  learner: 'learner',
  mentor: 'mentor',
}

/** System roles (§A.2.1). */
const SYSTEM: Readonly<Record<string, Role>> = {
  administrator: 'administrator',
  sysadmin: 'administrator',
  accountadmin: 'administrator',
  testuser: 'test-user',
}

const URI =
  /^http:\/\/purl\.imsglobal\.org\/vocab\/(?:lis\/v2|lti)\/(membership|institution\/person|system\/person|person)(?:\/([A-Za-z]+))?#([A-Za-z]+)$/
const URN = /^urn:lti:(role|instrole|sysrole):ims\/lis\/([A-Za-z]+)(?:\/([A-Za-z]+))?$/
const SHORT = /^([A-Za-z][A-Za-z ]*)(?:[/#]([A-Za-z]+))?$/

/**
 * The roles of a launch or member, normalised, the most powerful first: full URIs of the LIS vocabularies, their
 * sub-roles, LTI 1.1 URNs and short names. Context roles outrank the others: institution and system roles count only
 * where the context has none, save an administrator's, which also counts beside a context role that teaches. So an
 * administrator who is in the course as a learner sees what a learner sees. Unknown roles are left out.
 *
 * @param names short names of this platform's own (lower case), see `platforms/`
 */
export function normaliseRoles(roles: readonly string[], names: Readonly<Record<string, Role>> = {}): Role[] {
  const known = roles.flatMap((role) => read(role.trim(), names) ?? [])
  const context = known.filter(({ layer, role }) => layer === 'context' && role !== 'test-user')
  const teaches = context.some(({ role }) => role === 'instructor' || role === 'administrator')
  const counted = known.filter(
    ({ layer, role }) =>
      layer === 'context' ||
      role === 'test-user' ||
      context.length === 0 ||
      (role === 'administrator' && teaches),
  )
  const found = new Set(counted.map(({ role }) => role))
  return RANK.filter((role) => found.has(role))
}

/**
 * Whether a role of the whole institution or of the platform (LTI 1.3 core §A.2.1, §A.2.2) makes somebody an administrator; being one of a
 * course alone does not.
 */
export function administersInstitution(roles: readonly string[]): boolean {
  return roles.some((role) => {
    const known = read(role.trim(), {})
    return known !== null && known.layer !== 'context' && known.role === 'administrator'
  })
}

function read(role: string, names: Readonly<Record<string, Role>>): Known | null {
  const uri = URI.exec(role)
  if (uri) {
    const [, vocabulary = '', principal, name = ''] = uri
    if (vocabulary === 'membership') return principal ? contextRole(principal, name) : contextRole(name)
    return vocabulary === 'system/person'
      ? find('system', SYSTEM, name)
      : find('institution', INSTITUTION, name)
  }
  const urn = URN.exec(role)
  if (urn) {
    const [, vocabulary = '', principal = '', name] = urn
    if (vocabulary === 'role') return contextRole(principal, name)
    return vocabulary === 'sysrole'
      ? find('system', SYSTEM, principal)
      : find('institution', INSTITUTION, principal)
  }
  const own = find('context', names, role)
  if (own) return own
  const short = SHORT.exec(role)
  return short ? contextRole(short[1] ?? '', short[2]) : null
}

function contextRole(principal: string, sub?: string): Known | null {
  if (sub !== undefined) {
    const special = find('context', SUB_ROLES, `${principal}#${sub}`)
    if (special) return special
  }
  return find('context', CONTEXT, principal)
}

function find(layer: Layer, table: Readonly<Record<string, Role>>, name: string): Known | null {
  const key = name.toLowerCase()
  const role = Object.hasOwn(table, key) ? table[key] : undefined
  return role === undefined ? null : { layer, role }
}
