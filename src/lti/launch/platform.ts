import { CLAIM, type Claims } from '../claims.ts'
import type { Launch } from '../types.ts'
import { object, text } from '../values.ts'

/** `tool_platform` (LTI 1.3 core §5.4.2). A changed `guid` tells of a copied installation. */
export function readPlatform(claims: Claims): Launch['platform'] {
  const platform = object(claims[CLAIM.toolPlatform])
  return {
    family: text(platform.product_family_code)?.toLowerCase() ?? null,
    version: text(platform.version),
    guid: text(platform.guid),
    name: text(platform.name),
  }
}
