/** `npm start`: the tool alone. */

import { startServer } from './server.ts'
import { loadSettings } from './settings.ts'
import { explain } from './start-fault.ts'

try {
  const server = await startServer(loadSettings())
  process.stdout.write(`Credential Ladder answers on ${server.config.toolUrl}\n`)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      server.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
  }
} catch (error) {
  process.stderr.write(`${explain(error)}\n`)
  process.exit(1)
}
