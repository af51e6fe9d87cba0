import { expect } from 'chai'
import * as views from './fixture-views.ts'
import { page, site, TOOL } from './support.ts'

const PUBLIC = `${TOOL}/credentials/credential-demonstrated`

/** Open Graph and Twitter properties of a page. */
async function card(path: string, options: Parameters<typeof site>[0] = {}) {
  const $ = page(await (await site(options)).get(path))
  const tags = $('meta[property^="og:"], meta[name^="twitter:"], meta[name=description]').toArray()
  return Object.fromEntries(
    tags.map((tag) => [$(tag).attr('property') ?? $(tag).attr('name'), $(tag).attr('content')]),
  )
}

describe('how other sites show a link to a public page', () => {
  it('is with the credential’s name, issuer and badge, each at a whole address', async () => {
    const tags = await card('/credentials/credential-1')
    expect(tags).to.include({
      'og:url': PUBLIC,
      'og:title': 'Demonstrated: Digital Leadership in Practice',
      'og:description': 'Digital credential, issued by Riverside College on 12 November 2026',
      'og:site_name': 'Credential Ladder',
      'og:locale': 'en_GB',
      'og:image': `${TOOL}/achievements/achievement-demonstrated.png`,
      'twitter:card': 'summary',
    })
    expect(tags['og:image:alt']).to.contain('issued by Riverside College')
    expect(tags['twitter:image']).to.equal(tags['og:image'])
    expect((await card('/credentials/credential-1?lang=cy'))['og:locale']).to.equal('cy_GB')
  })

  it('names nobody and shows no evidence, even where the page does', async () => {
    const shown = {
      ...views.publicCredential(),
      listed: true,
      name: 'Adaeze Okafor',
      evidence: [{ url: null, name: 'Impact', narrative: 'I plan now.' }],
    }
    const told = JSON.stringify(
      await card('/credentials/credential-1', { credentials: { page: async () => shown as never } }),
    )
    expect(told).to.not.match(/Adaeze|I plan now/)
  })

  it('says that one was withdrawn, and shows no badge of it', async () => {
    const tags = await card('/credentials/credential-1', {
      credentials: { page: async () => views.publicCredential('withdrawn') },
    })
    expect(tags['og:description']).to.match(/^This credential was withdrawn\. /)
    expect(tags).to.not.have.any.keys('og:image', 'twitter:image')
  })

  it('is there for achievements, issuers and explanations, and never for a page that is missing', async () => {
    expect((await card('/achievements/a'))['og:image']).to.match(/^https:.*\.png$/)
    expect((await card('/issuers/i'))['og:title']).to.equal('Riverside College')
    expect((await card('/about/credentials'))['og:url']).to.equal(`${TOOL}/about/credentials`)
    expect(await card('/credentials/nothing')).to.deep.equal({})
  })

  it('keeps a hostile title within its attribute', async () => {
    const hostile = '"><script>alert(1)</script>'
    const shown = views.publicCredential()
    const credentials = {
      page: async () => ({ ...shown, achievement: { ...shown.achievement, courseTitle: hostile } }),
    }
    const answer = await (await site({ credentials })).get('/credentials/credential-1')
    expect(answer.text).to.not.contain(hostile)
    expect(page(answer)('meta[property="og:title"]').attr('content')).to.equal(`Demonstrated: ${hostile}`)
  })
})

