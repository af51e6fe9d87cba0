import { createServer, type Server, type Socket } from 'node:net'
import type { Log } from '../../app/deps.ts'
import type { Streams } from '../output.ts'
import { listenAt } from './place.ts'
import { asLine, type Frame, LARGEST_REQUEST, parseLine, requestShape } from './protocol.ts'

const MOST_AT_ONCE = 32

export interface ChannelOptions {
  readonly databaseFile: string
  readonly log: Log
  /** Runs a command as it was typed and answers its exit code. */
  readonly perform: (argv: readonly string[], streams: Streams, signal: AbortSignal) => Promise<number>
  /** How long a request may take to arrive. */
  readonly requestMilliseconds?: number
  /** How long a command may take. */
  readonly commandMilliseconds?: number
  /** How long commands have to come to an end when the tool stops. */
  readonly graceMilliseconds?: number
}

export interface Channel {
  /** Takes no more commands and lets those that run come to an end. */
  stop(): Promise<void>
}

interface Running {
  readonly abort: AbortController
  readonly ended: Promise<void>
  say(words: string): void
  /** Ends the answer before the command has ended. */
  giveUp(words: string): void
}

/** Takes the operator's commands from beside the tool: whoever may use the database's files may use this socket. */
export async function openChannel(options: ChannelOptions): Promise<Channel> {
  const { requestMilliseconds = 10_000, graceMilliseconds = 10_000 } = options
  const sockets = new Set<Socket>()
  const running = new Set<Running>()

  const server: Server = createServer((socket) => {
    sockets.add(socket)
    // An answer that cannot be delivered is not asked for any more; `close` follows.
    socket.on('error', () => undefined)
    socket.once('close', () => sockets.delete(socket))
    readRequest(socket, requestMilliseconds, (args) => {
      if (args === null) {
        options.log.warn({}, 'a command could not be read')
        const words = 'The running tool cannot read this command: it is of another version, or far too long.'
        socket.end(asLine({ err: words }) + asLine({ exit: 2 }))
        return
      }
      const one = begin(socket, args, options)
      running.add(one)
      one.ended.finally(() => running.delete(one))
    })
  })
  server.maxConnections = MOST_AT_ONCE
  const takeAway = await listenAt(server, options.databaseFile)
  server.on('error', (err) => options.log.warn({ err }, 'a command could not connect'))

  return {
    async stop() {
      server.close()
      const commands = [...running]
      for (const { abort, say } of commands) {
        say('The tool is being stopped.')
        abort.abort()
      }
      const impatience = setTimeout(() => {
        for (const one of commands) one.giveUp('The tool stopped before the command had ended.')
      }, graceMilliseconds)
      await Promise.all(commands.map(({ ended }) => ended))
      clearTimeout(impatience)
      // Those that have their answer close by themselves; who has asked for nothing yet is asked to look elsewhere.
      for (const socket of sockets) socket.destroySoon()
      await takeAway()
    },
  }
}

/** Tells the arguments of a request once: `null` for one that is malformed, too large or too slow. */
function readRequest(
  socket: Socket,
  milliseconds: number,
  tell: (args: readonly string[] | null) => void,
): void {
  let text = ''
  const done = (args: readonly string[] | null) => {
    clearTimeout(impatience)
    socket.off('data', read)
    // What follows is of no interest, but a socket that nobody reads from never notices its end.
    socket.resume()
    tell(args)
  }
  const impatience = setTimeout(() => done(null), milliseconds)
  socket.once('close', () => clearTimeout(impatience))
  const read = (chunk: string) => {
    text += chunk
    const end = text.indexOf('\n')
    if (end >= 0) {
      const request = requestShape.safeParse(parseLine(text.slice(0, end)))
      done(request.success ? request.data.args : null)
    } else if (text.length > LARGEST_REQUEST) done(null)
  }
  socket.setEncoding('utf8').on('data', read)
}

function begin(
  socket: Socket,
  args: readonly string[],
  { perform, log, commandMilliseconds = 3_600_000 }: ChannelOptions,
): Running {
  const abort = new AbortController()
  const send = (frame: Frame) => {
    if (socket.writable) socket.write(asLine(frame))
  }
  const say = (err: string) => send({ err })
  const end = (exit: number) => {
    if (socket.writable) socket.end(asLine({ exit }))
  }
  socket.once('close', () => abort.abort())
  send({ accepted: true })
  let giveUp = (_words: string) => {}
  const ended = new Promise<void>((resolve) => {
    giveUp = (words) => {
      // A command that never ends must not keep a process that has done with it.
      clearTimeout(limit)
      abort.abort()
      say(words)
      end(2)
      resolve()
    }
    const limit = setTimeout(() => giveUp('The command took too long.'), commandMilliseconds)
    perform(args, { out: (out) => send({ out }), err: say }, abort.signal)
      .catch((err: unknown) => {
        log.error({ err }, 'a command could not be run')
        return 2
      })
      .then(end)
      .finally(() => {
        clearTimeout(limit)
        resolve()
      })
  })
  return { abort, ended, giveUp, say }
}
