// Mocha's one entry: imports every test. Handed to mocha as files of their own, tests would be `require`d first, and Node runs a
// TypeScript file that happens to parse as JavaScript (`f<number>('x')` is two comparisons) without stripping its types.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const root = join(import.meta.dirname, '..')
for (const file of (process.env.TEST_FILES ?? '').split('\n').filter(Boolean))
  await import(pathToFileURL(join(root, file)).href)
