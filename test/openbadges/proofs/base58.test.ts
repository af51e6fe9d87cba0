import { expect } from 'chai'
import fc from 'fast-check'
import { decodeBase58, encodeBase58 } from '../../../src/openbadges/proofs/base58.ts'

describe('base58', () => {
  it('writes the bytes of the published examples', () => {
    expect(encodeBase58(Buffer.from('Hello World!'))).to.equal('2NEpo7TZRRrLZSi2U')
    expect(encodeBase58(Buffer.from('0000287fb4cd', 'hex'))).to.equal('11233QC4')
    expect(encodeBase58(Buffer.alloc(0))).to.equal('')
    expect(encodeBase58(Buffer.alloc(3))).to.equal('111')
  })

  it('reads what it wrote', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(decodeBase58(encodeBase58(Buffer.from(bytes)))?.equals(bytes)).to.equal(true)
      }),
    )
  })
})
