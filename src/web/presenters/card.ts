import type { PublicCredential } from '../../app/contract.ts'
import type { Achievement, Issuer } from '../../app/model.ts'
import type { Words } from '../language/words.ts'

/** How other sites show a link to a page (Open Graph; Twitter cards read the same). All addresses are absolute. */
export interface Card {
  readonly url: string
  readonly title: string
  readonly description: string
  readonly locale: string
  readonly image: { readonly url: string; readonly alt: string; readonly size: number } | null
  /** Of the oEmbed answer about it (oEmbed §4, discovery). */
  readonly oembed: string | null
}

/** Pixels of a badge's image, each way. */
export const IMAGE_SIZE = 600

const LOCALES = { en: 'en_GB', cy: 'cy_GB' } as const

/**
 * Of a credential's page. It names nobody, even where the page does: what other sites copied stays with them when the name is taken back. One that
 * was withdrawn is shown without its badge. `address`: of the page, where that is not the credential's own.
 */
export function credentialCard(
  shown: PublicCredential,
  words: Words,
  toolUrl: string,
  address?: string,
): Card {
  const { credential, achievement, issuer, status } = shown
  const name = credentialName(shown, words)
  const url = `${toolUrl}/credentials/${credential.id}`
  const stands = status === 'valid' || status === 'expired'
  const line = words.t('share.line', { issuer: issuer.name, date: words.date(credential.awardedAt) })
  return {
    url: address ?? url,
    title: name,
    description: status === 'valid' ? line : `${words.t(`verdict.${status}.title`)}. ${line}`,
    locale: LOCALES[words.language],
    image: stands ? imageOf(achievement, words.t('share.alt', { name, issuer: issuer.name }), toolUrl) : null,
    oembed:
      address === undefined ? `${toolUrl}/oembed?${new URLSearchParams({ url, format: 'json' })}` : null,
  }
}

/** ‘Demonstrated: Digital Leadership in Practice’ */
export function credentialName(
  { credential, achievement }: Pick<PublicCredential, 'credential' | 'achievement'>,
  words: Words,
): string {
  return `${words.t(`levels.${credential.level}.name`)}: ${achievement.courseTitle}`
}

export function achievementCard(
  achievement: Achievement,
  issuer: Issuer,
  words: Words,
  toolUrl: string,
): Card {
  const alt = words.t('share.alt', { name: achievement.name, issuer: issuer.name })
  return {
    url: `${toolUrl}/achievements/${achievement.id}`,
    title: achievement.name,
    description: achievement.description,
    locale: LOCALES[words.language],
    image: imageOf(achievement, alt, toolUrl),
    oembed: null,
  }
}

/** Of a page that shows no badge. `path`: with its leading slash. */
export function plainCard(
  path: string,
  { title, description }: Pick<Card, 'title' | 'description'>,
  words: Words,
  toolUrl: string,
): Card {
  return {
    url: `${toolUrl}${path}`,
    title,
    description,
    locale: LOCALES[words.language],
    image: null,
    oembed: null,
  }
}

function imageOf({ id }: Achievement, alt: string, toolUrl: string): NonNullable<Card['image']> {
  return { url: `${toolUrl}/achievements/${id}.png`, alt, size: IMAGE_SIZE }
}
