import { LtiError } from '../errors.ts'

/** Reads a reply's text and stops at `maxBytes`, whatever its Content-Length says. */
export async function readText(response: Response, maxBytes: number): Promise<string> {
  if (response.body === null) return ''
  const reader = response.body.getReader()
  const parts: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > maxBytes) {
      await reader.cancel().catch(() => undefined)
      throw new LtiError('reply_too_large', `the platform's reply is larger than ${maxBytes} bytes`, {
        status: 502,
      })
    }
    parts.push(value)
  }
  return Buffer.concat(parts).toString('utf8')
}

/** JSON whatever the Content-Type says: Moodle serves its token as text/html. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new LtiError('reply_invalid', 'the platform did not answer with JSON', {
      status: 502,
      retryable: true,
      cause,
    })
  }
}
