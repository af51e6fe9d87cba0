import type { JsonObject } from '../types.ts'
import { parseObject } from './json.ts'
import type { Fetch } from './options.ts'

const MAXIMUM_BYTES = 4 * 1024 * 1024
const LARGEST_FILE = 10 * 1024 * 1024
const ACCEPT = 'application/vc+ld+json, application/did+json, application/ld+json, application/json;q=0.9'

/** What a URL answered. `gone`: 410, as a withdrawn OB 2.0 assertion answers. */
export type Answer =
  | { readonly kind: 'document'; readonly document: JsonObject; readonly gone: boolean }
  | { readonly kind: 'unreachable' }

export type FetchDocument = (url: string) => Promise<Answer>

/** How long a verification waits for all of its hosts together. */
const MILLISECONDS = 4_500

/** A record of badges names many addresses: nobody is to be asked by us for what a stranger wrote down. */
const MOST_ADDRESSES = 60

/** Fetches JSON documents, each URL once. A server's failure is never more than `unreachable`: it says nothing of the badge. */
export function createFetchDocument(fetch: Fetch | null): FetchDocument {
  const answers = new Map<string, Promise<Answer>>()
  const signal = AbortSignal.timeout(MILLISECONDS)
  return (url) => {
    const known = answers.get(url)
    if (known) return known
    const answer =
      fetch && isAddress(url) && answers.size < MOST_ADDRESSES ? load(fetch, url, signal) : unreachable()
    answers.set(url, answer)
    return answer
  }
}

/** A file of at most 10 MB from an address that somebody gave; `null` where there is none to be had. */
export async function fetchFile(fetch: Fetch | null, url: string): Promise<Buffer | null> {
  if (!fetch || !isAddress(url)) return null
  try {
    const signal = AbortSignal.timeout(MILLISECONDS)
    const response = await fetch(url, { headers: { accept: `${ACCEPT}, image/*;q=0.5` }, signal })
    if (response.ok || response.status === 410) return await limited(response, LARGEST_FILE)
    await response.body?.cancel()
    return null
  } catch {
    return null
  }
}

const isAddress = (url: string) => /^https?:\/\//.test(url)

async function load(fetch: Fetch, url: string, signal: AbortSignal): Promise<Answer> {
  try {
    const response = await fetch(url, { headers: { accept: ACCEPT }, signal })
    const gone = response.status === 410
    if (!response.ok && !gone) {
      await response.body?.cancel()
      return { kind: 'unreachable' }
    }
    const body = await limited(response, MAXIMUM_BYTES)
    return body === null
      ? { kind: 'unreachable' }
      : { kind: 'document', document: parseObject(body.toString('utf8')), gone }
  } catch {
    return { kind: 'unreachable' }
  }
}

/** The body; `null` when it is larger than it may be. */
async function limited(response: Response, most: number): Promise<Buffer | null> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of (response.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
    size += part.length
    if (size > most) return null
    parts.push(part)
  }
  return Buffer.concat(parts)
}

const unreachable = async (): Promise<Answer> => ({ kind: 'unreachable' })
