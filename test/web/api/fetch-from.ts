import request from 'supertest'
import type { Site } from '../support.ts'

/** A fetch that reaches the web under test, whatever the host. */
export function fetchFrom(web: Site['web']): typeof globalThis.fetch {
  return async (input) => {
    const { pathname } = new URL(String(input instanceof Request ? input.url : input))
    const answer = await request(web).get(pathname).set('Accept', 'application/ld+json').buffer(true)
    return new Response(answer.text ?? Buffer.from(answer.body), {
      status: answer.status,
      headers: { 'content-type': String(answer.headers['content-type']) },
    })
  }
}
