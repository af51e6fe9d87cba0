import type { Fetch } from '../../../src/lti/index.ts'

export interface Sent {
  readonly url: string
  readonly method: string
  readonly headers: Headers
  readonly body: string
}

export type Answer = (sent: Sent) => Response | Promise<Response>

export interface Network {
  readonly fetch: Fetch
  readonly sent: Sent[]
  /** Answers requests whose address, without its query, is this; later answers replace earlier ones. */
  on(address: string, answer: Answer): void
  /** How many requests went to this address, whatever their query. */
  count(address: string): number
}

/** A network of answers by address. What nobody answers fails as an unreachable host does. */
export function network(): Network {
  const answers = new Map<string, Answer>()
  const sent: Sent[] = []
  const bare = (url: string) => url.split('?')[0] ?? url
  return {
    sent,
    on: (address, answer) => {
      answers.set(address, answer)
    },
    count: (address) => sent.filter((one) => bare(one.url) === address).length,
    fetch: async (input, init) => {
      const one = {
        url: String(input),
        method: init?.method ?? 'GET',
        headers: new Headers(init?.headers),
        body: typeof init?.body === 'string' ? init.body : '',
      }
      sent.push(one)
      const answer = answers.get(bare(one.url))
      if (answer === undefined) throw new TypeError('fetch failed')
      return answer(one)
    },
  }
}

export function json(body: unknown, init: ResponseInit = {}): Response {
  return new Response(JSON.stringify(body), { status: 200, ...init })
}
