import { generate } from '@digitalbazaar/ed25519-multikey'
import { BadgeError } from '../errors.ts'
import type { SigningKey } from '../types.ts'

/**
 * Makes an Ed25519 key whose verification method is `{controller}#{publicKeyMultibase}`: a verifier can take the key from the name
 * itself, and only has to ask the controller whether the key is its own.
 *
 * @param seed 32 bytes; without it the key is random
 *
 * Errors: `BadgeError` `seed_invalid`.
 */
export async function createSigningKey(controller: string, seed?: Uint8Array): Promise<SigningKey> {
  if (seed && seed.length !== 32) throw new BadgeError('seed_invalid', 'a seed has 32 bytes')
  const { id, publicKeyMultibase, secretKeyMultibase } = await generate({
    controller,
    ...(seed ? { seed } : {}),
  })
  return { id, controller, publicKeyMultibase, secretKeyMultibase }
}
