/** `npm run tool -- <command>`: the operator's entry. */
import type { Config } from '../config.ts'
import { commandDeps, fileOf, inWords } from '../operator.ts'
import { loadSettings } from '../settings.ts'
import type { Tool } from '../tool.ts'
import { type Arguments, readArguments } from './arguments.ts'
import { askRunningTool } from './channel/ask.ts'
import { type Command, commandOf } from './commands.ts'
import { HELP } from './help.ts'
import { createOutput, type Output, type Streams } from './output.ts'

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
  const settings = loadSettings()
  const output = createOutput(args.options.json === true, streams)
  if (command.needs === 'nothing') {
    const { createGuardedFetch } = await import('../net/guarded-fetch.ts')
    const fetch = createGuardedFetch({
      allowPrivate: settings.allowPrivatePlatforms,
      userAgent: 'CredentialLadder',
    })
    return command.run(args, output, { fetch, clock: { now: () => Date.now() } })
  }
  const file = fileOf(settings)
  for (const latest = Date.now() + PATIENCE_MILLISECONDS; ; ) {
    const code = file === null ? null : await askRunningTool(file, argv, streams)
    if (code !== null) return code
    const tool = await openTool(settings, latest)
    if (tool !== null) return runHere(tool, command, args, output)
  }
}

/** The parts of the product, for this process alone; `null` while another one has the SQLite file and may still give it up or listen. */
async function openTool(settings: Config, latest: number): Promise<Tool | null> {
  // Loaded when needed: it takes seconds, which a slip of the pen should not cost.
  const { assembleTool } = await import('../tool.ts')
  try {
    // Standard output is the answer's alone: a program may be reading it as JSON.
    return await assembleTool({ ...settings, logLevel: 'warn' }, { logTo: 'stderr' })
  } catch (error) {
    if ((error as { code?: unknown }).code === 'database_in_use' && Date.now() < latest) return null
    throw error
  }
}

async function runHere(tool: Tool, command: Command, args: Arguments, output: Output): Promise<number> {
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
