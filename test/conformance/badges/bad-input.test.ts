import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'chai'
import type { VerifyReport } from '../../../src/openbadges/index.ts'
import { LOADER } from '../../support/loader.ts'
import { BAD_INPUT } from './bad-input.ts'

const CHILD = join(import.meta.dirname, 'bad-input.child.ts')

interface Taken extends Pick<VerifyReport, 'verdict' | 'checks'> {
  readonly name: string
  readonly cpuMilliseconds: number
  readonly megabytes: number
}

async function verifiedApart(): Promise<Taken[]> {
  const args = ['--expose-gc', ...LOADER, CHILD]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

describe('a verifier that is given bad input', function () {
  this.timeout(120_000)
  let everything: Taken[] = []
  before(async function () {
    if (!existsSync('/proc/self/clear_refs')) {
      console.log('    skipped: memory is counted as Linux counts it')
      this.skip()
    }
    everything = await verifiedApart()
  })

  for (const [name, { verdict, check }] of Object.entries(BAD_INPUT)) {
    it(`calls it ${verdict} for its ${check}, within 5 s of work and 200 MB: ${name}`, () => {
      const taken = everything.find((one) => one.name === name)
      expect(taken?.verdict).to.equal(verdict)
      const troubles =
        taken?.checks.filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown') ?? []
      expect(troubles.map(({ id }) => id)).to.include(check)
      for (const { message } of troubles) expect(message).to.not.equal('')
      expect(taken?.cpuMilliseconds).to.be.below(5_000)
      expect(taken?.megabytes).to.be.below(200)
    })
  }
})
