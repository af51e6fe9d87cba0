import { createTransport } from 'nodemailer'
import type { Letter, Mailer } from '../app/ports.ts'

const CONNECT_MS = 10_000
const ANSWER_MS = 30_000
/** One plain address: a list of them, or one with a name, would send the letter elsewhere. */
const ADDRESS = /^[^\s@,;<>"()]+@[^\s@,;<>"()]+$/

/** What keeps letters from leaving. Its words are a code: a server's own words tend to repeat the address. */
class MailError extends Error {
  readonly code: string
  constructor(code: string) {
    super(`the mail server did not take the letter (${code})`)
    this.name = 'MailError'
    this.code = code
  }
}

/** Sends over SMTP (RFC 5321). `url`: `smtp://user:password@host:587` or `smtps://…`. */
export function createMailer({ url, from }: { url: string; from: string }): Mailer {
  const transport = createTransport(
    {
      url,
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: ANSWER_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    // RFC 3834: so that absence notes do not answer.
    { from, headers: { 'Auto-Submitted': 'auto-generated' } },
  )
  return {
    async send({ id, to, subject, text }: Letter) {
      if (!ADDRESS.test(to)) return 'refused'
      try {
        await transport.sendMail({ messageId: `<${id}>`, to: { name: '', address: to }, subject, text })
        return 'sent'
      } catch (error) {
        return outcomeOf(error)
      }
    },
    async fault() {
      try {
        await transport.verify()
        return null
      } catch (error) {
        return codeOf(error)
      }
    },
  }
}

/** A refusal of this letter is told from a server that takes none: RFC 5321 §4.2.1, replies of 5 are final and of 4 are not. */
function outcomeOf(error: unknown): 'refused' | 'later' {
  const {
    code,
    command,
    responseCode = 0,
  } = error as { code?: unknown; command?: unknown; responseCode?: number }
  const ofLetter = (code === 'EENVELOPE' && command === 'RCPT TO') || code === 'EMESSAGE'
  if (ofLetter && responseCode >= 500) return 'refused'
  if (ofLetter && responseCode >= 400) return 'later'
  throw new MailError(codeOf(error))
}

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown }
  return typeof code === 'string' && /^[A-Z]{1,20}$/.test(code) ? code : 'unknown'
}
