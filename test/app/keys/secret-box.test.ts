import { createCipheriv, createHash } from 'node:crypto'
import { expect } from 'chai'
import fc from 'fast-check'
import { createSecretBox } from '../../../src/app/keys/secret-box.ts'

const OLD = 'an old secret of more than thirty-two characters'
const NEW = 'a new secret of more than thirty-two characters'

/** As the first version wrote it. */
function sealedByFirstVersion(secret: string, plain: string): string {
  const key = createHash('sha256').update('credential-ladder/secret-box/v1\0').update(secret).digest()
  const nonce = Buffer.alloc(12, 7)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return `v1.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`
}

describe('the box for secrets', () => {
  const box = createSecretBox(NEW, [OLD])

  it('gives back whatever was put in, and seals it differently each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (plain) => {
        const sealed = box.seal(plain)
        expect(box.open(sealed)).to.equal(plain)
        expect(sealed).not.to.equal(box.seal(plain))
      }),
    )
  })

  it('opens what an older secret sealed, and what the first version sealed with either', () => {
    const older = createSecretBox(OLD).seal('x')
    expect([box.open(older), box.isNewest(older)]).to.deep.equal(['x', false])
    expect(box.isNewest(box.seal('x'))).to.equal(true)
    for (const secret of [OLD, NEW]) {
      const first = sealedByFirstVersion(secret, 'tŷ')
      expect([box.open(first), box.isNewest(first)]).to.deep.equal(['tŷ', false])
    }
  })

  it('opens nothing that was sealed with another secret, changed anywhere, or cut short', () => {
    const unreadable = (text: string) =>
      expect(() => box.open(text), text)
        .to.throw()
        .with.property('code', 'secret_unreadable')
    unreadable(createSecretBox('a third secret of more than thirty-two characters').seal('x'))
    const sealed = box.seal('a secret')
    const parts = sealed.split('.')
    const bytes = Buffer.from(parts[2] ?? '', 'base64url')
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = Buffer.from(bytes)
      changed[index] = (changed[index] ?? 0) ^ 1
      unreadable(`${parts[0]}.${parts[1]}.${changed.toString('base64url')}`)
      unreadable(`${parts[0]}.${parts[1]}.${bytes.subarray(0, index).toString('base64url')}`)
      unreadable(`v1.${bytes.subarray(0, index).toString('base64url')}`)
    }
    for (const text of ['', 'v2', 'v2..', 'v3.abc', 'no sealed text']) unreadable(text)
  })
})
