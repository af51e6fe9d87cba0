import type { JsonObject } from '../types.ts'
import { parseObject } from './json.ts'
import type { Fetch } from './options.ts'

const MAXIMUM_BYTES = 4 * 1024 * 1024
const ACCEPT = 'application/vc+ld+json, application/did+json, application/ld+json, application/json;q=0.9'

/** What a URL answered. `gone`: 410, as a withdrawn OB 2.0 assertion answers. */
export type Answer =
  | { readonly kind: 'document'; readonly document: JsonObject; readonly gone: boolean }
  | { readonly kind: 'unreachable' }

export type FetchDocument = (url: string) => Promise<Answer>

/** Fetches JSON documents, each URL once. A server's failure is never more than `unreachable`: it says nothing of the badge. */
export function createFetchDocument(fetch: Fetch | null): FetchDocument {
  const answers = new Map<string, Promise<Answer>>()
  return (url) => {
    const known = answers.get(url)
    if (known) return known
    const answer = fetch && /^https?:\/\//.test(url) ? load(fetch, url) : unreachable()
    answers.set(url, answer)
    return answer
  }
}

async function load(fetch: Fetch, url: string): Promise<Answer> {
  try {
    const response = await fetch(url, { headers: { accept: ACCEPT } })
    const gone = response.status === 410
    if (!response.ok && !gone) {
      await response.body?.cancel()
      return { kind: 'unreachable' }
    }
    const text = await limited(response)
    return text === null ? { kind: 'unreachable' } : { kind: 'document', document: parseObject(text), gone }
  } catch {
    return { kind: 'unreachable' }
  }
}

/** The body as text; `null` when it is larger than any such document. */
async function limited(response: Response): Promise<string | null> {
  if (!response.body) return ''
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += part.length
    if (size > MAXIMUM_BYTES) return null
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

const unreachable = async (): Promise<Answer> => ({ kind: 'unreachable' })
