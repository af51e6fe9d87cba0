import { expect } from 'chai'
import * as views from './fixture-views.ts'
import { page, site } from './support.ts'

describe('the page of a credential that was read before', () => {
  /** A site whose credential is what `shown` says at each request. */
  async function reading(first = views.publicCredential('valid')) {
    const asked = { shown: first, drawn: 0 }
    const { get } = await site({
      config: { production: true },
      credentials: { page: async () => asked.shown },
    })
    return { asked, get }
  }
  const PATHS = ['/credentials/credential-1', '/credentials/credential-1/embed']

  for (const path of PATHS) {
    it(`is the same to the byte, with the same headers: ${path}`, async () => {
      const { get } = await reading()
      const [first, again] = [await get(path), await get(path)]
      expect(again.text).to.equal(first.text)
      const headers = (answer: typeof first) => ({ ...answer.headers, date: '', ratelimit: '' })
      expect(headers(again)).to.deep.equal(headers(first))
    })

    it(`is written anew once it tells something else: ${path}`, async () => {
      const { asked, get } = await reading()
      const before = await get(path)
      asked.shown = views.publicCredential('withdrawn')
      const after = await get(path)
      expect(after.text).to.contain('withdrawn').and.to.not.equal(before.text)
      expect(after.headers.etag).to.not.equal(before.headers.etag)
      asked.shown = views.publicCredential('valid')
      expect((await get(path)).text).to.equal(before.text)
    })

    it(`is in the language of each who reads it: ${path}`, async () => {
      const { get } = await reading()
      for (const language of ['cy', 'en', 'cy', 'en'])
        expect(page(await get(path, { 'Accept-Language': language }))('html').attr('lang')).to.equal(language)
    })

    it(`is not sent to whoever has it: ${path}`, async () => {
      const { asked, get } = await reading()
      const { etag = '' } = (await get(path)).headers
      const again = await get(path, { 'If-None-Match': etag })
      expect(again.status).to.equal(304)
      expect(again.text).to.equal('')
      asked.shown = views.publicCredential('withdrawn')
      expect((await get(path, { 'If-None-Match': etag })).status).to.equal(200)
    })
  }

  it('leads on to the other language with the rest of its address', async () => {
    const { get } = await reading()
    const href = async (path: string) => page(await get(path))('nav.languages a').attr('href')
    expect(await href(PATHS[0] ?? '')).to.equal('?lang=cy')
    expect(await href(`${PATHS[0]}?from=mail`)).to.equal('?from=mail&lang=cy')
    expect(await href(PATHS[0] ?? '')).to.equal('?lang=cy')
  })

  it('may be found once it is published, and no more once it is not', async () => {
    const { asked, get } = await reading({ ...views.publicCredential('valid'), listed: true })
    for (const _ of [1, 2])
      expect((await get('/credentials/credential-1')).headers).to.not.have.property('x-robots-tag')
    asked.shown = { ...asked.shown, listed: false }
    for (const _ of [1, 2])
      expect((await get('/credentials/credential-1')).headers['x-robots-tag']).to.equal('noindex')
  })

  it('is not kept where it is one of many addresses: a link made for somebody names its own', async () => {
    const shown = views.publicCredential('valid')
    const { get } = await site({
      credentials: { page: async () => shown },
      publishing: { shared: async () => shown },
    })
    await get('/credentials/credential-1')
    const shared = await get('/shared/a-token-of-some-length-here')
    expect(page(shared)('link[rel=canonical]').attr('href')).to.contain('/shared/')
    expect(shared.headers['cache-control']).to.equal('no-store')
    expect(page(await get('/credentials/credential-1'))('link[rel=canonical]').attr('href')).to.not.contain(
      '/shared/',
    )
  })
})
