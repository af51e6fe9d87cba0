import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { expect } from 'chai'
import { buildRecord, type JsonObject, loadContext, signCredential } from '../../../src/openbadges/index.ts'
import { canonize } from '../../../src/openbadges/proofs/canonize.ts'
import { issuerKey, NOW, recordInput } from '../../openbadges/support/factories.ts'
import { needFolder } from '../../openbadges/support/outside.ts'
import { createPeer } from '../../openbadges/support/peer.ts'
import { signed } from '../../openbadges/support/verifying.ts'

const CLR = 'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json'
const read = (folder: string, ...path: string[]) =>
  JSON.parse(readFileSync(join(folder, ...path), 'utf8')) as JsonObject

async function record(): Promise<JsonObject> {
  const credentials = [await signed()]
  const document = buildRecord(recordInput(credentials, { partial: true }))
  return signCredential(document, await issuerKey(), NOW)
}

describe('a learner record, elsewhere', () => {
  it('is accepted by @digitalbazaar/vc, and refused once a word in it is another', async () => {
    const verifies = await createPeer()
    const document = await record()
    expect(await verifies(document)).to.equal(true)
    expect(await verifies({ ...document, name: 'Doctor' })).to.equal(false)
  })

  it('says the same with the published vocabulary as with what is written down here', async function () {
    const folder = needFolder(this, 'openbadges-schemas')
    const published = read(folder, 'contexts', 'clr-v2p0-2.0.1.json')
    const { proof: _, ...document } = await record()
    // What we do not write ourselves, and others may.
    const subject = document.credentialSubject as JsonObject
    subject.achievement = ['https://elsewhere.example/achievements/1']
    // In the document itself: what an address means is remembered.
    const quads = (clr: unknown) => {
      const contexts = (document['@context'] as string[]).map((url) =>
        url === CLR ? (clr as JsonObject)['@context'] : url,
      )
      return canonize({ ...document, '@context': contexts } as JsonObject)
    }
    const ours = (await loadContext(CLR)).document
    expect(await quads(ours)).to.equal(await quads(published))
    expect(await quads(ours)).to.equal(await canonize(document))
    for (const word of ['partial', 'association', 'sourceId', 'identifier-1', 'verifiableCredential'])
      expect(await quads(published)).to.contain(`clr/vocab.html#${word}>`)
  })

  it('is what the published schema asks for', async function () {
    const folder = needFolder(this, 'openbadges-schemas')
    const { $schema: _, ...schema } = read(folder, 'ob3', 'hropen_clr_v2p0_clrcredential_schema_draft4.json')
    const ajv = new Ajv({ strict: false, allErrors: true })
    addFormats.default(ajv)
    const validate = ajv.compile(schema)
    const faults = (document: JsonObject) => {
      validate(document)
      return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
    }
    // This schema is of the data model 1.1: dates have another name there, and a status says no more than where it is.
    const as11 = (credential: JsonObject) => ({ ...credential, issuanceDate: credential.validFrom ?? null })
    const document: JsonObject = as11(await record())
    const subject = document.credentialSubject as JsonObject
    const held = (subject.verifiableCredential as JsonObject[]).map((one) => {
      const { id, type } = one.credentialStatus as JsonObject
      return { ...as11(one), credentialStatus: { id, type } } as JsonObject
    })
    const whole = { ...document, credentialSubject: { ...subject, verifiableCredential: held } }
    expect(faults(whole)).to.deep.equal([])
    expect(faults({ ...whole, credentialSubject: {} })).to.not.deep.equal([])
    expect(faults({ ...whole, name: null })).to.not.deep.equal([])
  })
})
