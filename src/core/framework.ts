import { type CourseCriteria, type Ladder, LEVEL_IDS, type Level, type LevelCriteria } from './ladder.ts'
import { MAX_MONTHS, parseCriterion } from './parse-criterion.ts'
import { fail, list, object, oneOf, text, whole } from './shape.ts'

export { parseCriterion }

/**
 * Checks a framework file such as `config/frameworks/jisc.json`: every level once, lowest first, each resting on lower ones
 * only. Throws an `Error` that names the path of the mistake.
 */
export function parseLadder(data: unknown): Ladder {
  const fields = object(data, 'ladder', ['id', 'levels', 'defaultCriteria'])
  const levels = list(fields.levels, 'levels').map(parseLevel)
  for (const [index, { id, requires }] of levels.entries()) {
    const below = levels.slice(0, index).map((level) => level.id)
    if (below.includes(id)) fail(`levels[${index}].id`, 'is there twice')
    if (!requires.every((required) => below.includes(required))) {
      fail(`levels[${index}].requires`, 'may name lower levels only')
    }
  }
  if (levels.length !== LEVEL_IDS.length) fail('levels', `must be ${LEVEL_IDS.join(', ')}`)
  return {
    id: text(fields.id, 'id'),
    levels,
    defaultCriteria: parseCriteria(fields.defaultCriteria, 'defaultCriteria'),
  }
}

function parseLevel(data: unknown, index: number): Level {
  const at = `levels[${index}]`
  const fields = object(data, at, ['id', 'requires'])
  return {
    id: oneOf(fields.id, `${at}.id`, LEVEL_IDS),
    requires: list(fields.requires, `${at}.requires`).map((id, place) =>
      oneOf(id, `${at}.requires[${place}]`, LEVEL_IDS),
    ),
  }
}

/** Checks the criteria of a course, as saved or as posted. Throws an `Error` that names the path of the mistake. */
export function parseCriteria(data: unknown, path = 'criteria'): CourseCriteria {
  const fields = object(data, path, LEVEL_IDS)
  return {
    completed: parseLevelCriteria(fields.completed, `${path}.completed`),
    demonstrated: parseLevelCriteria(fields.demonstrated, `${path}.demonstrated`),
    implemented: parseLevelCriteria(fields.implemented, `${path}.implemented`),
  }
}

function parseLevelCriteria(data: unknown, path: string): LevelCriteria {
  const fields = object(data, path, ['criterion', 'award', 'expiresAfterMonths'])
  const months = fields.expiresAfterMonths
  return {
    criterion: parseCriterion(fields.criterion, `${path}.criterion`),
    award: oneOf(fields.award, `${path}.award`, ['automatic', 'approval']),
    ...(months !== undefined && {
      expiresAfterMonths: whole(months, `${path}.expiresAfterMonths`, 1, MAX_MONTHS),
    }),
  }
}
