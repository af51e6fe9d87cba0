/** The most addresses with one piece of evidence, and the longest one. */
export const MOST_LINKS = 10
const LONGEST_LINK = 2000

export type LinkProblem = 'links_https' | 'links_over' | 'links_long'

/**
 * Addresses as a learner writes them, one a line. Only https: they are shown to others, and may stand in a credential, where characters
 * that an IRI does not allow would break its proof.
 */
export function readLinks(text: string): { links: string[]; problem: LinkProblem | null } {
  const lines = [...new Set(text.split(/\s+/).filter((line) => line !== ''))]
  const links = lines.map(addressOf)
  if (links.includes(null)) return { links: [], problem: 'links_https' }
  const known = links.filter((link) => link !== null)
  if (known.length > MOST_LINKS) return { links: [], problem: 'links_over' }
  if (known.some((link) => link.length > LONGEST_LINK)) return { links: [], problem: 'links_long' }
  return { links: known, problem: null }
}

function addressOf(line: string): string | null {
  const url = URL.canParse(line) ? new URL(line) : null
  // A name and password in an address would be handed to everybody who reads it.
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return null
  return url.href.replace(/[{}|\\^`"<>]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
}
