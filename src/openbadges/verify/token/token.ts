import type { Json, JsonObject } from '../../types.ts'
import { isObject, parseObject } from '../json.ts'

/** What Open Badges allow a token to be signed with (OB 3.0 §8.2.1 has RS256 at least): public-key algorithms, never `none` or a shared secret. */
export const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'] as const
export type Algorithm = (typeof ALGORITHMS)[number]

/** A compact JWS taken apart; nothing of it is checked yet. */
export interface Token {
  readonly text: string
  readonly header: JsonObject
  readonly payload: JsonObject
}

/** Errors: `BadgeError` of the JSON reader. */
export function readToken(text: string): Token {
  const [header = '', payload = ''] = text.split('.')
  return { text, header: part(header), payload: part(payload) }
}

const part = (text: string) => parseObject(Buffer.from(text, 'base64url').toString('utf8'))

/** The algorithm, where it is one that is checked here; else why the token is not to be relied on. */
export function algorithmOf({
  header,
}: Token): Algorithm | { readonly why: string; readonly known: boolean } {
  const alg = header.alg
  const found = ALGORITHMS.find((name) => name === alg)
  if (header.crit !== undefined || header.b64 !== undefined)
    return { why: 'The token asks for rules that are not known here.', known: false }
  if (found) return found
  if (typeof alg !== 'string' || alg === 'none' || alg.startsWith('HS'))
    return { why: 'The token is not signed in a way that could prove who issued it.', known: true }
  return { why: 'The token is signed in a way that is not checked yet.', known: false }
}

/**
 * The credential in a token: the payload itself (VCDM 2.0 with `vc+jwt`, OB 3.0 §8.2), or its member `vc` (VCDM 1.1 §6.3.1).
 * Claims of the token itself are not part of it.
 */
export function credentialOf({ payload }: Token): JsonObject {
  if (isObject(payload.vc)) return payload.vc
  return Object.fromEntries(Object.entries(payload).filter(([name]) => !CLAIMS.has(name))) as {
    [name: string]: Json
  }
}

const CLAIMS = new Set(['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'cnf'])
