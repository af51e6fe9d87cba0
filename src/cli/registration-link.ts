import type { Deps } from '../app/deps.ts'
import { AppError } from '../app/errors.ts'
import { createRegistrationLink } from '../app/registering/links.ts'
import { type Arguments, optional } from './arguments.ts'
import type { Output } from './output.ts'

const DAY_HOURS = 24
const LONGEST_HOURS = 30 * DAY_HOURS

/** `registration-link [--auto-approve] [--host HOST] [--hours N]`: the last line is the link alone. */
export async function registrationLinkCommand(
  args: Arguments,
  output: Output,
  deps: Pick<Deps, 'store' | 'clock' | 'random' | 'toolUrl'>,
): Promise<number> {
  const host = hostOf(optional(args, 'host'))
  const hours = hoursOf(optional(args, 'hours'))
  const autoApprove = args.options['auto-approve'] === true
  const link = await createRegistrationLink(deps, { host, hours, autoApprove })
  output.result({ ...link, host, autoApprove }, () => {
    const after = autoApprove
      ? 'The VLE is approved at once: give the link to nobody else.'
      : 'The VLE then waits for: npm run tool -- platform approve ID'
    return `Paste this link into the VLE's registration of LTI tools. It works once, until ${link.expiresAt}, for ${host ?? 'any VLE'}.\n${after}\n${link.url}`
  })
  return 0
}

/** A host as addresses have it, with its port where it is not the usual one. */
function hostOf(value: string | null): string | null {
  if (value === null) return null
  if (!/^[^\s/?#@\\]+$/.test(value) || !URL.canParse(`https://${value}`))
    throw new AppError('usage', 2, '--host must be a host such as moodle.example.ac.uk')
  return new URL(`https://${value}`).host
}

function hoursOf(value: string | null): number {
  const hours = value === null ? DAY_HOURS : Number(value)
  if (Number.isInteger(hours) && hours >= 1 && hours <= LONGEST_HOURS) return hours
  throw new AppError('usage', 2, `--hours must be a whole number from 1 to ${LONGEST_HOURS}`)
}
