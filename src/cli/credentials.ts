import type { Deps } from '../app/deps.ts'
import { AppError } from '../app/errors.ts'
import { publicUrls } from '../app/issuing/urls.ts'
import { reissueAllOf, reissueCredential, revokeCredential } from '../app/teaching/revoke.ts'
import { type Arguments, optional, required } from './arguments.ts'
import type { Output } from './output.ts'

/** `credential revoke|reissue`: by the operator's own hand; the record says that it was the tool. */
export async function credentialCommand(args: Arguments, output: Output, deps: Deps): Promise<number> {
  const [, verb, id] = args.words
  const course = optional(args, 'course')
  if (verb === 'revoke' && id !== undefined) return revoke(id, required(args, 'reason'), output, deps)
  if (verb === 'reissue' && (id === undefined) !== (course === null)) {
    const reason = required(args, 'reason')
    return id === undefined
      ? reissueAll(course ?? '', reason, output, deps)
      : reissueOne(id, { reason, earnedOn: optional(args, 'earned-on') }, output, deps)
  }
  throw new AppError(
    'usage',
    2,
    'credential revoke ID --reason TEXT | reissue ID --reason TEXT [--earned-on YYYY-MM-DD] | reissue --course ID --reason TEXT',
  )
}

async function revoke(id: string, reason: string, output: Output, deps: Deps): Promise<number> {
  const rows = (await revokeCredential(deps, id, reason)).map(({ id, level }) => ({ id, level }))
  output.result(rows, () => rows.map((row) => `${row.id}  ${row.level}: withdrawn`).join('\n'))
  return 0
}

async function reissueOne(
  id: string,
  order: { reason: string; earnedOn: string | null },
  output: Output,
  deps: Deps,
): Promise<number> {
  const written = await reissueCredential(deps, id, order)
  const url = publicUrls(deps.toolUrl).credential(written)
  output.result({ replaced: id, id: written, url }, () => `${id} is replaced by\n${url}`)
  return 0
}

async function reissueAll(courseId: string, reason: string, output: Output, deps: Deps): Promise<number> {
  const credentials = await reissueAllOf(deps, courseId, reason)
  output.result({ course: courseId, credentials }, () => `${credentials} credentials are being issued anew.`)
  return 0
}
