import type { PersonalFile } from '../app/contract/personal.ts'
import type { Deps } from '../app/deps.ts'
import { AppError } from '../app/errors.ts'
import type { Person } from '../app/model.ts'
import { erasePerson } from '../app/personal/erase.ts'
import { findPerson } from '../app/personal/find.ts'
import { previewErasure } from '../app/personal/preview.ts'
import { BY_OPERATOR, personLine } from '../app/personal/record.ts'
import { takeOut } from '../app/personal/take-out.ts'
import { type Arguments, optional } from './arguments.ts'
import type { Output } from './output.ts'
import { platformOf } from './platform-of.ts'

/** `export`: all that is held about a person. With `--json` the whole of it; for people what there is of each. */
export async function exportCommand(args: Arguments, output: Output, deps: Deps): Promise<number> {
  const person = await personOf(args, deps)
  await deps.store.audit.append([personLine(deps, person, 'person.exported', BY_OPERATOR)])
  const file = await takeOut(deps, person)
  output.result(file, () => inWords(file))
  return 0
}

/** `erase`: shows what would go, and with `--yes` lets it go. Exits 1 where nothing was done. */
export async function eraseCommand(args: Arguments, output: Output, deps: Deps): Promise<number> {
  const person = await personOf(args, deps)
  const { goes, listed, courses } = await previewErasure(deps, person)
  const yes = args.options.yes === true
  if (yes) await erasePerson(deps, person, BY_OPERATOR)
  output.result({ id: person.id, erased: yes, goes, listed, courses }, () =>
    [
      `${person.name ?? 'no name'}  ${person.id}`,
      ...Object.entries(goes).map(([kind, count]) => `${String(count).padStart(6)}  ${kind}`),
      ...(listed ? [AGAIN] : []),
      yes ? 'Erased.' : 'Nothing was changed. With --yes all of it goes, for good.',
    ].join('\n'),
  )
  return yes ? 0 : 1
}

const AGAIN =
  'In a course now: the VLE names them again at the next reading, as somebody without a history. Take them out of the course there first.'

function inWords({ person, held }: PersonalFile): string {
  const tables = Object.entries(held).map(([name, rows]) => `${String(rows.length).padStart(6)}  ${name}`)
  return [`${person.name ?? 'no name'}  ${person.id}`, ...tables, 'With --json: all of it.'].join('\n')
}

/** Whom the options name. Errors: `usage`, `platform_not_found`, `person_not_found`. */
async function personOf(args: Arguments, deps: Deps): Promise<Person> {
  const [id, platform, sub] = [optional(args, 'person'), optional(args, 'platform'), optional(args, 'sub')]
  if (id !== null && platform === null && sub === null) return findPerson(deps, { id })
  if (id !== null || platform === null || sub === null)
    throw new AppError('usage', 2, 'name the person: --person ID, or --platform ID|NAME --sub SUB')
  return findPerson(deps, { platformId: (await platformOf(deps, platform)).id, sub })
}
