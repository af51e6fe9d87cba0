import type { Deps } from '../app/deps.ts'
import { AppError } from '../app/errors.ts'
import type { Arguments } from './arguments.ts'
import type { Output } from './output.ts'

/** `keys list`: the public halves of the keys in use and of those that stay published. */
export async function keysCommand(
  args: Arguments,
  output: Output,
  deps: Pick<Deps, 'store'>,
): Promise<number> {
  if (args.words[1] !== 'list') throw new AppError('usage', 2, 'keys list')
  const issuers = await deps.store.issuers.list()
  const badge = await Promise.all(issuers.map((issuer) => deps.store.keys.list('badge', issuer.id)))
  const keys = [...(await deps.store.keys.list('lti', null)), ...badge.flat()].map((key) => ({
    id: key.id,
    use: key.use,
    issuer: key.issuerId,
    createdAt: key.createdAt,
    retiredAt: key.retiredAt,
    publicKey: key.publicKey,
  }))
  const line = (key: (typeof keys)[number]) =>
    `${key.id}  ${key.use.padEnd(5)}  since ${key.createdAt}${key.retiredAt ? `, retired ${key.retiredAt}` : ''}`
  output.result(
    keys,
    () => keys.map(line).join('\n') || 'No key has been made yet: each is made when first needed.',
  )
  return 0
}
