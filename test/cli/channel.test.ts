import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect } from 'chai'
import { askRunningTool } from '../../src/cli/channel/ask.ts'
import { type Channel, type ChannelOptions, openChannel } from '../../src/cli/channel/listen.ts'
import type { Streams } from '../../src/cli/output.ts'
import { until } from '../whole/until.ts'

describe('the operator’s channel', () => {
  let folder: string
  let file: string
  let channel: Channel | null
  let logged: unknown[]

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ladder-channel-'))
    file = join(folder, 'ladder.db')
    channel = null
    logged = []
  })
  afterEach(async () => {
    await channel?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  async function open(
    perform: ChannelOptions['perform'],
    limits: Partial<ChannelOptions> = {},
  ): Promise<void> {
    const note = (...line: unknown[]) => void logged.push(line)
    const log = { info: note, warn: note, error: note }
    channel = await openChannel({ databaseFile: file, log, perform, ...limits })
  }

  /** A command line that keeps what is printed. */
  function ask(...argv: string[]) {
    const out: string[] = []
    const err: string[] = []
    const streams: Streams = { out: (line) => void out.push(line), err: (line) => void err.push(line) }
    return { out, err, code: askRunningTool(file, argv, streams) }
  }

  /** Sends these bytes and answers all that comes back. */
  async function send(bytes: string): Promise<string> {
    const socket = connect(`${file}.sock`)
    const answer = text(socket)
    socket.write(bytes)
    return answer
  }

  const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)

  it('carries arguments there, and lines and exit code back, whatever is in them', async () => {
    const strange = ['platform', 'add', '--name', 'Tŷ “Newydd”\n\0 \u2028 $(id) ; rm', '']
    let seen: readonly string[] = []
    await open(async (argv, { out, err }) => {
      seen = argv
      out(argv.join(' '))
      err('a warning')
      return 7
    })
    const asked = ask(...strange)
    expect(await asked.code).to.equal(7)
    expect(seen).to.deep.equal(strange)
    expect([asked.out, asked.err]).to.deep.equal([[strange.join(' ')], ['a warning']])
  })

  it('prints a line when it is said, not when the command ends', async () => {
    let end = () => {}
    await open(async (_, { out }) => {
      out('half')
      await new Promise<void>((resolve) => {
        end = resolve
      })
      return 0
    })
    const asked = ask('refresh')
    await until('the line is there', () => asked.out.length === 1)
    end()
    expect(await asked.code).to.equal(0)
  })

  it('keeps commands that run at once apart', async () => {
    await open(async ([name = ''], { out }) => {
      await new Promise(setImmediate)
      out(name)
      return Number(name)
    })
    const names = Array.from({ length: 20 }, (_, index) => String(index))
    const all = names.map((name) => ask(name))
    expect(await Promise.all(all.map(({ code }) => code))).to.deep.equal(names.map(Number))
    expect(all.map(({ out }) => out.join())).to.deep.equal(names)
  })

  it('is for its owner alone, and gone when the tool has stopped', async () => {
    await open(async () => 0)
    expect(await mode(`${file}.sock`)).to.equal('600')
    await channel?.stop()
    expect(await readdir(folder)).to.deep.equal([])
    expect(await ask('keys').code).to.equal(null)
  })

  it('takes the place of whatever a killed process left there', async () => {
    await writeFile(`${file}.sock`, '')
    await writeFile(`${file}.sock-place`, '/nowhere/credential-ladder-x/operator.sock')
    expect(await ask('keys').code).to.equal(null)
    await open(async () => 0)
    expect(await ask('keys').code).to.equal(0)
  })

  it('finds another place where the path is too long for a socket, for its owner alone and not for ever', async () => {
    const deep = join(folder, 'd'.repeat(60), 'e'.repeat(60))
    await mkdir(deep, { recursive: true })
    file = join(deep, 'ladder.db')
    await open(async () => 0)
    const place = await readFile(`${file}.sock-place`, 'utf8')
    expect([await mode(place), await mode(dirname(place)), await mode(`${file}.sock-place`)]).to.deep.equal([
      '600',
      '700',
      '600',
    ])
    expect(await ask('keys').code).to.equal(0)
    await channel?.stop()
    expect(existsSync(dirname(place))).to.equal(false)
    expect(await readdir(deep)).to.deep.equal([])
  })

  it('refuses what it cannot read, in words, repeats none of it, and goes on', async () => {
    let performed = 0
    await open(async () => {
      performed += 1
      return 0
    })
    const request = { version: 1, args: ['keys', 'list'] }
    const wrong = [
      'GET / HTTP/1.1 hunter2\r\n\r\n',
      '\n',
      'null\n',
      `${JSON.stringify({ ...request, version: 2 })}\n`,
      `${JSON.stringify({ ...request, shell: 'hunter2' })}\n`,
      `${JSON.stringify({ version: 1, args: [] })}\n`,
      `${JSON.stringify({ version: 1, args: ['hunter2', 3] })}\n`,
      `${JSON.stringify({ version: 1, args: Array(101).fill('x') })}\n`,
      `${JSON.stringify({ version: 1, args: ['x'.repeat(1_600_000)] })}\n`,
      'x'.repeat(2_200_000),
    ]
    for (const bytes of wrong) {
      const lines = (await send(bytes)).trim().split('\n')
      expect(lines, bytes.slice(0, 60)).to.have.length(2)
      expect(JSON.parse(lines[0] ?? '')).to.have.keys('err')
      expect(JSON.parse(lines[1] ?? '')).to.deep.equal({ exit: 2 })
      expect(lines.join()).not.to.contain('hunter2')
    }
    expect(performed).to.equal(0)
    expect(logged).to.have.length(wrong.length)
    expect(JSON.stringify(logged)).not.to.contain('hunter2')
    expect(await ask('keys').code).to.equal(0)
  })

  it('waits only so long for a request, and for a command', async () => {
    await open(() => new Promise(() => {}), { requestMilliseconds: 20, commandMilliseconds: 20 })
    expect(await send('{"version":1,')).to.contain('"exit":2')
    const asked = ask('refresh')
    expect(await asked.code).to.equal(2)
    expect(asked.err.join()).to.match(/too long/)
  })

  it('tells a command when nobody waits for it any more', async () => {
    let signal: AbortSignal | null = null
    await open(async (_argv, _streams, given) => {
      signal = given
      await once(given, 'abort')
      return 0
    })
    const socket = connect(`${file}.sock`)
    socket.write(`${JSON.stringify({ version: 1, args: ['refresh'] })}\n`)
    await once(socket, 'data')
    expect(signal).to.have.property('aborted', false)
    socket.destroy()
    await until('it was told', () => signal?.aborted)
  })

  it('lets a command come to its end when the tool stops', async () => {
    let began = false
    await open(async (_argv, { out }, signal) => {
      began = true
      await once(signal, 'abort')
      await new Promise(setImmediate)
      out('as far as it came')
      return 1
    })
    const asked = ask('refresh')
    await until('it runs', () => began)
    await channel?.stop()
    expect([await asked.code, asked.out]).to.deep.equal([1, ['as far as it came']])
  })

  it('does not wait for ever for one that has no end', async () => {
    let began = false
    await open(
      () => {
        began = true
        return new Promise(() => {})
      },
      { graceMilliseconds: 20 },
    )
    const asked = ask('refresh')
    await until('it runs', () => began)
    await channel?.stop()
    expect(await asked.code).to.equal(2)
    expect(asked.err.join(' ')).to.match(/being stopped.*before the command had ended/)
  })

  it('says so where the tool’s process ended in the middle, and asks again elsewhere where it never began', async () => {
    const answers = ['{"accepted":true}\n', '']
    const server = createServer((socket) => void socket.resume().end(answers.shift() ?? ''))
    await new Promise<void>((resolve) => server.listen(`${file}.sock`, resolve))
    try {
      const cut = ask('platform', 'add')
      expect(await cut.code).to.equal(2)
      expect(cut.err.join()).to.match(/ended before the command had/)
      expect(await ask('platform', 'add').code).to.equal(null)
    } finally {
      server.close()
    }
  })
})
