import type { FilesApp } from '../contract/files.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { FileRecord } from '../model.ts'
import { learnerOf } from '../visiting/visit.ts'
import { ownerOf } from './owner.ts'
import { removeBytes } from './remove.ts'

/** Files as people hand them in and fetch them. */
export function createFilesApp(deps: Deps): FilesApp {
  const { store, files, fileLimits, clock } = deps
  return {
    limits: fileLimits,
    async receive(visit, purpose, upload) {
      const owner = ownerOf(visit, purpose)
      let received: FileRecord | null = null
      await files.put({
        ...upload,
        maxBytes: fileLimits.maxBytes,
        async record(facts) {
          received = { ...facts, ...owner, standing: 'loose', since: isoNow(clock) }
          await store.files.insert(received)
        },
      })
      if (received === null) throw new Error('a file was kept without a record')
      return received
    },
    async discard(visit, unwanted) {
      const { id: personId } = learnerOf(visit)
      for (const { courseId, purpose, id } of unwanted)
        await removeBytes(
          deps,
          await store.files.release({ courseId, personId, purpose }, [id], isoNow(clock)),
        )
    },
    async open(visit, id) {
      const file = await store.files.byId(visit.course.id, id)
      if (!file || !mayRead(visit, file))
        throw new AppError('file_not_found', 404, 'no such file for this visit')
      return { file, stream: await files.open(id) }
    },
  }
}

/** A tutor sees what was handed in to them: not what still lies in a draft. */
function mayRead(visit: Visit, { personId, standing }: FileRecord): boolean {
  if (learnerOf(visit).id === personId) return true
  return visit.session.role !== 'learner' && standing === 'handed-in'
}
