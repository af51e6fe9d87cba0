import { expect } from 'chai'
import { readArguments } from '../../src/cli/arguments.ts'
import { createOutput } from '../../src/cli/output.ts'
import { platformCommand } from '../../src/cli/platforms.ts'
import { openStage, type Stage } from '../app/stage.ts'

describe('a registered platform whose new addresses wait', () => {
  let stage: Stage
  before(async () => {
    stage = await openStage({ learners: 1 })
  })
  after(() => stage.close())

  async function run(...words: string[]): Promise<string> {
    const said: string[] = []
    const output = createOutput(words.includes('--json'), (line) => void said.push(line))
    const { store, random } = stage.tool
    await platformCommand(readArguments(['platform', ...words]), output, {
      store,
      random,
      allowPrivate: true,
    })
    return said.join('\n')
  }

  it('is listed with them, and approving takes them over', async () => {
    const { id } = stage.platform
    const addresses = {
      authUrl: 'https://new.example/auth',
      tokenUrl: 'https://new.example/token',
      jwksUrl: 'https://new.example/jwks',
      tokenAudience: null,
    }
    await stage.tool.store.platforms.propose(id, addresses)
    const list = await run('list')
    expect(list).to.contain('approved').and.to.contain('new addresses wait for your approval')
    for (const address of [addresses.authUrl, addresses.tokenUrl, addresses.jwksUrl])
      expect(list).to.contain(address)
    expect(JSON.parse(await run('list', '--json'))[0].waiting).to.deep.equal(addresses)

    expect(await run('approve', id)).to.equal(`${id} is approved.`)
    expect(await stage.tool.store.platforms.byId(id)).to.deep.include({ ...addresses, status: 'approved' })
    expect(await run('list')).not.to.contain('wait')
  })
})
