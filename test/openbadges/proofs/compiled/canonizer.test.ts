import { expect } from 'chai'
import fc from 'fast-check'
import { buildCredential, type JsonObject } from '../../../../src/openbadges/index.ts'
import { canonize } from '../../../../src/openbadges/proofs/canonize.ts'
import { createCanonizer } from '../../../../src/openbadges/proofs/compiled/canonizer.ts'
import { CREDENTIAL_SLOTS, PROOF_SLOTS } from '../../../../src/openbadges/proofs/compiled/slots.ts'
import { credentialInput, HOST, NOW } from '../../support/factories.ts'
import { hostileText } from '../../support/hostile-text.ts'

const outcome = (work: Promise<string>) => work.catch((error: Error) => error.message)

describe('canonicalising shapes that were seen before', () => {
  it('answers as in full, also where a slot holds what belongs in none', async function differential() {
    this.timeout(60_000)
    const canonizer = createCanonizer(CREDENTIAL_SLOTS, 50)
    const anything = fc.oneof(
      hostileText,
      fc.array(hostileText, { maxLength: 2 }),
      fc.constantFrom(null, 7, true, {}),
    )
    const addresses = fc.oneof(
      fc.webUrl(),
      fc.constantFrom(
        `${HOST}/credentials/1`,
        '_:c14n0',
        'xsd:string',
        'urn:uuid:1',
        '',
        'https://',
        'https://a..b/',
      ),
    )
    await fc.assert(
      fc.asyncProperty(anything, addresses, anything, async (narrative, id, index) => {
        const built = buildCredential(credentialInput())
        const document = {
          ...built,
          id,
          credentialSubject: { ...(built.credentialSubject as JsonObject), narrative },
          credentialStatus: { ...(built.credentialStatus as JsonObject), statusListIndex: index },
        } as JsonObject
        expect(await outcome(canonizer(document))).to.equal(await outcome(canonize(document)))
      }),
      { numRuns: 80 },
    )
  })

  it('answers as in full where the proof is all that changes', async () => {
    const canonizer = createCanonizer(PROOF_SLOTS, 5)
    const { '@context': context } = buildCredential(credentialInput())
    for (const created of [NOW, '2026-01-01T00:00:00Z', '2026-02-30T00:00:00Z', 'today', '']) {
      const options: JsonObject = {
        '@context': context ?? [],
        type: 'DataIntegrityProof',
        created,
        verificationMethod: `${HOST}/issuers/1#key`,
        cryptosuite: 'eddsa-rdfc-2022',
        proofPurpose: 'assertionMethod',
      }
      expect(await canonizer(options)).to.equal(await canonize(options))
    }
  })

  it('takes no shape from a document that brings its own vocabulary', async () => {
    const canonizer = createCanonizer(CREDENTIAL_SLOTS, 5)
    const built = buildCredential(credentialInput())
    const [vc, ob] = built['@context'] as string[]
    for (const word of ['https://example.org/a', 'https://example.org/b', 'https://example.org/b']) {
      const document: JsonObject = { ...built, '@context': [vc ?? '', ob ?? '', { note: word }], note: 'x' }
      expect(await canonizer(document)).to.equal(await canonize(document))
    }
  })
})
