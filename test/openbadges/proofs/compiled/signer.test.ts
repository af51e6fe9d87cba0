import { expect } from 'chai'
import fc from 'fast-check'
import {
  BadgeError,
  buildCredential,
  createCredentialSigner,
  type Json,
  type JsonObject,
  type Signed,
  signCredential,
} from '../../../../src/openbadges/index.ts'
import { achievement, credentialInput, HOST, issuerKey, NOW } from '../../support/factories.ts'
import { hostileText } from '../../support/hostile-text.ts'
import { verifiesElsewhere } from '../../support/peer.ts'

const MOMENT = fc
  .date({ min: new Date('1971-01-01T00:00:00Z'), max: new Date('9000-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => `${date.toISOString().slice(0, 19)}Z`)

const EVIDENCE = fc.record(
  {
    id: fc.oneof(
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.uuid().map((uuid) => `urn:uuid:${uuid}`),
      // Nothing that a template takes: the full path signs it, or refuses it.
      fc.constantFrom(
        'mailto:a@example.org',
        'https://example.org/ü',
        'https://example.org/a b',
        'https://x.y/"',
      ),
    ),
    type: fc.constant<Json>(['Evidence']),
    name: hostileText,
    narrative: hostileText,
    description: hostileText,
    genre: hostileText,
  },
  { requiredKeys: ['type', 'narrative'] },
)

/** Credentials of one achievement: everything that differs between learners is anything. */
const LEARNERS = fc
  .record({
    id: fc.uuid(),
    subject: fc.uuid(),
    narrative: hostileText,
    salt: hostileText,
    hash: hostileText,
    index: fc.nat(),
    from: MOMENT,
    until: fc.option(MOMENT, { nil: null }),
    evidence: fc.array(EVIDENCE, { maxLength: 3 }),
  })
  .map(({ id, subject, narrative, salt, hash, index, from, until, evidence }): JsonObject => {
    const document = buildCredential(
      credentialInput({
        id: `${HOST}/credentials/${id}`,
        subjectId: `urn:uuid:${subject}`,
        narrative,
        recipient: { type: 'emailAddress', identityHash: hash, salt },
        status: { listUrl: `${HOST}/status/1`, index },
        validFrom: from,
        validUntil: until,
        refreshUrl: `${HOST}/credentials/${id}/refresh`,
      }),
    )
    return evidence.length > 0 ? { ...document, evidence: evidence as Json[] } : document
  })

async function inFull(document: JsonObject): Promise<string | null> {
  const key = await issuerKey()
  return signCredential(document, key, NOW).then(JSON.stringify, () => null)
}

async function byTemplate(signer: ReturnType<typeof createCredentialSigner>, document: JsonObject) {
  const signed = await signer.sign([document], await issuerKey(), NOW).catch(() => [])
  return signed[0] ?? null
}

describe('signing by template', () => {
  it('makes the bytes of the full path, whatever stands in the slots', async function differential() {
    this.timeout(120_000)
    const signer = createCredentialSigner()
    let compiled = 0
    await fc.assert(
      fc.asyncProperty(LEARNERS, async (document) => {
        const signed = await byTemplate(signer, document)
        expect(signed?.text ?? null).to.equal(await inFull(document))
        if (signed?.inFull === false) compiled += 1
      }),
      { numRuns: 150 },
    )
    expect(compiled).to.be.above(75)
  })

  it('makes credentials that another library verifies', async () => {
    const documents = fc.sample(LEARNERS, { numRuns: 12, seed: 5 }).map((document) => {
      const { validUntil: _, evidence: __, ...rest } = document
      return { ...rest, validFrom: '2026-11-12T09:30:00Z' }
    })
    const signed = await createCredentialSigner().sign(documents, await issuerKey(), NOW)
    expect(signed.filter(({ inFull }) => inFull)).to.deep.equal([])
    for (const { text } of signed) expect(await verifiesElsewhere(JSON.parse(text))).to.equal(true)
    const [one] = signed
    const changed = (one as Signed).text.replace('"statusListIndex":"', '"statusListIndex":"1')
    expect(await verifiesElsewhere(JSON.parse(changed))).to.equal(false)
  })

  it('goes the full way once for an achievement, and not for its next credentials', async () => {
    let full = 0
    const signer = createCredentialSigner((...given) => {
      full += 1
      return signCredential(...given)
    })
    const documents = Array.from({ length: 250 }, (_, index) =>
      buildCredential(
        credentialInput({
          id: `${HOST}/credentials/${index}`,
          status: { listUrl: `${HOST}/status/1`, index },
        }),
      ),
    )
    const signed = await signer.sign(documents, await issuerKey(), NOW)
    expect(full).to.equal(1)
    expect(signed.map(({ text }) => JSON.parse(text).id)).to.deep.equal(documents.map(({ id }) => id))
    const other = buildCredential(credentialInput({ achievement: { ...achievement, name: 'Another' } }))
    await signer.sign([other, documents[0] as JsonObject], await issuerKey(), NOW)
    expect(full).to.equal(2)
  })

  it('lets others have their turn', async () => {
    const signer = createCredentialSigner()
    const document = buildCredential(credentialInput())
    await signer.sign([document], await issuerKey(), NOW)
    let turns = 0
    let going = true
    const count = () => {
      turns += 1
      if (going) setImmediate(count)
    }
    setImmediate(count)
    await signer.sign(Array<JsonObject>(1_000).fill(document), await issuerKey(), NOW)
    going = false
    expect(turns).to.be.at.least(10)
  })

  it('leaves to the full path what only neighbours can tell apart', async () => {
    const twice = { type: ['Evidence'], narrative: 'The same words' }
    const document = {
      ...buildCredential(credentialInput()),
      evidence: [twice, { ...twice, narrative: 'Others' }],
    }
    const alike = { ...document, evidence: [twice, twice] }
    const [first, second] = await createCredentialSigner().sign([document, alike], await issuerKey(), NOW)
    expect(first).to.deep.equal({ text: await inFull(document), inFull: false })
    expect(second).to.deep.equal({ text: await inFull(alike), inFull: true })
  })

  it('leaves to the full path what brings its own vocabulary, a proof, or an address that has to be looked at', async () => {
    const document = buildCredential(credentialInput())
    const [vc, ob] = document['@context'] as string[]
    const own: JsonObject[] = [
      { ...document, '@context': [vc ?? '', ob ?? '', { mine: 'https://example.org/mine' }] },
      { ...document, id: 'urn:isbn:0451450523' },
      { ...document, validFrom: '2026-11-12T09:30:00.5Z' },
    ]
    const signed = await createCredentialSigner().sign(own, await issuerKey(), NOW)
    expect(signed.map(({ inFull }) => inFull)).to.deep.equal([true, true, true])
    for (const [index, one] of own.entries()) expect(signed[index]?.text).to.equal(await inFull(one))
  })

  it('keeps no template that would sign something else', async () => {
    const key = await issuerKey()
    const signer = createCredentialSigner(async (document, ...rest) => ({
      ...(await signCredential(document, ...rest)),
      name: 'What the full path would have written',
    }))
    const documents = [credentialInput(), credentialInput({ narrative: 'Other' })].map(buildCredential)
    const signed = await signer.sign(documents, key, NOW)
    expect(signed.map(({ inFull }) => inFull)).to.deep.equal([true, true])
  })

  it('refuses half a character and a word without a meaning, and forgets neither', async () => {
    const signer = createCredentialSigner()
    const good = buildCredential(credentialInput())
    const bad: JsonObject[] = [
      buildCredential(credentialInput({ narrative: 'half \ud83d of it' })),
      { ...good, name: '\udc00' },
      { ...good, madeUpWord: 'x' },
    ]
    for (const document of [...bad, ...bad]) {
      const error = await signer.sign([document], await issuerKey(), NOW).catch((fault: unknown) => fault)
      expect(error).to.be.instanceOf(BadgeError).with.property('code', 'signing_failed')
    }
    expect((await signer.sign([good], await issuerKey(), NOW))[0]?.inFull).to.equal(false)
  })

  it('signs batches that come at once one after the other, and none pays for another’s fault', async () => {
    const key = await issuerKey()
    const signer = createCredentialSigner()
    const batch = (name: string) =>
      Array.from({ length: 60 }, (_, index) =>
        buildCredential(credentialInput({ narrative: `${name} ${index}` })),
      )
    const ended: string[] = []
    const signs = (name: string, documents: JsonObject[]) =>
      signer.sign(documents, key, NOW).then(
        (signed) => {
          ended.push(name)
          return signed
        },
        () => {
          ended.push(`${name} failed`)
          return []
        },
      )
    const [first, , third] = await Promise.all([
      signs('first', batch('first')),
      signs('second', [...batch('second'), { ...buildCredential(credentialInput()), madeUpWord: 'x' }]),
      signs('third', batch('third')),
    ])
    expect(ended).to.deep.equal(['first', 'second failed', 'third'])
    for (const { text } of [...first.slice(0, 2), ...third.slice(0, 2)])
      expect(await verifiesElsewhere(JSON.parse(text))).to.equal(true)
    expect(third.map(({ text }) => JSON.parse(text).credentialSubject.narrative)).to.deep.equal(
      batch('third').map((one) => (one.credentialSubject as JsonObject).narrative),
    )
  })

  it('wants an Ed25519 key', async () => {
    const key = { ...(await issuerKey()), secretKeyMultibase: 'z123' }
    const signing = createCredentialSigner().sign([buildCredential(credentialInput())], key, NOW)
    const error = await signing.catch((fault: unknown) => fault)
    expect(error).to.be.instanceOf(BadgeError).with.property('code', 'signing_failed')
  })
})
