import { z } from 'zod'
import type { Deps } from '../app/deps.ts'
import { AppError } from '../app/errors.ts'
import type { Platform, PlatformAddresses } from '../app/model.ts'
import type { Store } from '../app/ports.ts'
import { approvePlatform } from '../app/registering/approve.ts'
import { type Arguments, optional, required } from './arguments.ts'
import type { Output } from './output.ts'
import { webServiceCommand } from './web-service.ts'

const url = z.url({ protocol: /^https?$/ })

type PlatformDeps = Pick<Deps, 'store' | 'random' | 'moodleSites'> & { readonly allowPrivate: boolean }

/** `platform add|list|approve|suspend|webservice`. */
export async function platformCommand(args: Arguments, output: Output, deps: PlatformDeps): Promise<number> {
  const [, action, id] = args.words
  switch (action) {
    case 'add':
      return add(args, output, deps)
    case 'list':
      return list(output, deps.store)
    case 'approve':
    case 'suspend': {
      if (!id)
        throw new AppError('usage', 2, `platform ${action} needs the platform's id (platform list shows it)`)
      const status = action === 'approve' ? 'approved' : 'suspended'
      const found =
        action === 'approve'
          ? await approvePlatform(deps.store, id)
          : await deps.store.platforms.setStatus(id, status)
      if (!found) throw new AppError('platform_not_found', 2, `no platform ${id}`)
      output.result({ id, status }, () => `${id} is ${status}.`)
      return 0
    }
    case 'webservice':
      return webServiceCommand(args, output, deps)
    default:
      throw new AppError('usage', 2, 'platform add | list | approve ID | suspend ID | webservice')
  }
}

async function add(args: Arguments, output: Output, deps: PlatformDeps): Promise<number> {
  const address = (name: 'auth-url' | 'token-url' | 'jwks-url') => {
    const value = required(args, name)
    const isRight = url.safeParse(value).success && (deps.allowPrivate || value.startsWith('https://'))
    if (!isRight) throw new AppError('usage', 2, `--${name} must be an https address`)
    return value
  }
  const issuer = required(args, 'issuer')
  const clientId = required(args, 'client-id')
  const given = {
    id: deps.random.uuid(),
    name: required(args, 'name'),
    issuer,
    clientId,
    authUrl: address('auth-url'),
    tokenUrl: address('token-url'),
    jwksUrl: address('jwks-url'),
    tokenAudience: optional(args, 'token-audience'),
    family: null,
  }
  const deploymentId = required(args, 'deployment-id')
  const saved = await deps.store.write(async (unit) => {
    // Adding again corrects addresses or brings one more deployment: it neither closes a platform nor forgets a deployment.
    const known = await unit.platforms.lock(issuer, clientId)
    return unit.platforms.save({
      ...given,
      status: args.options.approve ? 'approved' : (known?.status ?? 'pending'),
      deploymentIds: [...new Set([...(known?.deploymentIds ?? []), deploymentId])],
    })
  })
  const next =
    saved.status === 'approved' ? '' : `\nApprove it with: npm run tool -- platform approve ${saved.id}`
  output.result(saved, () => `${saved.name} is ${saved.status}: ${saved.id}${next}`)
  return 0
}

async function list(output: Output, store: Store): Promise<number> {
  const [platforms, proposed] = await Promise.all([store.platforms.list(), store.platforms.proposed()])
  const rows = platforms.map((platform) => ({ ...platform, waiting: proposed.get(platform.id) ?? null }))
  output.result(rows, () => rows.map(linesOf).join('\n') || 'No platform is registered yet.')
  return 0
}

/** One line a platform, and beneath it what an operator must look at before approving. */
function linesOf(platform: Platform & { waiting: PlatformAddresses | null }): string {
  const { id, status, name, issuer, clientId, waiting } = platform
  const line = `${id}  ${status.padEnd(9)}  ${name}  ${issuer}  ${clientId}`
  const asked = waiting ?? (status === 'pending' ? platform : null)
  if (!asked) return line
  const addresses = [asked.authUrl, asked.tokenUrl, asked.jwksUrl].join('\n    ')
  const what = waiting ? 'new addresses wait for your approval' : 'waits for your approval'
  return `${line}\n  ${what}:\n    ${addresses}\n  npm run tool -- platform approve ${id}`
}
