// Mocha's one entry: imports every test. Handed to mocha as files of their own, tests would be `require`d first, and Node runs a
// TypeScript file that happens to parse as JavaScript (`f<number>('x')` is two comparisons) without stripping its types.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const root = join(import.meta.dirname, '..')
const wanted = (process.env.TEST_PATHS ?? '').split(' ').filter(Boolean)
const files = readdirSync(join(root, 'test'), { recursive: true })
  .map((file) => join('test', file))
  .filter((file) => file.endsWith('.test.ts'))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort()
for (const file of files) await import(pathToFileURL(join(root, file)).href)
