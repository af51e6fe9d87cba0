import type { Ladder, LevelId } from './ladder.ts'

/** A level and every level that rests on it, lowest first: what falls when it is withdrawn. */
export function withLevelsAbove(ladder: Ladder, level: LevelId): LevelId[] {
  const falling = new Set<LevelId>([level])
  for (const { id, requires } of ladder.levels) {
    if (requires.some((below) => falling.has(below))) falling.add(id)
  }
  return ladder.levels.map(({ id }) => id).filter((id) => falling.has(id))
}

/** Every level that must be held first, those that it rests on through another included, lowest first. */
export function levelsBelow(ladder: Ladder, level: LevelId): LevelId[] {
  const bearing = new Set<LevelId>()
  for (const { id, requires } of ladder.levels.toReversed()) {
    if (id === level || bearing.has(id)) for (const below of requires) bearing.add(below)
  }
  return ladder.levels.map(({ id }) => id).filter((id) => bearing.has(id))
}
