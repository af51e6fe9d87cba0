import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** Encrypts secrets at rest. */
export interface SecretBox {
  seal(plain: string): string
  /** Throws when the text was made with another key or was changed. */
  open(sealed: string): string
}

/**
 * AES-256-GCM under a key derived from the operator's secret. A sealed text is
 * `v1.` + base64url(12-byte nonce, 16-byte tag, ciphertext).
 */
export function createSecretBox(secret: string): SecretBox {
  const key = createHash('sha256').update('credential-ladder/secret-box/v1\0').update(secret).digest()
  return {
    seal(plain) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return `v1.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`
    },
    open(sealed) {
      const bytes = Buffer.from(sealed.replace(/^v1\./, ''), 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    },
  }
}
