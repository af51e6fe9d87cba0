import { LEVEL_IDS } from '../../core/ladder.ts'
import { cleanArt } from '../../openbadges/index.ts'
import type { Looks, Sample } from '../contract/looks.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { keepPicture, storePicture } from '../issuers/pictures.ts'
import type { Issuer } from '../model.ts'
import { issuerById } from '../public/whole.ts'
import { requireAdministrator } from '../visiting/visit.ts'
import { drawSample } from './draw.ts'
import { type CourseLookChoices, lookFor } from './look.ts'

const SMALL = 64
const LARGE = 300
const NOTHING: CourseLookChoices = { colour: null, showLogo: true, art: {} }

/** How the badges of a course look, and would look. */
export function createLooks(deps: Deps): Looks {
  const { store } = deps
  const choicesOf = async ({ course }: Visit) => (await store.looks.ofCourse(course.id)) ?? NOTHING
  return {
    async view(visit) {
      requireAdministrator(visit)
      const { colour, showLogo, art } = await choicesOf(visit)
      return { choices: { colour, showLogo, art }, issuer: await issuerById(deps, visit.course.issuerId) }
    },
    async preview(visit, choices) {
      requireAdministrator(visit)
      return samples(deps, visit, await issuerById(deps, visit.course.issuerId), choices)
    },
    async previewIssuer(visit, changed) {
      requireAdministrator(visit)
      const issuer = { ...(await issuerById(deps, visit.course.issuerId)), ...changed }
      return samples(deps, visit, issuer, await choicesOf(visit))
    },
    save: (visit, choices) => saveLook(deps, visit, choices),
    async takeArt(visit, file) {
      requireAdministrator(visit)
      return storePicture(deps, visit.course.platformId, cleanArt(file))
    },
  }
}

function samples(deps: Deps, { course }: Visit, issuer: Issuer, own: CourseLookChoices): Promise<Sample[]> {
  return Promise.all(
    deps.ladder.levels.map(async ({ id: level }) => {
      const look = lookFor(deps.words, level, { course, issuer, own })
      return {
        level,
        small: await drawSample(deps, level, look, SMALL),
        large: await drawSample(deps, level, look, LARGE),
      }
    }),
  )
}

/** Nothing is written, and no line kept, where nothing changes. */
async function saveLook(deps: Deps, visit: Visit, choices: CourseLookChoices): Promise<void> {
  const administrator = requireAdministrator(visit)
  const { id: courseId, platformId } = visit.course
  const savedAt = isoNow(deps.clock)
  await deps.store.write(async (unit) => {
    const known = (await unit.looks.ofCourse(courseId)) ?? NOTHING
    const [before, after] = [flat(known), flat(choices)]
    const changed = Object.keys(after).filter((name) => before[name] !== after[name])
    if (changed.length === 0) return
    for (const level of LEVEL_IDS) {
      const hash = choices.art[level]
      if (hash !== undefined && hash !== known.art[level]) await keepPicture(unit, platformId, hash)
    }
    await unit.looks.save({ ...choices, courseId, savedBy: administrator.id, savedAt })
    await unit.audit.append([
      {
        at: savedAt,
        platformId,
        courseId,
        actorId: administrator.id,
        action: 'look.saved',
        subjectId: null,
        reason: null,
        detail: Object.fromEntries(
          changed.flatMap((name) => [
            [`${name}.before`, before[name] ?? null],
            [`${name}.after`, after[name] ?? null],
          ]),
        ),
      },
    ])
  })
}

/** As audit lines keep it: a name and a plain value each. */
function flat({ colour, showLogo, art }: CourseLookChoices): Record<string, string | null> {
  const pictures = LEVEL_IDS.map((level) => [`art.${level}`, art[level] ?? null])
  return { colour, showLogo: String(showLogo), ...Object.fromEntries(pictures) }
}
