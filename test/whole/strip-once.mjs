// Like `ts-blank-space/register`, but keeps what it stripped: a test that starts seventy processes would spend most of
// its time loading the TypeScript compiler. `STRIPPED` names the folder.
import { createHash } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { register } from 'node:module'
import { join } from 'node:path'
import { isMainThread } from 'node:worker_threads'

if (isMainThread) register(import.meta.url)

export async function load(url, context, nextLoad) {
  if (!url.endsWith('.ts')) return nextLoad(url, context)
  const { source } = await nextLoad(url, { ...context, format: 'module' })
  return { format: 'module', shortCircuit: true, source: `${await stripped(source)}\n//# sourceURL=${url}` }
}

async function stripped(source) {
  const file = join(process.env.STRIPPED, `${createHash('sha256').update(source).digest('hex')}.js`)
  const known = await readFile(file, 'utf8').catch(() => null)
  if (known !== null) return known
  const { default: strip } = await import('ts-blank-space')
  const text = strip(source.toString())
  // Two processes may do this at once: nobody reads half a file.
  await writeFile(`${file}.${process.pid}`, text)
  await rename(`${file}.${process.pid}`, file)
  return text
}
