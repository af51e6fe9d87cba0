import { createHash, timingSafeEqual } from 'node:crypto'

/** Name of the cookie, and of the key in platform storage, of one login: logins in two tabs do not overwrite each other. */
export function secretName(state: string): string {
  return `lti_${createHash('sha256').update(state).digest('hex').slice(0, 16)}`
}

/** SHA-256, base64url: what is kept of the secret that the browser holds. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

export function isSecret(secret: string, hash: string): boolean {
  const given = Buffer.from(hashSecret(secret))
  const kept = Buffer.from(hash)
  return given.length === kept.length && timingSafeEqual(given, kept)
}
