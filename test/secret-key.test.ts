import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect } from 'chai'
import { TOOL_LINE } from '../src/app/keys/key-ring.ts'
import { readConfig } from '../src/config.ts'
import { keyFile } from '../src/secret-key.ts'
import { startServer } from '../src/server.ts'
import { explain } from '../src/start-fault.ts'
import { assembleTool } from '../src/tool.ts'
import { LOADER } from './support/loader.ts'

const SECRETS = ['a'.repeat(40), 'b'.repeat(40)]

describe('the key file', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ladder-secret-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const inProcess = () => {
    const script = `import { keyFile } from ${JSON.stringify(new URL('../src/secret-key.ts', import.meta.url))}
      process.stdout.write(await keyFile(${JSON.stringify(folder)}))
      await new Promise((resolve) => setTimeout(resolve, 60_000))`
    const loader = [...LOADER, '--input-type=module', '--eval', script]
    return spawn(process.execPath, loader, { stdio: ['ignore', 'pipe', 'inherit'] })
  }

  it('is made once, for its owner alone, and is the same ever after', async () => {
    const made = await keyFile(folder)
    expect(Buffer.from(made, 'base64')).to.have.length(32)
    expect(await keyFile(folder)).to.equal(made)
    expect((await stat(join(folder, 'secret.key'))).mode & 0o777).to.equal(0o600)
    expect(await readdir(folder)).to.deep.equal(['secret.key'])
  })

  it('is one for all who make it at once', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => keyFile(folder)))
    expect(new Set(made).size).to.equal(1)
    expect(await readdir(folder)).to.deep.equal(['secret.key'])
  })

  it('is one for all processes that make it at once, and whole when they are killed', async function processes() {
    this.timeout(120_000)
    const children = Array.from({ length: 4 }, inProcess)
    const said = children.map(async (child) => {
      const output = text(child.stdout)
      await once(child.stdout, 'readable')
      child.kill('SIGKILL')
      return output
    })
    expect(new Set(await Promise.all(said))).to.deep.equal(
      new Set([await readFile(join(folder, 'secret.key'), 'utf8')]),
    )
  })

  it('is made beside what a process left that was killed while it wrote', async () => {
    await writeFile(join(folder, 'secret.key.0b0c'), 'hal')
    expect(Buffer.from(await keyFile(folder), 'base64')).to.have.length(32)
  })

  it('that is empty or cut short is not taken for a key', async () => {
    await writeFile(join(folder, 'secret.key'), '')
    const refusal = await keyFile(folder).catch((error: unknown) => error)
    expect(refusal).to.have.property('code', 'secret_key')
    expect(explain(refusal))
      .to.match(/secret\.key holds no key/)
      .and.not.match(/\n\s+at /)
  })
})

describe('the secret that keys were encrypted with', function suite() {
  this.timeout(60_000)
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ladder-secret-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const start = (settings: Record<string, string>) =>
    startServer(
      readConfig({ DATA_DIR: folder, PORT: '0', HOST: 'localhost', LOG_LEVEL: 'silent', ...settings }),
    )
  const [first = '', second = ''] = SECRETS

  it('is missed when the tool starts, by the name of its variable, and never told', async () => {
    const server = await start({ SECRET_KEY: first })
    await server.tool.lti.jwks()
    await server.stop()
    const refusal = explain(await start({ SECRET_KEY: second }).catch((error: unknown) => error))
    expect(refusal)
      .to.match(/^SECRET_KEY is not the one/)
      .and.match(/SECRET_KEY_OLD/)
      .and.match(/keys rotate --now/)
      .and.not.match(/\n\s+at |aaaa|bbbb/)
    expect(explain(await start({}).catch((error: unknown) => error))).to.match(
      /^The key in .*secret\.key is not/,
    )
    await (await start({ SECRET_KEY: first })).stop()
  })

  it('seals the successor that a tool publishes at once where it was away past the day', async () => {
    const then = Date.now() - 100 * 86_400_000
    const config = readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' })
    const before = await assembleTool(config, { clock: { now: () => then } })
    const { keys } = await before.lti.jwks()
    await before.close()
    const server = await start({})
    try {
      const published = (await server.tool.lti.jwks()).keys
      expect(published).to.have.length(2)
      expect(published).to.deep.include(keys[0])
      expect((await server.tool.deps.keyRing.signer(TOOL_LINE)).key.id).to.equal(keys[0]?.kid)
    } finally {
      await server.stop()
    }
  })

  it('can be changed: the old one opens until everything is encrypted anew', async () => {
    const before = await start({ SECRET_KEY: first })
    const { keys } = await before.tool.lti.jwks()
    await before.stop()
    const both = await start({ SECRET_KEY: second, SECRET_KEY_OLD: first })
    expect(await both.tool.deps.keyRing.reseal()).to.deep.equal({ sealed: 1, unreadable: [] })
    await both.stop()
    const after = await start({ SECRET_KEY: second })
    try {
      expect((await after.tool.lti.jwks()).keys).to.deep.equal(keys)
    } finally {
      await after.stop()
    }
  })
})
