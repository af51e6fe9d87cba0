import { endingOf, endingsOf } from './taken.ts'

/** In characters, as people count; file systems take 255 bytes. */
const LONGEST = 120

/** Control characters, what turns the direction of writing, and what some system or other reads as part of a path or a command. */
const UNSAFE = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff<>:"|?*]/gu

/** A file's name, safe to show and to save under. Letters of every script stay; the ending is made to fit what the file is. */
export function safeName(given: string, type: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const clean = last
    .replace(UNSAFE, '')
    .replace(/\s+/gu, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  const endings = endingsOf(type)
  const ending = endingOf(clean)
  if (ending !== null && endings.includes(ending.toLowerCase()))
    return `${shorten(clean.slice(0, -ending.length - 1)) || 'file'}.${ending}`
  return `${shorten(clean) || 'file'}.${endings[0]}`
}

const shorten = (stem: string) => [...stem].slice(0, LONGEST).join('').trim()
