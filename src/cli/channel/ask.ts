import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { AppError } from '../../app/errors.ts'
import type { Streams } from '../output.ts'
import { placesOf } from './place.ts'
import { asLine, frameShape, parseLine } from './protocol.ts'

const ANSWER_MILLISECONDS = 30_000
/** Nobody listens: no socket, one that a killed process left, or one that was just taken away. */
const NOBODY = new Set(['ENOENT', 'ECONNREFUSED', 'ENOTSOCK', 'ENOTDIR'])

/**
 * Hands a command to the running tool that has this database, and prints what it says, as it comes.
 * Answers the exit code; `null` where no tool runs or it is just coming or going, and nothing has been done.
 *
 * Errors: `operator_channel_closed` where the socket is another user's, `operator_channel_silent` where the tool does not answer.
 */
export async function askRunningTool(
  databaseFile: string,
  argv: readonly string[],
  streams: Streams,
): Promise<number | null> {
  for (const place of await placesOf(databaseFile)) {
    const socket = await open(place)
    if (socket) return converse(socket, argv, streams)
  }
  return null
}

async function open(place: string): Promise<Socket | null> {
  const socket = connect(place)
  try {
    await once(socket, 'connect')
    return socket
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (NOBODY.has(code)) return null
    if (code === 'EACCES' || code === 'EPERM') {
      throw new AppError(
        'operator_channel_closed',
        2,
        'the tool runs as another user: run this command as that user, or as root',
      )
    }
    throw error
  }
}

async function converse(socket: Socket, argv: readonly string[], streams: Streams): Promise<number | null> {
  let accepted = false
  let exit: number | null = null
  let silent = false
  const impatience = setTimeout(() => {
    silent = true
    socket.destroy()
  }, ANSWER_MILLISECONDS)
  // Whatever breaks the connection ends the lines.
  socket.on('error', () => undefined)
  socket.write(asLine({ version: 1, args: [...argv] }))
  for await (const line of createInterface({ input: socket })) {
    clearTimeout(impatience)
    const { data: frame } = frameShape.safeParse(parseLine(line))
    // What a later version may add.
    if (!frame) continue
    accepted = true
    if ('out' in frame) streams.out(frame.out)
    if ('err' in frame) streams.err(frame.err)
    if ('exit' in frame) exit = frame.exit
  }
  clearTimeout(impatience)
  socket.destroy()
  if (silent)
    throw new AppError('operator_channel_silent', 2, 'the running tool has the database and does not answer')
  if (exit !== null || !accepted) return exit
  streams.err('The tool ended before the command had: look whether it was done, and run it again if not.')
  return 2
}
