import type { Deps } from '../app/deps.ts'
import { AppError } from '../app/errors.ts'
import type { Platform } from '../app/model.ts'

/** By id or by name. Errors: `platform_not_found`; `usage` where several are called so. */
export async function platformOf({ store }: Pick<Deps, 'store'>, named: string): Promise<Platform> {
  const all = await store.platforms.list()
  const found = all.filter(({ id, name }) => id === named || name === named)
  const [platform] = found
  if (!platform) throw new AppError('platform_not_found', 2, `no platform ${named}`)
  if (found.length > 1)
    throw new AppError('usage', 2, `several platforms are called ${named}: name one by its id`)
  return platform
}
