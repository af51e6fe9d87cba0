import type { AllowedView, AskedView, Wants } from '../../app/contract/applications.ts'
import type { Visit } from '../../app/contract.ts'
import type { Words } from '../language/words.ts'

export interface AskedPage {
  readonly name: string
  readonly host: string
  readonly policy: string | null
  /** What it sees of the credentials; `null`: none of them. */
  readonly credentials: {
    readonly rows: readonly { readonly name: string; readonly date: string; readonly href: string }[]
  } | null
  /** What it learns of the person, `null`: nothing. */
  readonly profile: readonly { readonly name: string; readonly value: string }[] | null
  readonly later: boolean
}

export interface AllowedRow {
  readonly id: string
  readonly name: string
  readonly host: string
  readonly since: string
  readonly reads: readonly string[]
}

/** What somebody is asked to allow: who asks, and all that would be seen. */
export function presentAsked(
  { client, credentials, wants }: AskedView,
  { person }: Visit,
  words: Words,
): AskedPage {
  const absent = words.t('about.notShared')
  return {
    name: client.name,
    host: hostIn(client.host, words),
    policy: client.policyUri,
    credentials: wants.credentials
      ? {
          rows: credentials.map(({ id, level, courseTitle, awardedAt }) => ({
            name: `${words.t(`levels.${level}.name`)}: ${courseTitle}`,
            date: words.date(awardedAt),
            href: `/credentials/${id}`,
          })),
        }
      : null,
    profile: wants.profile
      ? [
          { name: words.t('about.name'), value: person?.name ?? absent },
          { name: words.t('about.email'), value: person?.email ?? absent },
        ]
      : null,
    later: wants.later,
  }
}

export function presentAllowed(allowed: readonly AllowedView[], words: Words): AllowedRow[] {
  return allowed.map(({ grantId, client, wants, since }) => ({
    id: grantId,
    name: client.name,
    host: hostIn(client.host, words),
    since: words.t('applications.since', { date: words.date(since) }),
    reads: readsOf(wants).map((what) => words.t(`applications.reads.${what}`)),
  }))
}

const readsOf = ({ credentials, profile, later }: Wants) => [
  ...(credentials ? ['credentials'] : []),
  ...(profile ? ['profile'] : []),
  later ? 'later' : 'once',
]

/** Where what is read goes to: a site, or a program on the learner's own machine. */
export function hostIn(host: string, words: Words): string {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host) ? words.t('applications.onDevice') : host
}
