import { createHash } from 'node:crypto'
import type { LevelId } from '../../core/ladder.ts'
import {
  type Dress,
  drawBadge,
  drawBadgeSvg,
  drawPicture,
  logoOf,
  paletteOf,
} from '../../openbadges/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { Achievement, Drawing, Look } from '../model.ts'
import { lookIn } from './look.ts'

const IMAGE_SIZE = 600
/** Twice what pages show, nearly: below the size at which words are set. */
const SMALL_SIZE = 150
const KEPT = 200

type DrawDeps = Pick<Deps, 'store' | 'art' | 'ladder'>

/**
 * The images of achievements. The first time that one is asked for it is drawn and stored; from then on it is that, to the byte, whatever becomes of
 * the drawing, the fonts or the look of the course.
 */
export function createDrawings(deps: DrawDeps): {
  whole(achievement: Achievement): Promise<Drawing>
  /** For pages: without small print. */
  small(achievement: Achievement): Promise<Buffer>
} {
  return {
    whole: keeping((hash, { level, look }) => storedOrDrawn(deps, hash, level, lookIn(look))),
    small: keeping((_, { level, look }) => drawSample(deps, level, lookIn(look), SMALL_SIZE)),
  }
}

/** By what it is made of, as long as it is among the latest. */
function keeping<T>(make: (hash: string, achievement: Achievement) => Promise<T>) {
  const known = new Map<string, Promise<T>>()
  return (achievement: Achievement): Promise<T> => {
    const hash = createHash('sha256').update(achievement.look).digest('hex')
    const kept = known.get(hash)
    if (kept) return kept
    const made = make(hash, achievement)
    const oldest = known.size >= KEPT ? known.keys().next().value : undefined
    if (oldest) known.delete(oldest)
    known.set(hash, made)
    made.catch(() => known.delete(hash))
    return made
  }
}

async function storedOrDrawn(deps: DrawDeps, hash: string, level: LevelId, look: Look): Promise<Drawing> {
  const { drawings } = deps.store
  const stored = await drawings.byHash(hash)
  if (stored) return stored
  const drawn = { hash, ...(await drawLook(deps, level, look)) }
  await drawings.add(drawn)
  return (await drawings.byHash(hash)) ?? drawn
}

async function drawLook(deps: DrawDeps, level: LevelId, look: Look): Promise<Omit<Drawing, 'hash'>> {
  if (look.art !== null) return drawPicture(await pictureOf(deps, look.art), IMAGE_SIZE)
  const [template, words, dress] = [templateOf(deps, level), wordsOf(look), await dressOf(deps, level, look)]
  return {
    png: drawBadge(template, words, { size: IMAGE_SIZE, ...dress }),
    svg: drawBadgeSvg(template, words, { size: IMAGE_SIZE, text: true, ...dress }),
  }
}

/** As it would be at this size: small ones without the small print. */
export async function drawSample(deps: DrawDeps, level: LevelId, look: Look, size: number): Promise<Buffer> {
  if (look.art !== null) return drawPicture(await pictureOf(deps, look.art), size, { fit: true }).png
  return drawBadge(templateOf(deps, level), wordsOf(look), { size, ...(await dressOf(deps, level, look)) })
}

const wordsOf = ({ level, course, issuer }: Look) => ({ level, course, issuer })

async function dressOf(deps: DrawDeps, level: LevelId, { colour, logo }: Look): Promise<Dress> {
  const step = deps.ladder.levels.findIndex(({ id }) => id === level)
  return {
    palette: colour === null ? null : paletteOf(colour, step === 0 ? 0 : step === 1 ? 1 : 2),
    logo: logo === null ? null : logoOf((await pictureOf(deps, logo)).bytes),
  }
}

async function pictureOf({ store }: DrawDeps, hash: string) {
  const picture = await store.pictures.byHash(hash)
  if (!picture) throw new AppError('picture_not_found', 404, 'no such picture')
  return picture
}

function templateOf({ art }: DrawDeps, level: LevelId): string {
  const template = art[level]
  if (!template) throw new AppError('level_missing', 500, 'no art for this level')
  return template
}
