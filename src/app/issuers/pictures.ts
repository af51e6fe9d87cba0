import { createHash } from 'node:crypto'
import type { Picture } from '../../openbadges/index.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { UnitOfWork } from '../ports.ts'

const DAY_MS = 86_400_000

/** The owner of what the operator brings. */
export const OPERATOR = ''

/** Stores a picture that was checked; it leaves after a day unless something keeps it. Answers its hash. */
export async function storePicture({ store, clock }: Deps, owner: string, picture: Picture): Promise<string> {
  const { type, bytes } = picture
  const hash = createHash('sha256').update(bytes).digest('hex')
  await store.write(async (unit) => {
    await unit.pictures.sweep(owner, new Date(clock.now() - DAY_MS).toISOString())
    await unit.pictures.add({ owner, hash, type, bytes, madeAt: isoNow(clock) })
  })
  return hash
}

/** From now on the picture stays. Errors: `picture_gone` 409 where the owner brought none such, or too long ago. */
export async function keepPicture(
  unit: UnitOfWork,
  owner: string,
  hash: string,
  type?: Picture['type'],
): Promise<void> {
  const found = await unit.pictures.byHash(hash)
  if ((type !== undefined && found?.type !== type) || !(await unit.pictures.keep(owner, hash)))
    throw new AppError('picture_gone', 409, 'the picture was tried more than a day ago, or by somebody else')
}
