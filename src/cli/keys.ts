import type { Deps } from '../app/deps.ts'
import { AppError } from '../app/errors.ts'
import type { KeyLine } from '../app/keys/key-ring.ts'
import { type RotationKind, stateOf } from '../app/keys/timeline.ts'
import { KEY_USES, type StoredKey } from '../app/model.ts'
import { type Arguments, optional } from './arguments.ts'
import type { Output } from './output.ts'

type KeyDeps = Pick<Deps, 'keyRing' | 'clock' | 'store' | 'moodleSites'>

/** `keys list|rotate|reseal`. */
export async function keysCommand(args: Arguments, output: Output, deps: KeyDeps): Promise<number> {
  switch (args.words[1]) {
    case 'list':
      return list(output, deps)
    case 'rotate':
      return rotate(args, output, deps)
    case 'reseal':
      return reseal(output, deps)
    default:
      throw new AppError(
        'usage',
        2,
        'keys list | rotate [--use lti|badge|token] [--issuer ID] [--now | --withdraw] | reseal',
      )
  }
}

async function list(output: Output, { keyRing, clock }: KeyDeps): Promise<number> {
  const lines = await keyRing.lines()
  const keys = (await Promise.all(lines.map(keyRing.keys))).flat().map((key) => shown(key, clock.now()))
  output.result(
    keys,
    () => keys.map(words).join('\n') || 'No key has been made yet: each is made when first needed.',
  )
  return 0
}

/** Without `--use` and `--issuer` every key is replaced. Exits 1 where nothing was, because a successor waits already. */
async function rotate(args: Arguments, output: Output, deps: KeyDeps): Promise<number> {
  const { keyRing, clock } = deps
  const { withdraw, now } = args.options
  const kind: RotationKind = withdraw ? 'withdraw' : now ? 'now' : 'planned'
  const report: (Shown & { rotated: boolean })[] = []
  for (const line of await linesOf(args, deps)) {
    const rotated = await keyRing.rotate(line, kind)
    const last = (await keyRing.keys(line)).find((key) => key.retiredAt === null)
    if (last) report.push({ rotated, ...shown(last, clock.now()) })
  }
  output.result(
    report,
    () =>
      report
        .map(
          (row) => `${words(row)}${row.rotated ? '' : '  (it waited already; --now lets it sign at once)'}`,
        )
        .join('\n') || 'No key has been made yet: there is nothing to replace.',
  )
  return report.some(({ rotated }) => !rotated) ? 1 : 0
}

async function linesOf(args: Arguments, { keyRing, store }: KeyDeps): Promise<KeyLine[]> {
  const use = optional(args, 'use')
  const issuer = optional(args, 'issuer')
  if (use !== null && !KEY_USES.some((known) => known === use))
    throw new AppError('usage', 2, `--use is one of ${KEY_USES.join(', ')}`)
  if (issuer !== null && use === 'lti')
    throw new AppError('usage', 2, '--issuer goes with the keys of badges and tokens')
  if (issuer !== null && !(await store.issuers.byId(issuer)))
    throw new AppError('issuer_not_found', 2, `no issuer ${issuer}`)
  const known = await keyRing.lines()
  return known.filter(
    (line) => (use === null || line.use === use) && (issuer === null || line.issuerId === issuer),
  )
}

/** After `SECRET_KEY` was changed. Exits 1 where one cannot be opened. */
async function reseal(output: Output, { keyRing, moodleSites }: KeyDeps): Promise<number> {
  const [keys, tokens] = [await keyRing.reseal(), await moodleSites.reseal()]
  const report = {
    sealed: keys.sealed + tokens.sealed,
    unreadable: [...keys.unreadable, ...tokens.unreadable],
  }
  output.result(report, () =>
    [
      `${report.sealed} private keys and tokens are encrypted anew.`,
      ...(report.unreadable.length > 0
        ? [`Neither SECRET_KEY nor SECRET_KEY_OLD opens: ${report.unreadable.join(', ')}`]
        : ['SECRET_KEY_OLD is not needed any more.']),
    ].join('\n'),
  )
  return report.unreadable.length > 0 ? 1 : 0
}

type Shown = ReturnType<typeof shown>

/** What others may know of a key. */
function shown(key: StoredKey, now: number) {
  const {
    id,
    use,
    issuerId: issuer,
    createdAt,
    activatesAt,
    retiredAt,
    withdrawnAt,
    compromisedAt,
    publicKey,
  } = key
  const state = stateOf(key, now)
  return { id, use, issuer, state, createdAt, activatesAt, retiredAt, withdrawnAt, compromisedAt, publicKey }
}

function words(key: Shown): string {
  const told = {
    next: `signs from ${key.activatesAt}`,
    current: `since ${key.activatesAt}${key.retiredAt ? `, until ${key.retiredAt}` : ''}`,
    retired: `signed until ${key.retiredAt}, published ${key.withdrawnAt ? `until ${key.withdrawnAt}` : 'for ever'}`,
    gone: `published until ${key.withdrawnAt}`,
  }
  const whose = key.issuer === null ? '' : `  ${key.issuer}`
  const marked = key.compromisedAt ? `, compromised ${key.compromisedAt}` : ''
  return `${key.id}  ${key.use.padEnd(5)}${whose}  ${key.state.padEnd(7)}  ${told[key.state]}${marked}`
}
