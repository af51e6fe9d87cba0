import { spawn } from 'node:child_process'
import type { Scan } from '../app/ports.ts'

const PATIENCE = 120_000

export const noScan: Scan = async () => 'clean'

/**
 * Asks a program, as virus scanners answer (clamdscan, clamscan): exit code 0 is clean, 1 is infected. Anything else, a program that
 * cannot be started or that takes too long included, is no answer. No shell: the words of the command are separated by spaces.
 */
export function commandScan(command: string, patience = PATIENCE): Scan {
  const [program = '', ...words] = command.split(/\s+/).filter((word) => word !== '')
  return (path) =>
    new Promise((resolve) => {
      const child = spawn(program, [...words, path], {
        stdio: 'ignore',
        timeout: patience,
        killSignal: 'SIGKILL',
      })
      child.once('error', () => resolve('unknown'))
      child.once('close', (code) => resolve(code === 0 ? 'clean' : code === 1 ? 'infected' : 'unknown'))
    })
}
