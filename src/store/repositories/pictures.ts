import type { PictureRepository } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

export function createPictures(db: Executor, { pictures }: Tables): PictureRepository {
  return {
    async add({ bytes, ...picture }) {
      const row = { ...picture, bytes: bytes.toString('base64'), kept: false }
      await pictures.insert(db, [row], { on: ['owner', 'hash'] })
    },
    async byHash(hash) {
      const row = await pictures.one(db, 'hash = $1 ORDER BY owner LIMIT 1', [hash])
      if (!row) return null
      const { kept: _, bytes, ...picture } = row
      return { ...picture, bytes: Buffer.from(bytes, 'base64') }
    },
    async keep(owner, hash) {
      const where = [owner, hash]
      return (await db.write('UPDATE pictures SET kept = TRUE WHERE owner = $1 AND hash = $2', where)) === 1
    },
    async sweep(owner, before) {
      await db.write('DELETE FROM pictures WHERE owner = $1 AND NOT kept AND made_at < $2', [owner, before])
    },
  }
}
