import { AppError } from './app/errors.ts'
import { readArguments } from './cli/arguments.ts'
import { type Channel, openChannel } from './cli/channel/listen.ts'
import { type CommandDeps, commandOf, type DoctorCommandDeps } from './cli/commands.ts'
import { createOutput } from './cli/output.ts'
import type { Config } from './config.ts'
import type { UsableSettings } from './settings.ts'
import { explain } from './start-fault.ts'
import { parseDatabaseUrl } from './store/url.ts'
import type { Tool } from './tool.ts'

/** The SQLite file of which one process has hold; `null` with PostgreSQL. */
export function fileOf({ databaseUrl }: Config): string | null {
  const target = parseDatabaseUrl(databaseUrl)
  return target.dialect === 'sqlite' ? target.file : null
}

export function commandDeps({ deps, engine, fetch, doctor, config }: Tool, signal: AbortSignal): CommandDeps {
  return { ...deps, engine, fetch, doctor, allowPrivate: config.allowPrivatePlatforms, signal }
}

/** What a diagnosis has without a database. `fault`: why there is none; `null`: the settings that say where it is are wrong. */
export async function depsWithoutDatabase(
  { config, problems }: UsableSettings,
  fault: unknown,
): Promise<DoctorCommandDeps> {
  const { examineWithoutDatabase } = await import('./app/operating/doctor.ts')
  const { surroundingsOf } = await import('./surroundings.ts')
  const { loadLocales, wordsIn } = await import('./web/language/locales.ts')
  const around = surroundingsOf(config, { now: () => Date.now() }, problems)
  return {
    doctor: { examine: () => examineWithoutDatabase(around, fault) },
    toolUrl: config.toolUrl,
    words: wordsIn(await loadLocales()),
  }
}

/** A fault in the operator's words. */
export function inWords(error: unknown): string {
  return error instanceof AppError ? error.message : explain(error)
}

/**
 * Takes the operator's commands while this process has the SQLite file. With PostgreSQL commands have connections of their own.
 * Where the system lets no socket be made, the tool runs without.
 */
export async function listenToOperator(tool: Tool): Promise<Channel | null> {
  const databaseFile = fileOf(tool.config)
  if (databaseFile === null) return null
  const { log } = tool
  try {
    return await openChannel({ databaseFile, log, perform: performIn(tool) })
  } catch (err) {
    log.warn(
      { err },
      'no socket can be made for the operator’s commands: stop the tool to run one, or set DATABASE_URL to PostgreSQL',
    )
    return null
  }
}

function performIn(tool: Tool): Parameters<typeof openChannel>[0]['perform'] {
  return async (argv, streams, signal) => {
    // Never the arguments: they may hold what no log should.
    const facts: { command: string; exit?: number } = { command: 'unknown' }
    try {
      const args = readArguments(argv)
      const command = commandOf(args)
      facts.command = args.words[0] ?? ''
      facts.exit = await command.run(
        args,
        createOutput(args.options.json === true, streams),
        commandDeps(tool, signal),
      )
    } catch (error) {
      streams.err(inWords(error))
      if (!(error instanceof AppError)) tool.log.error({ ...facts, err: error }, 'a command failed')
      facts.exit = 2
    }
    tool.log.info(facts, 'the operator’s command')
    return facts.exit
  }
}
