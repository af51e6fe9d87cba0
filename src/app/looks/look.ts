import type { LevelId } from '../../core/ladder.ts'
import type { Deps } from '../deps.ts'
import { ISSUED_LOCALE } from '../issuing/narrative.ts'
import type { Course, CourseLook, Issuer, Look } from '../model.ts'

/** How a badge of a course looks: what the course says, and where it says nothing, its issuer. */
export function lookFor(
  words: Deps['words'],
  level: LevelId,
  { course, issuer, own }: { course: Pick<Course, 'title'>; issuer: Issuer; own: CourseLookChoices | null },
): Look {
  const { name, logo, colour } = issuer
  const art = own?.art[level] ?? null
  const dress = { colour: own?.colour ?? colour, logo: own?.showLogo === false ? null : logo }
  return {
    level: words(ISSUED_LOCALE, `levels.${level}.name`),
    course: course.title,
    issuer: name,
    // Of a picture that somebody brought, nothing else shows.
    ...(art === null ? dress : { colour: null, logo: null }),
    art,
  }
}

export type CourseLookChoices = Pick<CourseLook, 'colour' | 'showLogo' | 'art'>

/** The text of a look: the same look is the same text. */
export function lookText({ level, course, issuer, colour, logo, art }: Look): string {
  return JSON.stringify({ level, course, issuer, colour, logo, art })
}

export const lookIn = (text: string): Look => JSON.parse(text)
