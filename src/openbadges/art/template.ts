import type { Face } from './measure.ts'
import { widthOf } from './measure.ts'
import type { Palette } from './palette.ts'
import { type Logo, plateWith } from './plate.ts'
import { wrap } from './wrap.ts'
import { xml } from './xml.ts'

/** What is set on a badge. */
export interface BadgeWords {
  /** The level's name. */
  readonly level: string
  readonly course: string
  readonly issuer: string
}

export interface Filling {
  /** Level, course and issuer below the steps; without them the steps are larger. */
  readonly text: boolean
  readonly locked: boolean
  /** In place of the template's own colours. */
  readonly palette?: Palette | null
  readonly logo?: Logo | null
}

const LEVEL: Face = { size: 54, weight: 700 }
const COURSE: Face = { size: 25, weight: 500 }
const ISSUER: Face = { size: 18, weight: 500 }
/** Where the lines stand, and the room inside the hexagon there. A second line of the course moves the rest up. */
const ONE_LINE: Setting = {
  steps: 'translate(0 0)',
  level: 393,
  course: [{ y: 431, room: 372 }],
  issuer: [
    { y: 465, room: 250 },
    { y: 488, room: 166 },
  ],
}
const TWO_LINES: Setting = {
  steps: 'translate(300 298) scale(0.88) translate(-300 -322)',
  level: 364,
  course: [
    { y: 401, room: 386 },
    { y: 431, room: 344 },
  ],
  issuer: [
    { y: 463, room: 250 },
    { y: 486, room: 170 },
  ],
}
const LEVEL_ROOM = 392
const STEPS_ALONE = 'translate(300 300) scale(1.4) translate(-300 -240)'

interface Line {
  readonly y: number
  readonly room: number
}

interface Setting {
  /** Transform of the steps. */
  readonly steps: string
  readonly level: number
  readonly course: readonly Line[]
  readonly issuer: readonly Line[]
}

/**
 * Fills a template of the badge art: an SVG of 600 by 600 with the parts `<!-- earned -->` and `<!-- locked -->`, of which one stays, and the slots
 * `{{label}}`, `{{steps}}`, `{{logo}}` and `{{words}}`; colours are slots with a value for when nobody says another: `{{rim1|#0d7f7d}}`.
 */
export function fillTemplate(template: string, words: BadgeWords, filling: Filling): string {
  const { text, locked, palette, logo } = filling
  const setting = text ? settingFor(words.course) : null
  const slots: Readonly<Record<string, string>> = {
    label: xml([words.level, words.course, words.issuer].filter((word) => word !== '').join(', ')),
    ...palette,
    logo: logo && !locked ? plateWith(logo, palette?.rim2 ?? rimOf(template)) : '',
    steps: setting?.steps ?? STEPS_ALONE,
    words: setting ? setWords(words, setting, locked ? '#566273' : '#fff') : '',
  }
  return without(template, locked ? 'earned' : 'locked')
    .replace(/ *<!-- \/?(?:earned|locked) -->\n?/g, '')
    .replace(/ *\{\{logo\}\}\n/, (line) => (slots.logo ? line : ''))
    .replace(/\{\{(\w+)(?:\|([^}]*))?\}\}/g, (_, name: string, own = '') => slots[name] ?? own)
}

/** The darker colour of the template's own rim. */
const rimOf = (template: string) => /\{\{rim2\|([^}]*)\}\}/.exec(template)?.[1] ?? '#566273'

function without(template: string, part: string): string {
  const start = template.indexOf(`<!-- ${part} -->`)
  const endMark = `<!-- /${part} -->`
  const end = template.indexOf(endMark)
  return start < 0 || end < start ? template : template.slice(0, start) + template.slice(end + endMark.length)
}

const settingFor = (course: string): Setting =>
  widthOf(course, COURSE) <= (ONE_LINE.course[0]?.room ?? 0) ? ONE_LINE : TWO_LINES

function setWords(words: BadgeWords, setting: Setting, ink: string): string {
  const level = fitting(words.level, LEVEL, LEVEL_ROOM)
  return [
    line(words.level, setting.level, level, ink, 1),
    ...setLines(words.course, setting.course, COURSE).map(({ y, text }) => line(text, y, COURSE, ink, 1)),
    ...setLines(words.issuer, setting.issuer, ISSUER).map(({ y, text }) => line(text, y, ISSUER, ink, 0.86)),
  ].join('\n  ')
}

function setLines(
  text: string,
  lines: readonly Line[],
  face: Face,
): { readonly y: number; readonly text: string }[] {
  const rooms = lines.map(({ room }) => room)
  return wrap(text, rooms, (part) => widthOf(part, face)).map((part, index) => ({
    y: lines[index]?.y ?? 0,
    text: part,
  }))
}

/** A level's name is never shortened: in a language with longer words it is set smaller. */
function fitting(text: string, face: Face, room: number): Face {
  const width = widthOf(text, face)
  return width <= room ? face : { ...face, size: Math.floor((face.size * room) / width) }
}

function line(text: string, y: number, { size, weight }: Face, ink: string, opacity: number): string {
  const spacing = weight === 700 ? ' letter-spacing="-0.5"' : ''
  const fade = opacity < 1 ? ` fill-opacity="${opacity}"` : ''
  return `<text x="300" y="${y}" text-anchor="middle" font-family="Inter, sans-serif" font-weight="${weight}" font-size="${size}"${spacing} fill="${ink}"${fade}>${xml(text)}</text>`
}
