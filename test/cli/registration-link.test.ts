import { expect } from 'chai'
import type { AppError } from '../../src/app/errors.ts'
import { readArguments } from '../../src/cli/arguments.ts'
import { createOutput } from '../../src/cli/output.ts'
import { registrationLinkCommand } from '../../src/cli/registration-link.ts'
import { type Desk, openDesk, SLOW } from './command.ts'

describe('registration links on the command line', function suite() {
  this.timeout(SLOW)
  let desk: Desk
  before(async () => {
    desk = await openDesk({ PUBLIC_URL: 'https://tool.example' })
  })
  after(() => desk.close())

  it('end with the link alone, say for whom and until when, and hold a token each', async () => {
    const first = await desk.run('registration-link')
    expect([first.code, first.stderr]).to.deep.equal([0, ''])
    const lines = first.stdout.trimEnd().split('\n')
    expect(lines.at(-1)).to.match(/^https:\/\/tool\.example\/lti\/register\?token=[\w-]{32}$/)
    expect(lines[0]).to.contain('for any VLE')
    expect(lines[1]).to.contain('platform approve ID')
    const second = await desk.run('registration-link', '--auto-approve', '--host', 'Moodle.Example:8443')
    expect(second.stdout).to.contain('moodle.example:8443').and.to.contain('approved at once')
    expect(second.stdout.split('\n').at(-2)).not.to.equal(lines.at(-1))
  })

  it('are there for programs', async () => {
    const before = Date.now()
    const answer = (await desk.json('registration-link', '--hours', '2')) as Record<string, string>
    expect(answer).to.deep.include({ host: null, autoApprove: false })
    expect(Date.parse(answer.expiresAt ?? '')).to.be.within(
      before + 2 * 3_600_000,
      Date.now() + 2 * 3_600_000,
    )
  })

  for (const [what, words] of [
    ['an address for a host', ['--host', 'https://moodle.example/']],
    ['no hours', ['--hours', '0']],
    ['half an hour', ['--hours', '0.5']],
    ['more than thirty days', ['--hours', '721']],
  ] as const) {
    it(`are refused for ${what}`, async () => {
      const args = readArguments(['registration-link', ...words])
      const asked = registrationLinkCommand(
        args,
        createOutput(false, { out: unexpected, err: unexpected }),
        nothing,
      )
      const error = (await asked.catch((cause: unknown) => cause)) as AppError
      expect([error.code, error.message.split(' ')[0]]).to.deep.equal(['usage', words[0]])
    })
  }
})

const unexpected = () => {
  throw new Error('nothing should be said')
}
// The words are refused before anything is asked of the product.
const nothing = {} as Parameters<typeof registrationLinkCommand>[2]
