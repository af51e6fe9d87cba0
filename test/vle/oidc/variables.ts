import type { Course, CourseRole, Link, Tool, User } from '../types.ts'

export interface VariableFacts {
  readonly tool: Tool
  readonly user: User
  readonly course: Course
  readonly link: Link | null
  readonly role: CourseRole
  readonly lineItem: string | null
  readonly lineItems: string | null
  readonly memberships: string
  readonly tellsHistory: boolean
  /** Of this message alone, over the link's. */
  readonly own: Readonly<Record<string, string>>
}

const personal = (facts: VariableFacts, value: string) => (facts.tool.privacy === 'never' ? null : value)

/** The `$Variables` that this VLE knows (LTI 1.3 core appendix B); `null` is said where it may not tell, and `undefined` leaves one as it is. */
const variables: Readonly<Record<string, (facts: VariableFacts) => string | null | undefined>> = {
  '$User.id': ({ user }) => user.id,
  '$User.username': ({ user }) => user.username,
  '$Context.id': ({ course }) => course.id,
  '$Context.title': ({ course }) => course.title,
  '$Context.label': ({ course }) => course.label,
  '$Context.sourcedId': ({ course }) => course.sourcedId,
  '$Context.id.history': ({ course, tellsHistory }) => (tellsHistory ? course.history.join(',') : ''),
  '$CourseSection.title': ({ course }) => course.title,
  '$CourseSection.label': ({ course }) => course.label,
  '$CourseSection.sourcedId': ({ course }) => course.sourcedId,
  '$CourseSection.timeFrame.begin': ({ course }) => course.startsAt ?? '',
  '$CourseSection.timeFrame.end': ({ course }) => course.endsAt ?? '',
  '$ResourceLink.id': ({ link }) => link?.id ?? null,
  '$ResourceLink.id.history': ({ link, tellsHistory }) =>
    tellsHistory ? link?.history.join(',') : undefined,
  '$ResourceLink.title': ({ link }) => link?.title ?? null,
  '$ResourceLink.description': ({ link }) => link?.text ?? null,
  '$Person.sourcedId': ({ user }) => user.sourcedId,
  '$Person.name.full': (facts) => personal(facts, `${facts.user.givenName} ${facts.user.familyName}`),
  '$Person.name.given': (facts) => personal(facts, facts.user.givenName),
  '$Person.name.family': (facts) => personal(facts, facts.user.familyName),
  '$Person.email.primary': (facts) => personal(facts, facts.user.email),
  '$Membership.role': ({ role }) => (role === 'Learner' ? 'Learner' : 'Instructor'),
  '$LineItem.url': ({ lineItem }) => lineItem ?? '',
  '$LineItems.url': ({ lineItems }) => lineItems ?? '',
  '$ToolProxyBinding.memberships.url': ({ memberships }) => memberships,
}

/**
 * The custom claim: the tool's fields, then the link's over them. A variable nobody knows goes out literally, and a
 * key in mixed case goes out twice, as Moodle has it.
 */
export function customClaim(facts: VariableFacts): Record<string, string | null> {
  const claim: Record<string, string | null> = {}
  for (const [name, value] of Object.entries({ ...facts.tool.custom, ...facts.link?.custom, ...facts.own })) {
    const expanded = variables[value]?.(facts)
    const sent = expanded === undefined ? value : expanded
    claim[name.toLowerCase()] = sent
    claim[name] = sent
  }
  return claim
}
