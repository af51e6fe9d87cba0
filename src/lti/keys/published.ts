import type { JWK } from 'jose'
import type { ToolKeys } from '../types.ts'

/** The tool's key set to publish (RFC 7517 §5). Only public members are given out, whatever the port hands over. */
export async function publishedKeys(keys: ToolKeys): Promise<{ keys: JWK[] }> {
  const published = await keys.published()
  return { keys: published.map(publicPart) }
}

function publicPart({ kty, n, e, kid }: JWK): JWK {
  return {
    kty: kty ?? 'RSA',
    use: 'sig',
    alg: 'RS256',
    ...(kid === undefined ? {} : { kid }),
    ...(n === undefined ? {} : { n }),
    ...(e === undefined ? {} : { e }),
  }
}
