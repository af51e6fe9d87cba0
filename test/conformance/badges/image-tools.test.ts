import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { bakePng, buildAssertion20, drawBadge } from '../../../src/openbadges/index.ts'
import { credentialInput } from '../../openbadges/support/factories.ts'
import { signed } from '../../openbadges/support/verifying.ts'
import { here, needProgram, run } from './outside/programs.ts'

describe('programs that read PNG files', function () {
  this.timeout(60_000)
  let folder: string
  let file: string
  let texts: { ob3: string; ob2: string }

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ladder-image-tools-'))
    file = join(folder, 'badge.png')
    const words = { level: 'Demonstrated', course: 'Tŷ “Digital” & 漢字', issuer: 'Riverside College' }
    texts = {
      ob3: JSON.stringify(await signed({ narrative: 'Tŷ “Digital” & 漢字 😀' })),
      ob2: JSON.stringify(buildAssertion20(credentialInput())),
    }
    const art = await readFile('config/art/demonstrated.svg', 'utf8')
    await writeFile(file, bakePng(await drawBadge(art, words, { size: 600 }), texts))
  })
  after(() => rm(folder, { recursive: true, force: true }))

  it('pngcheck has nothing to say against a baked badge', function () {
    needProgram(this, 'pngcheck', '-h')
    expect(run('pngcheck', ['-q', file])).to.equal('')
  })

  it('exiftool finds both credentials, word for word', function () {
    needProgram(this, 'exiftool', '-ver')
    const [found] = JSON.parse(run('exiftool', ['-json', '-charset', 'utf8', file]))
    expect(found).to.include({ Openbadgecredential: texts.ob3, Openbadges: texts.ob2 })
  })

  it('ImageIO of a JDK reads the pixels and finds both credentials, word for word', function () {
    needProgram(this, 'java', '-version')
    const lines = run('java', [
      '-Dstdout.encoding=UTF-8',
      '-Dfile.encoding=UTF-8',
      here('ItxtChunks.java'),
      file,
    ])
    expect(lines.trimEnd().split('\n')).to.have.members([
      `openbadgecredential\t${texts.ob3}`,
      `openbadges\t${texts.ob2}`,
    ])
  })
})
