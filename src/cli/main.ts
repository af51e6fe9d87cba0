/** `npm run tool -- <command>`: the operator's entry. */
import { AppError } from '../app/errors.ts'
import { type Config, ConfigError } from '../config.ts'
import { commandDeps, depsWithoutDatabase, fileOf, inWords } from '../operator.ts'
import { environment, loadSettings, type UsableSettings, usableSettings } from '../settings.ts'
import type { Tool } from '../tool.ts'
import { type Arguments, readArguments } from './arguments.ts'
import { askRunningTool } from './channel/ask.ts'
import { type Command, commandOf } from './commands.ts'
import { HELP } from './help.ts'
import { logoToRead, readLogo } from './logo-input.ts'
import { createOutput, type Output, type Streams } from './output.ts'
import { asksForToken, readToken } from './token-input.ts'

/** How long to wait for a process that has the database and takes no command: a tool that starts or stops, or another command. */
const PATIENCE_MILLISECONDS = 20_000

const streams: Streams = {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
}

async function run(argv: readonly string[]): Promise<number> {
  const args = readArguments(argv)
  if (args.words.length === 0 || args.options.help) {
    streams.out(HELP)
    return args.options.help ? 0 : 2
  }
  const command = commandOf(args)
  if (asksForToken(args)) return run([...argv, '--token', await readToken()])
  const logo = logoToRead(args)
  if (logo !== null) return run([...argv, '--logo', readLogo(logo)])
  const output = createOutput(args.options.json === true, streams)
  if (command.needs === 'what-there-is') return runAnyway(command, args, argv, output)
  const settings = loadSettings()
  if (command.needs === 'nothing') {
    const { createGuardedFetch } = await import('../net/guarded-fetch.ts')
    const fetch = createGuardedFetch({
      allowPrivate: settings.allowPrivatePlatforms,
      userAgent: 'CredentialLadder',
    })
    return command.run(args, output, { fetch, clock: { now: () => Date.now() } })
  }
  return runWithDatabase({ config: settings, problems: [] }, command, args, argv, output)
}

/** A command that helps also where settings are wrong or the database cannot be had: it then does what it can without. */
async function runAnyway(
  command: Extract<Command, { needs: 'what-there-is' }>,
  args: Arguments,
  argv: readonly string[],
  output: Output,
): Promise<number> {
  const settings = usableSettings(environment())
  let fault: unknown = null
  try {
    if (!settings.dataUncertain) return await runWithDatabase(settings, command, args, argv, output)
  } catch (error) {
    if (error instanceof AppError) throw error
    fault = error
  }
  return command.run(args, output, await depsWithoutDatabase(settings, fault))
}

async function runWithDatabase(
  { config, problems }: Pick<UsableSettings, 'config' | 'problems'>,
  command: Exclude<Command, { needs: 'nothing' }>,
  args: Arguments,
  argv: readonly string[],
  output: Output,
): Promise<number> {
  const file = fileOf(config)
  for (const latest = Date.now() + PATIENCE_MILLISECONDS; ; ) {
    const code = file === null ? null : await askRunningTool(file, argv, streams)
    if (code !== null) return problems.length === 0 ? code : tellProblems(problems)
    const tool = await openTool(config, problems, latest)
    if (tool !== null) return runHere(tool, command, args, output)
  }
}

/** The running tool has other settings, which were right when it started: it will not start again with these. */
function tellProblems(problems: readonly string[]): number {
  streams.err(new ConfigError(problems).message)
  return 1
}

/** The parts of the product, for this process alone; `null` while another one has the SQLite file and may still give it up or listen. */
async function openTool(config: Config, problems: readonly string[], latest: number): Promise<Tool | null> {
  // Loaded when needed: it takes seconds, which a slip of the pen should not cost.
  const { assembleTool } = await import('../tool.ts')
  try {
    // Standard output is the answer's alone: a program may be reading it as JSON.
    return await assembleTool({ ...config, logLevel: 'warn' }, { logTo: 'stderr', problems })
  } catch (error) {
    if ((error as { code?: unknown }).code === 'database_in_use' && Date.now() < latest) return null
    throw error
  }
}

async function runHere(
  tool: Tool,
  command: Exclude<Command, { needs: 'nothing' }>,
  args: Arguments,
  output: Output,
): Promise<number> {
  try {
    if (command.needs === 'jobs') await tool.engine.start(tool.handlers)
    const code = await command.run(args, output, commandDeps(tool, new AbortController().signal))
    // Nobody else goes on with what follows from it, such as scores for the gradebook.
    if (command.needs === 'jobs') await tool.engine.idle()
    return code
  } finally {
    await tool.close()
  }
}

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  streams.err(inWords(error))
  process.exitCode = 2
}
