import { z } from 'zod'
import type { App } from '../../app/contract.ts'
import type { FileRecord } from '../../app/model.ts'
import { identifier } from '../input.ts'
import type { ReceivedFiles } from '../session/form-with-files.ts'
import type { Turn } from '../session/routes.ts'

/** Which of the files that a form shows stay: their ids, once or several times. */
export const keptFiles = z
  .union([z.array(identifier), identifier.transform((id) => [id])])
  .default([])
  .catch([])

export interface FilesInHand {
  readonly ids: readonly string[]
  /** What came, for what is to be said about it. */
  readonly received: ReceivedFiles
}

/** Files of `own` that are kept, and those that just came with the form; of these only as many as one hand-in may have. */
export async function filesInHand(
  { files }: App,
  turn: Turn,
  own: readonly FileRecord[],
  keep: readonly string[],
): Promise<FilesInHand> {
  const kept = [...new Set(keep)].filter((id) => own.some((file) => file.id === id))
  const room = Math.max(0, files.limits.maxCount - kept.length)
  const { taken, refused } = turn.files
  const surplus = taken.slice(room)
  await files.discard(turn.visit, surplus)
  const received = {
    taken: taken.slice(0, room),
    refused: [...refused, ...surplus.map(({ name }) => ({ name, code: 'file_over_number' }))],
  }
  return { ids: [...kept, ...received.taken.map(({ id }) => id)], received }
}
