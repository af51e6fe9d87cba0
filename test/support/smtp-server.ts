/**
 * A mail server of RFC 5321 for tests: it takes letters one command at a time, and refuses what a strict one refuses (commands out of
 * order, lines that end otherwise than CRLF, lines of more than 998 characters, letters without a date or an id).
 */

import type { AddressInfo } from 'node:net'
import { createServer, type Server, type Socket } from 'node:net'

export interface Delivered {
  readonly from: string
  readonly to: readonly string[]
  readonly headers: ReadonlyMap<string, string>
  /** Decoded. */
  readonly text: string
}

export interface SmtpServer {
  readonly url: string
  readonly letters: readonly Delivered[]
  /** The reply to `RCPT TO` of an address; left out: taken. */
  readonly replies: Map<string, string>
  /** Takes letters and is gone before it says so, as a server that is cut off. */
  hangUpAfterData: boolean
  close(): Promise<void>
}

export async function openSmtpServer(): Promise<SmtpServer> {
  const letters: Delivered[] = []
  const replies = new Map<string, string>()
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    converse(socket, smtp, letters)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const smtp: SmtpServer = {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}?ignoreTLS=true`,
    letters,
    replies,
    hangUpAfterData: false,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return smtp
}

function converse(socket: Socket, smtp: SmtpServer, letters: Delivered[]): void {
  const say = (line: string) => socket.write(`${line}\r\n`)
  let greeted = false
  let from: string | null = null
  let to: string[] = []
  let data: string[] | null = null
  let rest = ''
  say('220 mail.test ESMTP')

  const end = () => {
    const letter = parse(data ?? [], from ?? '', to)
    data = null
    from = null
    to = []
    if (typeof letter === 'string') return say(`554 5.6.0 ${letter}`)
    letters.push(letter)
    if (smtp.hangUpAfterData) return socket.destroy()
    say('250 2.0.0 taken')
  }
  const command = (line: string) => {
    const [word = ''] = line.toUpperCase().split(' ')
    if (word === 'EHLO' || word === 'HELO') {
      greeted = true
      return say('250 mail.test')
    }
    if (word === 'QUIT') {
      say('221 2.0.0 bye')
      return socket.end()
    }
    if (!greeted) return say('503 5.5.1 say EHLO first')
    if (word === 'RSET') {
      from = null
      to = []
      return say('250 2.0.0 ok')
    }
    const address = /^(MAIL FROM|RCPT TO):<([^<>\s]+@[^<>\s]+)>(?: \S+)*$/i.exec(line)
    if (word === 'MAIL') {
      if (!address || from !== null) return say('503 5.5.1 no such sender')
      from = address[2] ?? ''
      return say('250 2.1.0 ok')
    }
    if (word === 'RCPT') {
      if (!address || from === null) return say('503 5.5.1 sender first')
      const reply = smtp.replies.get(address[2] ?? '')
      if (reply) return say(reply)
      to.push(address[2] ?? '')
      return say('250 2.1.5 ok')
    }
    if (word === 'DATA') {
      if (to.length === 0) return say('503 5.5.1 recipients first')
      data = []
      return say('354 go ahead')
    }
    say('502 5.5.2 no such command')
  }
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\r\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (data === null) command(line)
      else if (line === '.') end()
      else data.push(line.startsWith('.') ? line.slice(1) : line)
    }
  })
}

/** The letter, or what is wrong with it. */
function parse(lines: readonly string[], from: string, to: readonly string[]): Delivered | string {
  if (lines.some((line) => line.length > 998 || /[\r\n]/.test(line))) return 'bad line'
  const blank = lines.indexOf('')
  const unfolded = lines
    .slice(0, blank)
    .join('\r\n')
    .replaceAll(/\r\n[ \t]+/g, ' ')
  const headers = new Map(
    unfolded.split('\r\n').map((line): [string, string] => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim())]
    }),
  )
  for (const name of ['date', 'message-id', 'from', 'to', 'subject'])
    if (!headers.get(name)) return `no ${name}`
  const body = lines
    .slice(blank + 1)
    .map((line) => `${line}\n`)
    .join('')
  const encoding = headers.get('content-transfer-encoding') ?? '7bit'
  return { from, to, headers, text: decodeBody(body, encoding) }
}

function decodeBody(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8')
  return encoding === 'quoted-printable' ? unquote(body.replaceAll(/=\n/g, '')) : body
}

/** RFC 2047. */
function decodeWords(value: string): string {
  return value
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64').toString('utf8')
        : unquote(text.replaceAll('_', ' ')),
    )
}

function unquote(text: string): string {
  const bytes = text.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
