import { expect } from 'chai'
import { readArguments } from '../../src/cli/arguments.ts'
import { createOutput } from '../../src/cli/output.ts'
import { platformCommand } from '../../src/cli/platforms.ts'
import { openStage, type Stage } from '../app/stage.ts'

describe('platforms that wait for the operator', () => {
  let stage: Stage
  before(async () => {
    stage = await openStage({ learners: 1 })
  })
  after(() => stage.close())

  async function run(...words: string[]): Promise<string> {
    const said: string[] = []
    const output = createOutput(words.includes('--json'), {
      out: (text) => void said.push(text),
      err: () => {},
    })
    const { store, random } = stage.tool
    await platformCommand(readArguments(['platform', ...words]), output, {
      store,
      random,
      moodleSites: stage.tool.deps.moodleSites,
      allowPrivate: true,
    })
    return said.join('\n')
  }

  it('are listed with the addresses that an operator should look at, and how to let them in', async () => {
    const waiting = await stage.tool.store.platforms.save({
      ...stage.platform,
      id: 'waiting',
      name: 'A new VLE',
      clientId: 'another',
      status: 'pending',
    })
    expect(await run('list')).to.contain(
      [
        `waiting  pending    A new VLE  ${waiting.issuer}  another`,
        '  waits for your approval:',
        ...[waiting.authUrl, waiting.tokenUrl, waiting.jwksUrl].map((address) => `    ${address}`),
        '  npm run tool -- platform approve waiting',
      ].join('\n'),
    )
    await run('suspend', 'waiting')
    expect(await run('list')).not.to.contain('waits')
  })

  it('with new addresses are listed with those, and approving takes them over', async () => {
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
    const listed = JSON.parse(await run('list', '--json')) as { id: string; waiting: unknown }[]
    expect(listed.find((one) => one.id === id)?.waiting).to.deep.equal(addresses)

    expect(await run('approve', id)).to.equal(`${id} is approved.`)
    expect(await stage.tool.store.platforms.byId(id)).to.deep.include({ ...addresses, status: 'approved' })
    expect(await run('list')).not.to.contain('your approval')
  })
})
