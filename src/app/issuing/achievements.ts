import type { LevelId } from '../../core/ladder.ts'
import type { AchievementInput, IssuerInput } from '../../openbadges/index.ts'
import type { Deps } from '../deps.ts'
import type { JudgedCourse } from '../judging/course-facts.ts'
import { lookFor, lookText } from '../looks/look.ts'
import type { Achievement, Issuer } from '../model.ts'
import { issuerById } from '../public/whole.ts'
import { criteriaInWords, ISSUED_LOCALE } from './narrative.ts'
import { publicUrls } from './urls.ts'

/**
 * The achievements of a course under its current criteria, one a level, made on first need. The database keeps the
 * first of each (course, level, criteria version) as long as it says the same, so that every credential judged alike points at the same
 * one; a course that is called otherwise gets another edition.
 */
export async function ensureAchievements(
  deps: Deps,
  judged: JudgedCourse,
): Promise<Map<LevelId, Achievement>> {
  const { course, version, activities } = judged
  const { words, random, store } = deps
  const [issuer, own] = await Promise.all([
    issuerById(deps, course.issuerId),
    store.looks.ofCourse(course.id),
  ])
  let belowId: string | null = null
  const wanted = deps.ladder.levels.map((rung) => {
    const { id: level } = rung
    const name = words(ISSUED_LOCALE, `levels.${level}.name`)
    const achievement: Achievement = {
      id: random.uuid(),
      courseId: course.id,
      level,
      criteriaVersion: version.version,
      courseTitle: course.title,
      issuerId: course.issuerId,
      name: `${name}: ${course.title}`,
      description: words(ISSUED_LOCALE, `issued.levels.${level}.description`, { course: course.title }),
      criteriaNarrative: criteriaInWords(words, rung, version.criteria[level], activities),
      belowId,
      edition: 1,
      look: lookText(lookFor(words, level, { course, issuer, own })),
    }
    belowId = achievement.id
    return achievement
  })
  const standing = await deps.store.credentials.achievements(wanted)
  return new Map(standing.map((achievement) => [achievement.level, achievement]))
}

/** An achievement as the badge documents want it. */
export function achievementInput(
  deps: Pick<Deps, 'toolUrl' | 'words' | 'ladder'>,
  achievement: Achievement,
  below: Achievement | null,
): AchievementInput {
  const urls = publicUrls(deps.toolUrl)
  const { words } = deps
  return {
    id: urls.achievement(achievement.id),
    ob2Id: urls.badgeClass(achievement.id),
    name: achievement.name,
    description: achievement.description,
    criteriaUrl: urls.achievement(achievement.id),
    criteriaNarrative: achievement.criteriaNarrative,
    imageUrl: urls.achievementImage(achievement.id),
    tags: ['Jisc', words(ISSUED_LOCALE, `levels.${achievement.level}.name`)],
    levels: deps.ladder.levels.map(({ id }) => ({
      id,
      name: words(ISSUED_LOCALE, `levels.${id}.name`),
      description: words(ISSUED_LOCALE, `issued.levels.${id}.meaning`),
    })),
    level: achievement.level,
    below: below && { id: urls.achievement(below.id), name: below.name },
  }
}

/** The achievements of a course as the badge documents want them, each with the one below it. */
export function inputsOf(
  deps: Pick<Deps, 'toolUrl' | 'words' | 'ladder'>,
  achievements: ReadonlyMap<LevelId, Achievement>,
): Map<LevelId, AchievementInput> {
  const byId = new Map([...achievements.values()].map((achievement) => [achievement.id, achievement]))
  return new Map(
    [...achievements].map(([level, achievement]) => [
      level,
      achievementInput(deps, achievement, byId.get(achievement.belowId ?? '') ?? null),
    ]),
  )
}

/** An issuer as the badge documents want it. */
export function issuerInput(toolUrl: string, issuer: Issuer): IssuerInput {
  const urls = publicUrls(toolUrl)
  const { name, url, email, description, logo } = issuer
  const imageUrl = logo === null ? null : urls.picture(logo)
  return {
    id: urls.issuer(issuer.id),
    ob2Id: urls.ob2Issuer(issuer.id),
    name,
    url,
    email,
    description,
    imageUrl,
  }
}
