import { drawBadgeSvg } from './openbadges/index.ts'

/** The page says in text beside the badge what it is. */
const NO_WORDS = { level: '', course: '', issuer: '' }
/** Up to this width in CSS pixels, small print is noise. */
const SMALL = 150

/**
 * Badges for pages. One without anything of an institution's own is inline SVG, small and so without the small text; each is filled once and kept.
 * Any other earned one is the image of its achievement.
 */
export function createPageArt(templates: Readonly<Record<string, string>>) {
  const drawn = new Map<string, string>()
  return (
    level: string,
    state: 'earned' | 'locked',
    size: number,
    badge: { readonly id: string; readonly look: string } | null = null,
  ): string => {
    if (badge !== null && state === 'earned' && !isPlain(badge.look)) {
      const query = size <= SMALL ? '?size=small' : ''
      return `<img src="/achievements/${encodeURIComponent(badge.id)}.png${query}" alt="" width="${size}" height="${size}">`
    }
    const key = `${level} ${state} ${size}`
    const known = drawn.get(key)
    if (known) return known
    const svg = drawBadgeSvg(templates[level] ?? '', NO_WORDS, { size, locked: state === 'locked' })
    drawn.set(key, svg)
    return svg
  }
}

function isPlain(look: string): boolean {
  const { colour, logo, art } = JSON.parse(look)
  return colour === null && logo === null && art === null
}
