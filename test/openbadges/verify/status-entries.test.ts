import { expect } from 'chai'
import {
  buildCredential,
  buildStatusList,
  type JsonObject,
  signCredential,
} from '../../../src/openbadges/index.ts'
import { credentialInput, HOST, issuer, issuerKey, NOW } from '../support/factories.ts'
import { issuerSite } from '../support/site.ts'
import { check, verify } from '../support/verifying.ts'

const LIST = `${HOST}/status/1`
const PLACE = 94

/** Of a badge whose entry is changed, on a host whose list is. */
async function statusOf(entry: JsonObject, list: (made: JsonObject) => JsonObject = (made) => made) {
  const key = await issuerKey()
  const site = await issuerSite()
  const made = buildStatusList({
    id: LIST,
    issuerId: issuer.id,
    indexes: [PLACE],
    validFrom: '2026-11-01T00:00:00Z',
  })
  site.set(LIST, await signCredential(list(made), key, NOW))
  const document = buildCredential(credentialInput())
  const credentialStatus = { ...(document.credentialStatus as JsonObject), ...entry }
  const badge = await signCredential({ ...document, credentialStatus }, key, '2026-11-12T09:30:00Z')
  const found = check(await verify(badge, site), 'status')
  return `${found?.outcome}: ${found?.message}`
}

const forPurpose = (statusPurpose: string) => (made: JsonObject) => ({
  ...made,
  credentialSubject: { ...(made.credentialSubject as JsonObject), statusPurpose },
})

describe('what a badge says of its status', () => {
  it('makes a suspended one invalid as well as a withdrawn one', async () => {
    expect(await statusOf({ statusListIndex: String(PLACE) })).to.match(/^fail: .*withdrawn/)
    const suspended = { statusListIndex: String(PLACE), statusPurpose: 'suspension' }
    expect(await statusOf(suspended, forPurpose('suspension'))).to.match(/^fail: .*suspended/)
  })

  const unclear: Readonly<Record<string, [JsonObject, ((made: JsonObject) => JsonObject)?]>> = {
    'says something else of it': [
      { statusListIndex: String(PLACE), statusPurpose: 'message' },
      forPurpose('message'),
    ],
    'keeps its list for another purpose': [{ statusListIndex: '1', statusPurpose: 'suspension' }],
    'gives it a place that is no number': [{ statusListIndex: 'first' }],
    'gives it a place that the list does not have': [{ statusListIndex: '99999999' }],
    'says nowhere where its list is': [{ statusListCredential: null }],
    'has a list that cannot be read': [
      {},
      (made) => ({
        ...made,
        credentialSubject: { ...(made.credentialSubject as JsonObject), encodedList: 'uAAAA' },
      }),
    ],
    'has a list with nothing in it': [
      {},
      (made) => ({ ...made, credentialSubject: { id: `${LIST}#list`, type: 'BitstringStatusList' } }),
    ],
  }
  for (const [what, [entry, list]] of Object.entries(unclear))
    it(`leaves it unknown where the issuer ${what}`, async () => {
      expect(await statusOf(entry, list)).to.match(/^unknown: /)
    })
})
