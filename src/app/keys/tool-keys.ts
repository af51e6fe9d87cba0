import type { JWK } from 'jose'
import type { ToolKeys } from '../../lti/types.ts'
import { type KeyRing, TOOL_LINE } from './key-ring.ts'

/** The tool's RS256 keys. Platforms keep our key set for a while: a key is in it before it signs, and after. */
export function createToolKeys(ring: KeyRing): ToolKeys {
  return {
    current: async () => JSON.parse((await ring.signer(TOOL_LINE)).secret) as JWK,
    published: async () => (await ring.published(TOOL_LINE)).map((key) => JSON.parse(key.publicKey) as JWK),
  }
}
