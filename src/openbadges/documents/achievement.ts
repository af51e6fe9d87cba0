import { OB3_CONTEXT, VC2_CONTEXT } from '../contexts/urls.ts'
import type { AchievementInput, JsonObject } from '../types.ts'

/** The achievement's one result: which level of the ladder was reached. */
export const ladderResultId = (achievementId: string): string => `${achievementId}#ladder`

/** A level as a rubric level of an achievement. */
export const rubricLevelId = (achievementId: string, level: string): string => `${achievementId}#${level}`

/**
 * An achievement as it stands inside a credential (OB 3.0 §B.1.1). The level below is an `alignment`: `related` would
 * say that both are the same for most purposes.
 */
export function achievement(input: AchievementInput): JsonObject {
  return {
    id: input.id,
    type: ['Achievement'],
    achievementType: 'Badge',
    name: input.name,
    description: input.description,
    criteria: { id: input.criteriaUrl, narrative: input.criteriaNarrative },
    image: { id: input.imageUrl, type: 'Image' },
    ...(input.tags.length > 0 ? { tag: [...input.tags] } : {}),
    ...(input.levels.length > 0 ? { resultDescription: [ladderResult(input)] } : {}),
    ...(input.below ? { alignment: [alignmentTo(input.below)] } : {}),
  }
}

function ladderResult(input: AchievementInput): JsonObject {
  return {
    id: ladderResultId(input.id),
    type: ['ResultDescription'],
    name: 'Level',
    resultType: 'RubricCriterionLevel',
    requiredLevel: rubricLevelId(input.id, input.level),
    rubricCriterionLevel: input.levels.map((level, index) => ({
      id: rubricLevelId(input.id, level.id),
      type: ['RubricCriterionLevel'],
      name: level.name,
      description: level.description,
      level: String(index + 1),
    })),
  }
}

function alignmentTo(below: { readonly id: string; readonly name: string }): JsonObject {
  return {
    type: ['Alignment'],
    targetName: below.name,
    targetUrl: below.id,
    targetType: 'ceterms:Credential',
  }
}

/** An achievement as the document that its own URL serves. */
export function buildAchievement(input: AchievementInput): JsonObject {
  return { '@context': [VC2_CONTEXT, OB3_CONTEXT], ...achievement(input) }
}
