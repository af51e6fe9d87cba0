/** `npm run tool -- <command>`: the operator's entry. */
import { AppError } from '../app/errors.ts'
import { loadSettings } from '../settings.ts'
import { explain } from '../start-fault.ts'
import type { Tool } from '../tool.ts'
import { type Arguments, readArguments } from './arguments.ts'
import { HELP } from './help.ts'
import { keysCommand } from './keys.ts'
import { createOutput, type Output } from './output.ts'
import { platformCommand } from './platforms.ts'
import { refreshCommand } from './refresh.ts'

const say = (line: string) => {
  process.stdout.write(`${line}\n`)
}

async function run(args: Arguments): Promise<number> {
  const [command] = args.words
  const output = createOutput(args.options.json === true, say)
  if (!command || args.options.help) {
    say(HELP)
    return command || args.options.help ? 0 : 2
  }
  const settings = loadSettings()
  // Loaded when needed: the parts of the product take seconds, which a slip of the pen should not cost.
  if (command === 'verify') {
    const { createGuardedFetch } = await import('../net/guarded-fetch.ts')
    const { verifyCommand } = await import('./verify.ts')
    const fetch = createGuardedFetch({
      allowPrivate: settings.allowPrivatePlatforms,
      userAgent: 'CredentialLadder',
    })
    return verifyCommand(args, output, { fetch, clock: () => Date.now() })
  }
  if (!['platform', 'refresh', 'keys'].includes(command))
    throw new AppError('usage', 2, `there is no command ${command}; --help lists them`)
  const { assembleTool } = await import('../tool.ts')
  // Standard output is the answer's alone: a program may be reading it as JSON.
  const tool = await assembleTool({ ...settings, logLevel: 'warn' }, { logTo: 'stderr' })
  try {
    return await withDatabase(command, args, output, tool)
  } finally {
    await tool.close()
  }
}

async function withDatabase(command: string, args: Arguments, output: Output, tool: Tool): Promise<number> {
  const { store, random, config } = tool
  switch (command) {
    case 'platform':
      return platformCommand(args, output, { store, random, allowPrivate: config.allowPrivatePlatforms })
    case 'keys':
      return keysCommand(args, output, tool.deps)
    default: {
      const { enqueueRefresh } = await import('../app/launching/launch.ts')
      await tool.engine.start(tool.handlers)
      const now = new Date(tool.clock.now()).toISOString()
      const enqueue = (courseId: string) => store.write((unit) => enqueueRefresh(unit, courseId, now))
      return refreshCommand(args, output, { store, engine: tool.engine, enqueue })
    }
  }
}

try {
  process.exitCode = await run(readArguments(process.argv.slice(2)))
} catch (error) {
  process.stderr.write(`${error instanceof AppError ? error.message : explain(error)}\n`)
  process.exitCode = 2
}
