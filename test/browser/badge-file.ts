import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { chunksOf, putChunk } from '../../src/openbadges/images/chunks.ts'

/** What the command line says of a file: its exit code and its words. */
export function verifyFile(file: string): Promise<{ code: number; words: string }> {
  const env = { ...process.env, ALLOW_PRIVATE_PLATFORMS: 'true' }
  const options = { cwd: join(import.meta.dirname, '..', '..'), env }
  return new Promise((resolve) => {
    execFile('npm', ['run', '--silent', 'tool', '--', 'verify', file], options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, words: `${stdout}${stderr}` })
    })
  })
}

/** Changes one letter of the credential's JSON inside the PNG and mends the chunk's checksum, as a careful forger would. */
export function tamper(png: Buffer): Buffer {
  const baked = chunksOf(png).find(
    ({ type, data }) => type === 'iTXt' && data.toString('latin1').startsWith('openbadgecredential\0'),
  )
  if (!baked) throw new Error('the PNG holds no credential')
  const data = Buffer.from(baked.data)
  const at = data.indexOf('Attended')
  if (at < 0) throw new Error('the credential does not say what was done')
  data.write('B', at, 'latin1')
  const forged = Buffer.from(png)
  putChunk(forged, baked.start, 'iTXt', data)
  return forged
}
