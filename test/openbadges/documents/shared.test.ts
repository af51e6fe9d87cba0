import { expect } from 'chai'
import { isShared } from '../../../src/openbadges/documents/shared.ts'
import { buildCredential, type JsonObject } from '../../../src/openbadges/index.ts'
import { credentialInput } from '../support/factories.ts'

describe('what credentials of one achievement have in common', () => {
  const input = credentialInput()
  const [one, other] = [buildCredential(input), buildCredential({ ...input, id: 'https://x.example/other' })]
  const parts = (credential: JsonObject) => [
    credential.issuer as JsonObject,
    (credential.credentialSubject as JsonObject).achievement as JsonObject,
  ]

  it('is one object, which nobody can change', () => {
    expect(parts(one).map((part, index) => part === parts(other)[index])).to.deep.equal([true, true])
    for (const part of parts(one)) {
      expect(isShared(part)).to.equal(true)
      expect(() => {
        part.name = 'Another'
      }).to.throw(TypeError)
    }
    const criteria = parts(one)[1]?.criteria as JsonObject
    expect(() => {
      criteria.narrative = 'Nothing'
    }).to.throw(TypeError)
  })

  it('is another object for another input, however much alike', () => {
    const { issuer, achievement } = credentialInput()
    const apart = buildCredential({ ...input, issuer: { ...issuer }, achievement: { ...achievement } })
    expect(apart).to.deep.equal(one)
    expect(parts(apart).map((part, index) => part === parts(one)[index])).to.deep.equal([false, false])
  })
})
