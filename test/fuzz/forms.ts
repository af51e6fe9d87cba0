/** Requests of any shape to the real tool, and what must be so of every answer. */
import { expect } from 'chai'
import { type CheerioAPI, load } from 'cheerio'
import fc from 'fast-check'

/** Would be markup, or end an attribute or a script, were it not escaped. */
export const MARKER = `zq<b>'"&</script>zq`

/** Names that an object inherits or that parsers take for something else. */
const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', '', 'iss[]', 'iss[a]']

export const text = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      MARKER,
      ...NAMES,
      '\u0000',
      '\ud800',
      '%',
      '%zz',
      '$Person.name',
      '../..',
      '//evil.example',
    ),
  },
  fc.string({ unit: 'binary', maxLength: 60 }),
)

/** Any JSON, with the marker and the names in it. */
export const json: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 2, arbitrary: text },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      0,
      -1,
      1e308,
      2 ** 53,
      [],
      {},
      [[]],
      [null],
      [MARKER],
      { id: MARKER },
      { id: {} },
      { id: null },
      'x'.repeat(9_000),
    ),
  },
  fc.jsonValue({ maxDepth: 2 }),
  fc.dictionary(fc.oneof(text, fc.constantFrom('id', 'title', 'label')), fc.jsonValue({ maxDepth: 1 }), {
    maxKeys: 4,
  }),
)

/** A form as text: pairs that may repeat, be encoded oddly or not be pairs at all. */
export function forms(names: readonly string[]): fc.Arbitrary<string> {
  const name = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...names) }, fc.constantFrom(...NAMES), text)
  const encoded = fc.oneof(
    { weight: 4, arbitrary: text.map(encode) },
    text,
    fc.constantFrom('%ff', '%c0%ae', '+', '&&', '='),
  )
  const pair = fc.tuple(name.map(encode), encoded).map(([key, value]) => `${key}=${value}`)
  return fc
    .array(fc.oneof({ weight: 8, arbitrary: pair }, encoded), { maxLength: 12 })
    .map((parts) => parts.join('&'))
}

const encode = (value: string) => encodeURIComponent(wellFormed(value))

/** Half a pair of UTF-16 cannot be sent. */
export const wellFormed = (value: string) => Buffer.from(value).toString()

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: string
}

export async function send(address: string, init: RequestInit = {}): Promise<Answer> {
  // An answer that does not come is a fault as well.
  const reply = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(10_000), ...init })
  return { status: reply.status, headers: reply.headers, body: await reply.text() }
}

export const post = (address: string, body: string, headers: Record<string, string> = {}) =>
  send(address, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', ...headers },
    body,
  })

const opensSession = ({ headers }: Answer) =>
  headers.getSetCookie().some((line) => line.startsWith('session=') && !line.startsWith('session=;'))

/** No failure of ours, nothing of the request in the page but as text, and no session on a refusal. */
export function checkAnswer(answer: Answer): CheerioAPI {
  expect(answer.status, answer.body.slice(0, 300)).to.be.below(500)
  expect(answer.body.includes(MARKER), 'the marker, unescaped').to.equal(false)
  const $ = load(answer.body)
  expect($('b').length, 'markup of the request').to.equal(0)
  if (answer.status < 400) return $
  expect(opensSession(answer), 'a session on a refusal').to.equal(false)
  expect($('meta[name="error-code"]').attr('content'), 'a stable code').to.match(/^[a-z_]+$/)
  return $
}
