import { expect } from 'chai'
import fc from 'fast-check'
import { buildCredential, type Json, type JsonObject } from '../../../../src/openbadges/index.ts'
import { modelOf, valuesLike } from '../../../../src/openbadges/proofs/compiled/model.ts'
import { liftSlots } from '../../../../src/openbadges/proofs/compiled/shape.ts'
import { CREDENTIAL_SLOTS } from '../../../../src/openbadges/proofs/compiled/slots.ts'
import { credentialInput, HOST } from '../../support/factories.ts'
import { hostileText } from '../../support/hostile-text.ts'

const ENDING = buildCredential(
  credentialInput({
    validUntil: '2027-11-12T09:30:00Z',
    refreshUrl: `${HOST}/credentials/c1/refresh`,
    evidence: [{ url: `${HOST}/e`, name: 'Links', narrative: null }],
  }),
)

/** Every place in a document. */
function placesIn(value: Json, place: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [place]
  return [place, ...Object.entries(value).flatMap(([member, held]) => placesIn(held, [...place, member]))]
}

const ANYTHING = fc.oneof<fc.Arbitrary<Json>[]>(
  hostileText,
  fc.integer(),
  fc.constantFrom<Json>(
    null,
    true,
    [],
    {},
    `${HOST}/other`,
    'urn:uuid:3f0c8f4e-6c1b-4f43-9d52-6a5f0f6a0b11',
    '2026-11-12T09:30:00Z',
    ['a'],
    { en: 'a', cy: 'b' },
  ),
)

interface Change {
  readonly place: readonly string[]
  readonly to: Json
  readonly how: 'set' | 'leave out' | 'add'
}

const CHANGES: fc.Arbitrary<Change[]> = fc.array(
  fc.record({
    place: fc.constantFrom(...placesIn(ENDING).slice(1)),
    to: ANYTHING,
    how: fc.constantFrom('set', 'set', 'set', 'leave out', 'add'),
  }),
  { maxLength: 3 },
)

function changed(document: JsonObject, changes: readonly Change[]): JsonObject {
  const copy = structuredClone(document)
  for (const { place, to: given, how } of changes) {
    const to = structuredClone(given)
    let holder: Json | undefined = copy
    for (const member of place.slice(0, -1)) holder = (holder as JsonObject | undefined)?.[member]
    const member = place.at(-1) ?? ''
    if (typeof holder !== 'object' || holder === null) continue
    if (how === 'set') (holder as JsonObject)[member] = to
    else if (Array.isArray(holder)) holder.push(to)
    else if (how === 'add') holder[`${member}2`] = to
    else delete holder[member]
  }
  return copy
}

describe('a document held against a shape', () => {
  it('has its values where it has that shape when taken apart, and none where it has another', () => {
    let alike = 0
    fc.assert(
      fc.property(CHANGES, CHANGES, (some, others) => {
        const known = liftSlots(changed(ENDING, some), CREDENTIAL_SLOTS)
        if (known === null) return
        for (const document of [changed(ENDING, others), changed(changed(ENDING, some), others)]) {
          const lifted = liftSlots(document, CREDENTIAL_SLOTS)
          const expected = lifted?.shape === known.shape ? lifted.values : null
          expect(valuesLike(document, modelOf(known.shape, CREDENTIAL_SLOTS))).to.deep.equal(expected)
          if (expected !== null) alike += 1
        }
      }),
      { numRuns: 2000 },
    )
    expect(alike).to.be.above(100)
  })

  it('does not pass for one whose members stand in another order', () => {
    const known = liftSlots(ENDING, CREDENTIAL_SLOTS)?.shape ?? ''
    const turned = Object.fromEntries(Object.entries(ENDING).reverse())
    expect(valuesLike(turned, modelOf(known, CREDENTIAL_SLOTS))).to.equal(null)
    expect(valuesLike(ENDING, modelOf(known, CREDENTIAL_SLOTS))).to.be.an('array')
  })

  it('is looked at anew wherever it could have changed', () => {
    const model = modelOf(liftSlots(ENDING, CREDENTIAL_SLOTS)?.shape ?? '', CREDENTIAL_SLOTS)
    expect(valuesLike(ENDING, model)).to.be.an('array')
    for (const member of ['issuer', 'credentialStatus']) {
      const own = structuredClone(ENDING)
      expect(valuesLike(own, model), member).to.be.an('array')
      ;(own[member] as JsonObject).name = 'Another College'
      expect(valuesLike(own, model), member).to.equal(null)
      own[member] = null
      expect(valuesLike(own, model), member).to.equal(null)
    }
  })
})
