import { z } from 'zod'
import type { Deps } from '../app/deps.ts'
import { AppError } from '../app/errors.ts'
import { MoodleError } from '../moodle/index.ts'
import { type Arguments, required } from './arguments.ts'
import type { Output } from './output.ts'
import { platformOf } from './platform-of.ts'

const site = z.url({ protocol: /^https?$/ })
// Moodle's are 32 hexadecimal digits; others may be configured.
const secret = z.string().regex(/^[\x21-\x7e]{8,256}$/)

/** `platform webservice`: the add-on that reads Moodle's own completion and grades. The token is kept encrypted and shown nowhere. */
export async function webServiceCommand(
  args: Arguments,
  output: Output,
  deps: Pick<Deps, 'store' | 'moodleSites'> & { readonly allowPrivate: boolean },
): Promise<number> {
  const platform = await platformOf(deps, required(args, 'platform'))
  if (args.options.remove) {
    const removed = await deps.moodleSites.remove(platform.id)
    output.result({ platform: platform.id, removed }, () =>
      removed
        ? `${platform.name}: the web service is asked no more, and its token is gone. Revoke it in Moodle as well.`
        : `${platform.name}: there was no web service.`,
    )
    return removed ? 0 : 1
  }
  const url = required(args, 'url').replace(/\/+$/, '')
  if (!site.safeParse(url).success || !(deps.allowPrivate || url.startsWith('https://')))
    throw new AppError('usage', 2, '--url must be an https address')
  const token = secret.safeParse(required(args, 'token'))
  if (!token.success) throw new AppError('usage', 2, 'that is no token of a Moodle web service')
  const info = await deps.moodleSites.connect(platform.id, { url, token: token.data }).catch(refused)
  const lacking = info.missing.length > 0 ? `\nIts service lacks: ${info.missing.join(', ')}` : ''
  output.result(
    { platform: platform.id, url, ...info },
    () => `${platform.name}: ${info.name} answers (${info.release}).${lacking}`,
  )
  return info.missing.length > 0 ? 1 : 0
}

/** Nothing was kept. */
function refused(error: unknown): never {
  if (!(error instanceof MoodleError)) throw error
  throw new AppError(error.code, 2, `Moodle did not take it (${error.message}); nothing was changed`)
}
