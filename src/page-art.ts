import { drawBadgeSvg } from './openbadges/index.ts'

/** The page says in text beside the badge what it is. */
const NO_WORDS = { level: '', course: '', issuer: '' }

/** Badges as inline SVG for pages: small, so without the small text. Each is filled once and kept. */
export function createPageArt(templates: Readonly<Record<string, string>>) {
  const drawn = new Map<string, string>()
  return (level: string, state: 'earned' | 'locked', size: number): string => {
    const key = `${level} ${state} ${size}`
    const known = drawn.get(key)
    if (known) return known
    const svg = drawBadgeSvg(templates[level] ?? '', NO_WORDS, { size, locked: state === 'locked' })
    drawn.set(key, svg)
    return svg
  }
}
