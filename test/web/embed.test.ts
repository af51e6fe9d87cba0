import { expect } from 'chai'
import * as views from './fixture-views.ts'
import { page, site, TOOL } from './support.ts'

const PUBLIC = `${TOOL}/credentials/credential-demonstrated`
const oembed = (url: string, more = '') => `/oembed?url=${encodeURIComponent(url)}${more}`

describe('a credential in a frame', () => {
  it('may be framed by any site, which nothing else of the tool’s may', async () => {
    const { get } = await site()
    const policy = async (path: string) => (await get(path)).headers['content-security-policy']
    expect(await policy('/credentials/credential-1/embed')).to.contain('frame-ancestors *')
    for (const path of [
      '/credentials/credential-1',
      '/credentials/nothing/embed',
      '/achievements/a',
      '/issuers/i',
      '/verify',
      '/about/sharing',
    ])
      expect(await policy(path), path).to.contain("frame-ancestors 'none'")
  })

  it('is small, runs no script and leaves no cookie, whatever language is asked for', async () => {
    const { get } = await site()
    for (const query of ['', '?lang=cy']) {
      const answer = await get(`/credentials/credential-1/embed${query}`, { Cookie: '' })
      expect(answer.headers).to.not.have.property('set-cookie')
      const $ = page(answer)
      expect($('script, form, img')).to.have.length(0)
      const own = answer.text.replace(/<svg.*<\/svg>/s, '')
      expect(own.length).to.be.lessThan(2000)
    }
    expect(page(await get('/credentials/credential-1/embed?lang=cy'))('.standing').text()).to.contain(
      'ddilys',
    )
  })

  it('says first how the credential stands, and leads to its page in a new tab', async () => {
    const $ = page(await (await site()).get('/credentials/credential-1/embed'))
    expect($('main p').first().text()).to.contain('This credential is valid')
    expect($('h1').text()).to.equal('Demonstrated: Digital Leadership in Practice')
    expect($('main a').attr()).to.include({ href: PUBLIC, target: '_blank', rel: 'noopener' })
    const gone = await site({ credentials: { page: async () => views.publicCredential('withdrawn') } })
    const withdrawn = page(await gone.get('/credentials/credential-1/embed'))
    expect(withdrawn('main').text()).to.contain('was withdrawn').and.to.contain('20 November 2026')
    expect(withdrawn('svg').attr('data-state')).to.equal('locked')
  })

  it('names nobody, even where its page does', async () => {
    const shown = { ...views.publicCredential(), listed: true, name: 'Adaeze Okafor' }
    const answer = await (await site({ credentials: { page: async () => shown } })).get(
      '/credentials/credential-1/embed',
    )
    expect(answer.text).to.not.contain('Adaeze')
  })

  it('has the address that the code on the share page gives', async () => {
    const { get } = await site()
    const code = page(await get('/s/session-learner/share/credential-1'))('#copy-frame').text()
    const src = /src="([^"]+)"/.exec(code)?.[1] ?? ''
    expect((await get(src.slice(TOOL.length))).status).to.equal(200)
  })
})

describe('/oembed', () => {
  it('answers with a frame, its size, a thumbnail and who issued it (oEmbed 1.0 §2.3.4)', async () => {
    const answer = await (await site()).get(oembed(PUBLIC, '&format=json'))
    expect(answer.status).to.equal(200)
    expect(answer.headers['content-type']).to.match(/^application\/json/)
    expect(answer.headers['access-control-allow-origin']).to.equal('*')
    expect(answer.body).to.include({
      version: '1.0',
      type: 'rich',
      title: 'Demonstrated: Digital Leadership in Practice',
      author_name: 'Riverside College',
      author_url: `${TOOL}/issuers/issuer-1`,
      provider_name: 'Credential Ladder',
      provider_url: TOOL,
      width: 420,
      height: 180,
      thumbnail_url: `${TOOL}/achievements/achievement-demonstrated.png`,
      thumbnail_width: 600,
    })
    expect(answer.body.html).to.match(
      new RegExp(`^<iframe src="${PUBLIC}/embed" title="[^"]+" width="420" height="180" `),
    )
  })

  it('is found from the page, and takes the page’s address with a query', async () => {
    const { get } = await site()
    const href = page(await get('/credentials/credential-1'))('link[type="application/json+oembed"]').attr(
      'href',
    )
    expect(href).to.match(new RegExp(`^${TOOL}/oembed\\?`))
    expect((await get(href?.slice(TOOL.length) ?? '')).body.type).to.equal('rich')
    expect((await get(oembed(`${PUBLIC}?lang=cy`))).status).to.equal(200)
  })

  it('stays within the room that is asked for, and leaves out a thumbnail that would not fit', async () => {
    const { get } = await site()
    const { body } = await get(oembed(PUBLIC, '&maxwidth=300&maxheight=120'))
    expect([body.width, body.height]).to.deep.equal([300, 120])
    expect(body.html).to.contain('width="300" height="120"')
    expect(body).to.not.have.property('thumbnail_url')
    const roomy = (await get(oembed(PUBLIC, '&maxwidth=2000&maxheight=x'))).body
    expect([roomy.width, roomy.height, roomy.thumbnail_width]).to.deep.equal([420, 180, 600])
  })

  it('answers 404 for what is no credential here, 501 for other formats, 400 without an address, each as JSON', async () => {
    const { get } = await site()
    for (const [path, status, code] of [
      [oembed(`${TOOL}/credentials/nothing`), 404, 'credential_not_found'],
      [oembed('https://elsewhere.example/credentials/credential-1'), 404, 'page_not_found'],
      [oembed(`${TOOL}.evil.example/credentials/credential-1`), 404, 'page_not_found'],
      [oembed(`${TOOL}/credentials/credential-1/embed`), 404, 'page_not_found'],
      [oembed('no address'), 404, 'page_not_found'],
      [oembed(PUBLIC, '&format=xml'), 501, 'oembed_format'],
      ['/oembed', 400, 'bad_input'],
    ] as const) {
      const answer = await get(path, { Accept: 'text/html' })
      expect([answer.status, answer.body.error?.code], path).to.deep.equal([status, code])
    }
  })
})
