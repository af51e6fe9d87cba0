// Like `ts-blank-space/register`, but keeps what it stripped, under the hash of the text it was made from: the tests start hundreds of
// processes, each of which would load the TypeScript compiler and strip a thousand files again.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { register } from 'node:module'
import { join } from 'node:path'
import { isMainThread } from 'node:worker_threads'

const root = join(import.meta.dirname, '..')
const kept = join(root, '.tmp', 'stripped')
const { version } = JSON.parse(
  readFileSync(join(root, 'node_modules', 'ts-blank-space', 'package.json'), 'utf8'),
)

if (isMainThread) {
  mkdirSync(kept, { recursive: true })
  register(import.meta.url)
}

export async function load(url, context, nextLoad) {
  if (!url.endsWith('.ts')) return nextLoad(url, context)
  return { format: 'module', shortCircuit: true, source: `${await stripped(url)}\n//# sourceURL=${url}` }
}

/** Reads at once: of a thousand small files, promises would cost more than the reading. */
async function stripped(url) {
  const source = readFileSync(new URL(url))
  const file = join(kept, `${createHash('sha256').update(version).update(source).digest('hex')}.js`)
  try {
    return readFileSync(file, 'utf8')
  } catch {
    const { default: strip } = await import('ts-blank-space')
    const text = strip(source.toString())
    // Two processes may do this at once: nobody reads half a file.
    writeFileSync(`${file}.${process.pid}`, text)
    renameSync(`${file}.${process.pid}`, file)
    return text
  }
}
