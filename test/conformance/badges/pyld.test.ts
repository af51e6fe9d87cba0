import { expect } from 'chai'
import { type JsonObject, loadContext } from '../../../src/openbadges/index.ts'
import { issuerKey } from '../../openbadges/support/factories.ts'
import { signed } from '../../openbadges/support/verifying.ts'
import { here, needProgram, PYTHON, run } from './outside/programs.ts'

/** What PyLD and Python's cryptography make of a credential's proof. */
async function inPython(credential: JsonObject): Promise<string> {
  const urls = credential['@context'] as string[]
  const contexts = Object.fromEntries(
    await Promise.all(urls.map(async (url) => [url, (await loadContext(url)).document])),
  )
  const { publicKeyMultibase: key } = await issuerKey()
  return run(PYTHON, [here('verify_eddsa.py')], JSON.stringify({ credential, key, contexts })).trim()
}

describe('PyLD and cryptography', function () {
  this.timeout(60_000)
  before(function () {
    needProgram(this, PYTHON, '-c', 'import pyld, cryptography')
  })

  it('verify a credential as it is issued', async () => {
    expect(await inPython(await signed())).to.equal('verified')
  })

  it('verify one of hostile words, with evidence and without', async () => {
    const narrative = 'She said “no”, \\ then\ttabs,\nlines, 漢字 and 😀; <b>bold</b> "quoted"'
    expect(await inPython(await signed({ narrative }))).to.equal('verified')
    const evidence = [{ url: 'https://example.org/%7Bx%7D?a=1', name: narrative, narrative }]
    expect(await inPython(await signed({ evidence }))).to.equal('verified')
  })

  it('refuse one of which a word is another', async () => {
    expect(await inPython({ ...(await signed()), name: 'Doctor' })).to.equal('refused')
  })
})
