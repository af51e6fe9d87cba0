import { z } from 'zod'
import { faultOf, MoodleError } from './errors.ts'

const TIME_LIMIT = 15_000
const MOST_BYTES = 8 * 1024 * 1024

export interface MoodleSiteAccess {
  /** Of the site, e.g. `https://moodle.example/campus`; a trailing slash does not matter. */
  readonly url: string
  readonly token: string
}

const refusal = z.looseObject({ exception: z.string(), errorcode: z.string().catch('') })

/**
 * Calls one function over Moodle's REST protocol and checks its reply. The token goes in the body, so that no server logs it, and is
 * sent nowhere else: a redirect is not followed. Moodle answers a refusal with HTTP 200 and `errorcode`.
 * @throws MoodleError
 */
export async function call<T>(
  fetch: typeof globalThis.fetch,
  { url, token }: MoodleSiteAccess,
  wsfunction: string,
  parameters: Readonly<Record<string, string>>,
  shape: z.ZodType<T>,
): Promise<T> {
  const body = new URLSearchParams({ ...parameters, wstoken: token, wsfunction, moodlewsrestformat: 'json' })
  const text = await send(fetch, `${url.replace(/\/+$/, '')}/webservice/rest/server.php`, wsfunction, body)
  const reply = json(text)
  const refused = refusal.safeParse(reply)
  if (refused.success) throw faultOf(wsfunction, refused.data.errorcode)
  const read = shape.safeParse(reply)
  if (read.success) return read.data
  throw new MoodleError('moodle_reply_invalid', `${wsfunction}: not a reply as it is known`, { wsfunction })
}

async function send(
  fetch: typeof globalThis.fetch,
  address: string,
  wsfunction: string,
  body: URLSearchParams,
): Promise<string> {
  try {
    const reply = await fetch(address, {
      method: 'POST',
      body: body.toString(),
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      redirect: 'manual',
      signal: AbortSignal.timeout(TIME_LIMIT),
    })
    if (reply.ok) return await limited(reply)
    await reply.body?.cancel()
    const passes = reply.status >= 500 || reply.status === 429
    // A refusal of Moodle's own comes with 200: this is the server's, or another page altogether.
    const code = passes ? 'moodle_away' : 'moodle_reply_invalid'
    throw new MoodleError(code, `${wsfunction}: HTTP ${reply.status}`, { wsfunction })
  } catch (error) {
    if (error instanceof MoodleError) throw error
    const refused = (error as { code?: unknown }).code === 'address_refused'
    const code = refused ? 'moodle_address_refused' : 'moodle_away'
    throw new MoodleError(code, `${wsfunction}: ${(error as Error).name}`, { wsfunction })
  }
}

async function limited(reply: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of reply.body ?? []) {
    size += chunk.byteLength
    if (size > MOST_BYTES) throw new MoodleError('moodle_reply_invalid', 'the reply is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
