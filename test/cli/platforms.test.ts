import { expect } from 'chai'
import { type Desk, openDesk, SLOW } from './command.ts'

const ADDRESSES = {
  'auth-url': 'https://vle.example/auth',
  'token-url': 'https://vle.example/token',
  'jwks-url': 'https://vle.example/jwks',
}

function words(changes: Record<string, string> = {}): string[] {
  const options = {
    name: 'The VLE',
    issuer: 'https://vle.example',
    'client-id': 'client-1',
    'deployment-id': '1',
    ...ADDRESSES,
    ...changes,
  }
  return ['platform', 'add', ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])]
}

interface Shown {
  readonly id: string
  readonly status: string
  readonly deploymentIds: readonly string[]
  readonly tokenAudience: string | null
  readonly authUrl: string
}

describe('platforms on the command line', function suite() {
  this.timeout(SLOW)
  let desk: Desk
  beforeEach(async () => {
    desk = await openDesk()
  })
  afterEach(() => desk.close())

  const list = async () => (await desk.json('platform', 'list')) as Shown[]

  it('are none at first, added waiting, then approved and suspended', async () => {
    expect((await desk.run('platform', 'list')).stdout).to.equal('No platform is registered yet.\n')
    const added = await desk.run(...words())
    expect(added.code).to.equal(0)
    const [platform] = await list()
    const id = platform?.id ?? ''
    expect(platform).to.include({ status: 'pending', tokenAudience: null })
    expect(added.stdout).to.equal(
      `The VLE is pending: ${id}\nApprove it with: npm run tool -- platform approve ${id}\n`,
    )
    expect((await desk.run('platform', 'approve', id)).stdout).to.equal(`${id} is approved.\n`)
    expect((await desk.run('platform', 'list')).stdout).to.equal(
      `${id}  approved   The VLE  https://vle.example  client-1\n`,
    )
    expect((await desk.run('platform', 'suspend', 'none')).stderr).to.equal('no platform none\n')
    expect(await desk.json('platform', 'suspend', id)).to.deep.equal({ id, status: 'suspended' })
    expect((await list())[0]?.status).to.equal('suspended')
  })

  it('may be added approved, with an audience of their own for tokens', async () => {
    const shown = (await desk.json(
      ...words({ 'token-audience': 'https://api.example/token' }),
      '--approve',
    )) as Shown
    expect(shown).to.include({ status: 'approved', tokenAudience: 'https://api.example/token' })
  })

  it('added again are corrected: neither closed, nor do they forget a deployment', async () => {
    const first = (await desk.json(...words(), '--approve')) as Shown
    const again = (await desk.json(
      ...words({ 'deployment-id': '2', 'auth-url': 'https://vle.example/auth2' }),
    )) as Shown
    expect(again).to.deep.include({ id: first.id, status: 'approved', authUrl: 'https://vle.example/auth2' })
    expect(again.deploymentIds).to.deep.equal(['1', '2'])
  })

  it('are refused with an address that is none, or is not https, each by the name of its option', async () => {
    const wrong = { 'auth-url': 'vle', 'token-url': 'http://vle.example/x', 'jwks-url': 'ftp://vle.example' }
    for (const [name, value] of Object.entries(wrong)) {
      const { code, stderr } = await desk.run(...words({ [name]: value }))
      expect([code, stderr]).to.deep.equal([2, `--${name} must be an https address\n`])
    }
  })

  it('may be on http where the operator lets private ones in', async () => {
    const lab = await openDesk({ ALLOW_PRIVATE_PLATFORMS: 'true' })
    try {
      expect((await lab.run(...words({ 'auth-url': 'http://127.0.0.1:8080/auth' }))).code).to.equal(0)
    } finally {
      await lab.close()
    }
  })
})
