import type { CertificateContent } from '../../certificates/index.ts'
import type { Words } from '../deps.ts'
import type { Achievement, Credential, Issuer } from '../model.ts'
import type { Standing } from './standing.ts'

/** In this order on the paper, side by side. */
export const LANGUAGES = ['en', 'cy'] as const

interface Certified {
  readonly credential: Credential
  readonly achievement: Achievement
  readonly issuer: Issuer
  readonly badge: Buffer
  readonly logo: Buffer | null
  readonly url: string
  readonly standing: Standing
}

/** The words of a certificate. Like the public page it names nobody: whose it is, is sealed in the credential that is attached. */
export function certificateOf(words: Words, certified: Certified): CertificateContent {
  const { credential, achievement, issuer, badge, logo, url, standing } = certified
  return {
    title: achievement.name,
    badge: { image: badge, alt: words('en', 'issued.certificate.badge', { name: achievement.name }) },
    logo: logo && { image: logo, alt: issuer.name },
    versions: LANGUAGES.map((language) => {
      const say = (key: string, values: Record<string, string> = {}) => words(language, key, values)
      const date = (iso: string) => dateIn(language, iso)
      const issued = { issuer: issuer.name, date: date(credential.awardedAt) }
      const until = credential.expiresAt
      return {
        language,
        heading: say('issued.certificate.heading'),
        level: say(`levels.${credential.level}.name`),
        course: achievement.courseTitle,
        lines: [
          say(`issued.levels.${credential.level}.meaning`),
          // What they did is told in the words in which it was judged.
          ...(language === 'en' ? [credential.narrative] : []),
          say('issued.certificate.issued', issued),
          ...(until === null ? [] : [say('issued.certificate.until', { date: date(until) })]),
          say(`credential.holder.${credential.recipientType}`),
        ],
        warning: warningOf(standing, say, date),
        check: say('issued.certificate.check'),
      }
    }),
    url,
    attachment: {
      name: 'credential.json',
      type: 'application/vc+ld+json',
      bytes: Buffer.from(credential.document),
    },
    issuedAt: new Date(credential.awardedAt),
  }
}

function warningOf(
  { status, since, cause }: Standing,
  say: (key: string, values?: Record<string, string>) => string,
  date: (iso: string) => string,
): string | null {
  if (status === 'valid') return null
  const why = say(`issued.withdrawal.${cause ?? 'none'}`)
  return say(`issued.certificate.${status}`, { date: since ? date(since) : '', why })
}

export const dateIn = (language: string, iso: string) =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(new Date(iso))