describe('search engines', () => {
  it('are asked to leave out every page that nobody published, in its head and by its headers', async () => {
    const { get } = await site()
    for (const path of [
      '/credentials/credential-1',
      '/credentials/credential-1/embed',
      '/achievements/a',
      '/issuers/i',
      '/verify?url=https://x.example/1',
      '/nothing',
      '/s/session-learner/',
    ]) {
      const answer = await get(path)
      expect(answer.headers['x-robots-tag'], path).to.equal('noindex')
      if (!path.startsWith('/s/'))
        expect(page(answer)('meta[name=robots]').attr('content'), path).to.equal('noindex')
    }
  })

  it('may have the pages that explain, and the one that checks', async () => {
    const { get } = await site()
    for (const path of ['/about/credentials', '/about/sharing', '/verify']) {
      const answer = await get(path)
      expect(answer.status, path).to.equal(200)
      expect(answer.headers['x-robots-tag'], path).to.equal(undefined)
      expect(page(answer)('meta[name=robots]'), path).to.have.length(0)
    }
  })

  it('are told in robots.txt what not to ask for, which is nothing that says so itself', async () => {
    const answer = await (await site()).get('/robots.txt')
    expect(answer.headers['content-type']).to.match(/^text\/plain/)
    const closed = [...answer.text.matchAll(/^Disallow: (.+)$/gm)].map(([, path]) => path)
    expect(closed).to.include.members(['/s/', '/lti/'])
    for (const open of ['/credentials', '/achievements', '/issuers', '/about'])
      expect(
        closed.some((path) => path !== undefined && open.startsWith(path.replace(/\/$/, ''))),
        open,
      ).to.equal(false)
  })
})

describe('pages that explain', () => {
  for (const language of ['en', 'cy']) {
    it(`say in ${language} what a credential is, and how to keep and share one`, async () => {
      const { get } = await site()
      for (const [path, sections] of [
        ['/about/credentials', 6],
        ['/about/sharing', 5],
      ] as const) {
        const $ = page(await get(`${path}?lang=${language}`))
        expect($('main section h2')).to.have.length(sections)
        expect($('main li').length, 'points are lists').to.be.greaterThan(5)
        expect($('main').text()).to.not.match(/explain\.|\{\{|undefined/)
        expect($('html').attr('lang')).to.equal(language)
      }
    })
  }

  it('are a link away from every public page and from where a learner shares', async () => {
    const { get } = await site()
    for (const path of ['/credentials/credential-1', '/achievements/a', '/issuers/i', '/verify']) {
      const $ = page(await get(path))
      for (const href of ['/about/credentials', '/about/sharing', '/verify'])
        expect($(`footer a[href="${href}"]`), `${path} ${href}`).to.have.length(1)
    }
    expect(
      page(await get('/s/session-learner/share/credential-1'))('a[href="/about/sharing"]'),
    ).to.have.length(1)
  })
})

describe('from a public page', () => {
  it('of a credential one click leads to the check, with the address filled in', async () => {
    const { get } = await site()
    const href = page(await get('/credentials/credential-1'))('main a[href^="/verify"]').attr('href') ?? ''
    expect(page(await get(href))('textarea[name=text]').text()).to.equal(PUBLIC)
  })

  it('of an achievement the ladder is seen, this step marked, those below linked', async () => {
    const $ = page(await (await site()).get('/achievements/a'))
    const steps = $('.rungs li')
      .toArray()
      .map((step) => $(step).find('strong').text())
    expect(steps).to.deep.equal(['Completed', 'Demonstrated', 'Implemented'])
    expect($('.rungs [aria-current=step] strong').text()).to.equal('Demonstrated')
    expect(
      $('.rungs a')
        .toArray()
        .map((link) => $(link).attr('href')),
    ).to.deep.equal(['/achievements/achievement-completed'])
  })

  it('of an issuer people can write to it, and an address that would add to the mail becomes no link', async () => {
    const links = async (email: string | null) => {
      const credentials = {
        issuer: async () => ({ issuer: { ...views.issuer, email }, document: {}, courses: 1 }),
      }
      const $ = page(await (await site({ credentials })).get('/issuers/i'))
      return { href: $('a[href^="mailto:"]').attr('href'), text: $('main').text() }
    }
    expect((await links('badges@riverside.example')).href).to.equal('mailto:badges@riverside.example')
    const odd = await links('a@b.example?bcc=c@d.example')
    expect(odd.href).to.equal(undefined)
    expect(odd.text).to.contain('a@b.example?bcc=c@d.example')
    expect((await links(null)).text).to.contain('gives no email address')
  })
})
