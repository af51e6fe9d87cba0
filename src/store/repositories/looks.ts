import type { DrawingRepository, LookRepository } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

export function createLooks(db: Executor, { courseLooks }: Tables): LookRepository {
  return {
    ofCourse: (courseId) => courseLooks.one(db, 'course_id = $1', [courseId]),
    async save(look) {
      const update = ['colour', 'showLogo', 'art', 'savedBy', 'savedAt'] as const
      await courseLooks.insert(db, [look], { on: ['courseId'], update })
    },
  }
}

export function createDrawings(db: Executor, { drawings }: Tables): DrawingRepository {
  return {
    async byHash(hash) {
      const row = await drawings.one(db, 'hash = $1', [hash])
      return row && { ...row, png: Buffer.from(row.png, 'base64') }
    },
    async add(drawing) {
      await drawings.insert(db, [{ ...drawing, png: drawing.png.toString('base64') }], { on: ['hash'] })
    },
  }
}
