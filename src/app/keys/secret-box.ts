import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { AppError } from '../errors.ts'

/** Encrypts secrets at rest. */
export interface SecretBox {
  seal(plain: string): string
  /** Errors: `secret_unreadable` where the text was sealed with a secret that is not at hand, or was changed. */
  open(sealed: string): string
  /** Whether the text was sealed with the secret that seals now. */
  isNewest(sealed: string): boolean
}

const CIPHER = 'aes-256-gcm'
const NONCE = 12
const TAG = 16

interface Key {
  readonly id: string
  readonly key: Buffer
}

/**
 * AES-256-GCM under a key derived from the operator's secret, which is random and long, so one hash is enough. A sealed text is
 * `v2.`, 8 characters that name the secret, `.`, base64url(12-byte nonce, ciphertext, 16-byte tag). Texts of the first version,
 * `v1.` + base64url(nonce, tag, ciphertext), name none and are tried.
 *
 * @param older secrets that seal nothing any more, but that texts may have been sealed with
 */
export function createSecretBox(secret: string, older: readonly string[] = []): SecretBox {
  const newest = keyOf(secret)
  const keys = [newest, ...older.map(keyOf)]
  const prefix = `v2.${newest.id}.`
  return {
    isNewest: (sealed) => sealed.startsWith(prefix),
    seal(plain) {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv(CIPHER, newest.key, nonce, { authTagLength: TAG })
      const body = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return prefix + body.toString('base64url')
    },
    open(sealed) {
      const [version, ...rest] = sealed.split('.')
      const bytes = Buffer.from(rest.at(-1) ?? '', 'base64url')
      const nonce = bytes.subarray(0, NONCE)
      const [tag, body] =
        version === 'v1'
          ? [bytes.subarray(NONCE, NONCE + TAG), bytes.subarray(NONCE + TAG)]
          : [bytes.subarray(-TAG), bytes.subarray(NONCE, -TAG)]
      for (const { id, key } of keys) {
        if (version === 'v2' && rest[0] !== id) continue
        const plain = decrypt(key, nonce, tag, body)
        if (plain !== null) return plain
      }
      throw new AppError(
        'secret_unreadable',
        500,
        'a secret was sealed with another SECRET_KEY, or was changed',
      )
    },
  }
}

function keyOf(secret: string): Key {
  const hash = (purpose: string) =>
    createHash('sha256').update(`credential-ladder/secret-box/${purpose}\0`).update(secret).digest()
  return { id: hash('id').toString('base64url').slice(0, 8), key: hash('v1') }
}

/** `null` where the key is another one or the text was changed. */
function decrypt(key: Buffer, nonce: Buffer, tag: Buffer, body: Buffer): string | null {
  // GCM would take a shorter tag, which is easier to forge.
  if (nonce.length !== NONCE || tag.length !== TAG) return null
  try {
    const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG })
    decipher.setAuthTag(tag)
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}
