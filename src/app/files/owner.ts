import type { Visit } from '../contract.ts'
import { AppError } from '../errors.ts'
import type { FilePurpose } from '../model.ts'
import type { FileOwner, UnitOfWork } from '../ports.ts'
import { doerOf } from '../visiting/visit.ts'

/** Whose the files are that this visit hands in. */
export function ownerOf(visit: Visit, purpose: FilePurpose): FileOwner {
  return { courseId: visit.course.id, personId: doerOf(visit).id, purpose }
}

/** Errors: `file_not_found` 404 where one of the files is somebody else's, or gone. */
export async function settleAll(
  unit: UnitOfWork,
  owner: FileOwner,
  ids: readonly string[],
  standing: 'draft' | 'handed-in',
  at: string,
): Promise<void> {
  if ((await unit.files.settle(owner, ids, standing, at)) !== ids.length)
    throw new AppError('file_not_found', 404, 'a file is not this person’s, or is gone')
}
