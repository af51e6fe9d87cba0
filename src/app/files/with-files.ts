import type { Deps } from '../deps.ts'
import type { FileRecord } from '../model.ts'

export type WithFiles<T> = Omit<T, 'files'> & { readonly files: readonly FileRecord[] }

/** Records of a course with what is known of the files that they name by id; those that are gone are left out. One query. */
export async function withFiles<T extends { readonly files: readonly string[] }>(
  { store }: Pick<Deps, 'store'>,
  courseId: string,
  records: readonly T[],
): Promise<WithFiles<T>[]> {
  const ids = new Set(records.flatMap(({ files }) => files))
  const known = new Map((await store.files.byIds(courseId, [...ids])).map((file) => [file.id, file]))
  return records.map((one) => ({ ...one, files: one.files.flatMap((id) => known.get(id) ?? []) }))
}
