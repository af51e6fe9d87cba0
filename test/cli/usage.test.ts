import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { type Desk, openDesk, SLOW } from './command.ts'

describe('the operator’s command line', function suite() {
  this.timeout(SLOW)
  let desk: Desk
  before(async () => {
    desk = await openDesk()
  })
  after(() => desk.close())

  it('tells what there is when it is asked for nothing, and when it is asked for help', async () => {
    const [nothing, help] = await Promise.all([desk.run(), desk.run('--help')])
    expect([nothing.code, help.code]).to.deep.equal([2, 0])
    expect(nothing.stdout).to.equal(help.stdout)
    for (const command of ['platform add', 'platform list', 'refresh', 'doctor', 'keys list', 'verify FILE'])
      expect(help.stdout).to.contain(command)
  })

  const mistakes: readonly [args: string[], words: RegExp][] = [
    [['dance'], /there is no command dance; --help lists them/],
    [['platform', 'approve'], /platform approve needs the platform's id \(platform list shows it\)/],
    [['platform', 'list', '--loud'], /Unknown option '--loud'/],
    [['platform', 'add', '--name', 'VLE'], /--issuer is needed/],
    [['verify'], /verify needs a file/],
    [['verify', '/nowhere/badge.png'], /the file \/nowhere\/badge.png cannot be read/],
    [['refresh', '--course', 'none'], /no course none/],
  ]
  for (const [args, words] of mistakes) {
    it(`answers "${args.join(' ')}" with exit code 2 and what to do, without a stack`, async () => {
      const { code, stdout, stderr } = await desk.run(...args)
      expect([code, stdout]).to.deep.equal([2, ''])
      expect(stderr).to.match(words)
      expect(stderr).not.to.match(/\n\s+at /)
    })
  }

  it('lists every setting that is wrong, and touches nothing', async () => {
    const broken = await openDesk({ PORT: 'many', LOG_LEVEL: 'loud' })
    try {
      const { code, stderr } = await broken.run('platform', 'list')
      expect(code).to.equal(2)
      expect(stderr)
        .to.match(/PORT: /)
        .and.match(/LOG_LEVEL: /)
      expect(existsSync(join(broken.folder, 'credential-ladder.db'))).to.equal(false)
    } finally {
      await broken.close()
    }
  })
})
