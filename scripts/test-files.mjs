import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Every test file whose path contains one of these words, or every one, from the root of the project. */
export function testFiles(words) {
  return readdirSync(join(import.meta.dirname, '..', 'test'), { recursive: true })
    .map((file) => join('test', file))
    .filter((file) => file.endsWith('.test.ts'))
    .filter((file) => words.length === 0 || words.some((part) => file.includes(part)))
    .sort()
}
