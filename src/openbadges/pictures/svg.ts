import sanitizeHtml from 'sanitize-html'
import { BadgeError } from '../errors.ts'
import { ATTRIBUTES, ELEMENTS, PRESENTATION, RUNNING, UNSEEN } from './allowed.ts'
import { refuseEndless } from './endless.ts'
import type { PictureRules } from './rules.ts'

const NAMESPACES = { xmlns: 'http://www.w3.org/2000/svg', 'xmlns:xlink': 'http://www.w3.org/1999/xlink' }
const REFERENCES = ['href', 'xlink:href', 'src']

type Attributes = Record<string, string>

/**
 * An SVG that a stranger sent, with nothing in it but shapes: written anew from a list of what is allowed. What would change the picture
 * without its maker seeing why is refused rather than left out.
 *
 * Errors: `BadgeError` `picture_kind`, `picture_broken`, `picture_entities`, `picture_script`, `picture_external`, `picture_unsupported`,
 * `picture_not_square`, `picture_endless`.
 */
export function cleanSvg(file: Buffer, rules: PictureRules): string {
  const source = textOf(file)
  refuseEntities(source)
  const clean = onlyAllowed(source)
  if (!/^<svg[\s>]/.test(clean) || !clean.endsWith('</svg>')) throw broken('the root is not svg')
  refuseEndless(clean)
  const [, , width = 0, height = 0] = viewBoxIn(clean)
  if (rules.square && width !== height) throw new BadgeError('picture_not_square', `${width} by ${height}`)
  return clean
}

function textOf(file: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file)
  } catch (cause) {
    throw broken('not UTF-8', cause)
  }
}

/** A DOCTYPE that only names the DTD of SVG is common; one that declares anything is how a few bytes become gigabytes. */
function refuseEntities(source: string): void {
  if (/<!ENTITY/i.test(source) || /<!DOCTYPE[^>]*\[/i.test(source))
    throw new BadgeError('picture_entities', 'the SVG declares entities')
}

function onlyAllowed(source: string): string {
  let roots = 0
  const clean = sanitizeHtml(source, {
    allowedTags: ELEMENTS,
    allowedAttributes: { '*': ATTRIBUTES },
    allowedSchemes: [],
    allowedSchemesAppliedToAttributes: [],
    nonTextTags: [...UNSEEN, ...RUNNING, 'style'],
    selfClosing: [],
    // What was left of a comment or an instruction is not worth keeping either.
    parser: { xmlMode: true, decodeEntities: true, lowerCaseTags: false, lowerCaseAttributeNames: false },
    transformTags: {
      '*': (tagName, given) => {
        refuseElement(tagName)
        if (tagName === 'svg') {
          roots += 1
          if (roots > 1) throw unsupported('svg')
        }
        const attribs = withStyle(given)
        for (const [name, value] of Object.entries(attribs)) refuseAttribute(name, value)
        return { tagName, attribs: tagName === 'svg' ? rootOf(attribs) : attribs }
      },
    },
  }).trim()
  return clean
}

function refuseElement(name: string): void {
  if (RUNNING.includes(name)) throw new BadgeError('picture_script', `the SVG holds ${name}`)
  // Drawing programs keep notes of their own under a prefix; nothing of them is drawn.
  if (!ELEMENTS.includes(name) && !UNSEEN.includes(name) && !name.includes(':') && name !== 'a')
    throw unsupported(name)
}

function refuseAttribute(name: string, value: string): void {
  if (/^on/i.test(name) || /^\s*(?:java|vb)script:/i.test(value))
    throw new BadgeError('picture_script', `the SVG holds ${name}`)
  const outside =
    (REFERENCES.includes(name) && !/^\s*#/.test(value)) ||
    [...value.matchAll(/url\(\s*['"]?\s*([^)'"]*)/gi)].some(([, target = '']) => !target.startsWith('#'))
  if (outside && !name.startsWith('xmlns'))
    throw new BadgeError('picture_external', `${name} leads elsewhere`)
}

/** Drawing programs write colours as `style`; they become attributes, of which it is known what each may do. */
function withStyle({ style, ...attributes }: Attributes): Attributes {
  const declared = (style ?? '')
    .split(';')
    .map((declaration) => declaration.split(/:(.*)/s).map((part) => part.trim()))
    .flatMap(([name = '', value = '']) =>
      PRESENTATION.includes(name) && value !== '' ? [[name, value]] : [],
    )
  return { ...attributes, ...Object.fromEntries(declared) }
}

/** The root keeps its extent alone: how large it is shown is for whoever shows it. */
function rootOf(attributes: Attributes): Attributes {
  const { viewBox, width = '', height = '' } = attributes
  const own = viewBox ?? `0 0 ${lengthOf(width)} ${lengthOf(height)}`
  const numbers = own
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  const right = numbers.length === 4 && numbers.every(Number.isFinite)
  if (!right || (numbers[2] ?? 0) <= 0 || (numbers[3] ?? 0) <= 0) throw broken('no extent')
  const kept = Object.entries(attributes).filter(([name]) => PRESENTATION.includes(name))
  return { ...NAMESPACES, viewBox: numbers.join(' '), ...Object.fromEntries(kept) }
}

const lengthOf = (value: string) => /^\s*([\d.]+)\s*(?:px)?\s*$/.exec(value)?.[1] ?? ''

/** Where the picture is, and how far it goes: `x y width height`. */
export function viewBoxIn(svg: string): readonly number[] {
  return (/viewBox="([^"]*)"/.exec(svg)?.[1] ?? '').split(' ').map(Number)
}

const unsupported = (name: string) =>
  new BadgeError('picture_unsupported', `the SVG holds ${name}`, { cause: { name: name.slice(0, 30) } })

const broken = (what: string, cause?: unknown) =>
  new BadgeError('picture_broken', `the picture is damaged: ${what}`, { cause })
