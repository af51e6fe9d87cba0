// Mocha's one entry: imports every test. Handed to mocha as files of their own, tests would be `require`d first, and Node runs a
// TypeScript file that happens to parse as JavaScript (`f<number>('x')` is two comparisons) without stripping its types.
import { setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

// A process that is busy for 250 ms while it connects to `localhost` would take the address that listens for one that does not answer.
setDefaultAutoSelectFamilyAttemptTimeout(10_000)

const root = join(import.meta.dirname, '..')
for (const file of (process.env.TEST_FILES ?? '').split('\n').filter(Boolean))
  await import(pathToFileURL(join(root, file)).href)
