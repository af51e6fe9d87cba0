import { expect } from 'chai'
import { AppError } from '../../src/app/errors.ts'
import { fixtureApp } from './fixture-app.ts'
import { publication } from './fixture-publishing.ts'
import * as views from './fixture-views.ts'
import { errorCode, page, site, TOOL } from './support.ts'

const PAGE = '/s/session-learner/share/credential-1'
const PUBLIC = `${TOOL}/credentials/credential-demonstrated`

async function opened(options: Parameters<typeof site>[0] = {}) {
  const answer = await (await site(options)).get(PAGE)
  return page(answer)
}

/** With this title and this issuer. */
const named = (courseTitle: string, issuerName: string, more: object = {}) => ({
  credentials: {
    page: async () => {
      const shown = views.publicCredential()
      return {
        ...shown,
        achievement: { ...shown.achievement, courseTitle },
        issuer: { ...shown.issuer, name: issuerName },
        credential: { ...shown.credential, ...more },
      }
    },
  },
})

describe('the page where a learner shares a credential', () => {
  it('opens with what most people do: the image, LinkedIn, the link', async () => {
    const $ = await opened()
    expect($('h1').text()).to.equal('Share “Demonstrated: Digital Leadership in Practice”')
    const first = $('main section').first()
    expect(first.find('a[download]').attr('href')).to.equal('/credentials/credential-demonstrated.png')
    expect(first.find('a[href*="linkedin.com/profile/add"]')).to.have.length(1)
    expect(first.find('input[readonly]').attr('value')).to.equal(PUBLIC)
    expect($('details[open]')).to.have.length(0)
  })

  it('offers every file that the credential can be had as, each of which is there', async () => {
    const { get } = await site()
    const $ = page(await get(PAGE))
    const files = $('a[download][href^="/"]')
      .toArray()
      .map((node) => $(node).attr('href') ?? '')
    expect(files.map((href) => href.split('.').at(-1))).to.include.members(['png', 'svg', 'pdf', 'json'])
    for (const href of files) expect((await get(href)).status, href).to.equal(200)
  })

  it('fills LinkedIn’s form, and shows the same fields to copy by hand', async () => {
    const $ = await opened(named('R&D: "hope"', 'A+B College', { expiresAt: '2029-01-31T10:00:00Z' }))
    const { searchParams } = new URL($('a[href*="linkedin.com/profile/add"]').attr('href') ?? '')
    const name = 'Demonstrated: R&D: "hope"'
    expect(Object.fromEntries(searchParams)).to.deep.equal({
      startTask: 'CERTIFICATION_NAME',
      name,
      organizationName: 'A+B College',
      issueYear: '2026',
      issueMonth: '11',
      expirationYear: '2029',
      expirationMonth: '1',
      certUrl: PUBLIC,
      certId: 'credential-demonstrated',
    })
    const copied = $('[id^="copy-linkedIn"]')
      .toArray()
      .map((node) => $(node).attr('value'))
    expect(copied).to.deep.equal([
      name,
      'A+B College',
      '2026-11',
      '2029-01',
      'credential-demonstrated',
      PUBLIC,
    ])
  })

  it('asks LinkedIn for no expiry where there is none', async () => {
    const $ = await opened()
    expect($('a[href*="linkedin.com/profile/add"]').attr('href')).to.not.contain('expiration')
    expect($('#copy-linkedInExpires')).to.have.length(0)
  })

  it('opens LinkedIn, X and Facebook with the page’s address in a new tab', async () => {
    const $ = await opened(named('R&D', 'College'))
    const link = (host: string) => {
      const found = $(`a[href*="${host}"]`)
      expect(found.attr()).to.include({ target: '_blank', rel: 'noopener' })
      return Object.fromEntries(new URL(found.attr('href') ?? '').searchParams)
    }
    expect(link('linkedin.com/sharing')).to.deep.equal({ url: PUBLIC })
    expect(link('facebook.com')).to.deep.equal({ u: PUBLIC })
    expect(link('x.com/intent')).to.deep.equal({
      text: 'I earned the digital credential “Demonstrated: R&D” from College.',
      url: PUBLIC,
    })
  })

  it('shows the email signature as it looks, as HTML and as plain text', async () => {
    const $ = await opened()
    const code = $('#copy-signature').text()
    expect($('#signature-preview').html()?.trim()).to.equal(
      // A parser writes the table's body out.
      code.replace('<tr>', '<tbody><tr>').replace('</tr>', '</tr></tbody>'),
    )
    const image = $('#signature-preview img')
    expect(image.attr('src')).to.equal(`${TOOL}/achievements/achievement-demonstrated.png`)
    expect(image.attr('alt')).to.equal(
      'Digital credential “Demonstrated: Digital Leadership in Practice”, issued by Riverside College',
    )
    expect($('#signature-preview a').attr('href')).to.equal(PUBLIC)
    expect($('#copy-signatureText').text().split('\n')).to.deep.equal([
      'Demonstrated: Digital Leadership in Practice',
      'Digital credential, issued by Riverside College on 12 November 2026',
      PUBLIC,
    ])
  })

  it('gives code for a frame and for an image', async () => {
    const $ = await opened()
    expect($('#copy-frame').text()).to.match(
      /^<iframe src="https:\/\/tool\.example\/credentials\/credential-demonstrated\/embed" title="[^"]+"/,
    )
    expect($('#copy-picture').text()).to.match(
      /^<a href="https:[^"]+demonstrated"><img src="https:[^"]+demonstrated\.png" alt="[^"]+"/,
    )
  })

  it('lets no title of a course out of its quotes, on the page and in what is copied', async () => {
    const hostile = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;`
    const $ = await opened(named(hostile, hostile))
    expect($('main script:not([src]), main img[onerror]')).to.have.length(0)
    for (const id of ['signature', 'frame', 'picture']) {
      const code = $(`#copy-${id}`).text()
      expect(code, id).to.not.match(/<script|<img src=x/)
      expect(code, id).to.include('&lt;script&gt;')
    }
  })

  it('has a QR code and an address for wallets', async () => {
    const $ = await opened()
    expect($('.qr[role=img]').attr('aria-label')).to.contain('Demonstrated')
    expect($('.qr svg')).to.have.length(1)
    expect($('#copy-wallet').attr('value')).to.equal(`${PUBLIC}.json`)
  })

  it('needs no script: what is to be copied stands in fields with labels, and the buttons wait for a script', async () => {
    const $ = await opened()
    for (const node of $('.copy').toArray()) {
      const field = $(node).find('input, textarea')
      expect(field.attr('readonly'), field.attr('id')).to.not.equal(undefined)
      expect(
        $(node)
          .find(`label[for="${field.attr('id')}"]`)
          .text(),
      ).to.not.equal('')
    }
    const buttons = $('[data-copy]')
    expect(buttons.length).to.be.greaterThan(6)
    for (const node of buttons.toArray()) {
      expect($(node).attr('hidden')).to.not.equal(undefined)
      expect($(`#${$(node).attr('data-copy')}`)).to.have.length(1)
    }
  })

  for (const [what, change, says] of [
    ['unlisted', {}, ['Only people who have the link', 'Your name is not on it', 'none of your evidence']],
    [
      'published with a name',
      { state: 'published', showName: true },
      ['search engines may list it', 'Your name is on it', 'none of your evidence'],
    ],
  ] as const) {
    it(`says plainly what strangers see of one that is ${what}, with the way to change it`, async () => {
      const { app } = fixtureApp()
      const publishing = { ...app.publishing, publication: async () => publication(change) }
      const $ = await opened({ parts: { publishing } })
      const panel = $('#strangers-title').parent()
      for (const words of says) expect(panel.text()).to.contain(words)
      expect(panel.find('a').first().attr('href')).to.equal(
        '/s/session-learner/publish/credential-demonstrated',
      )
    })
  }

  it('says that evidence is shown only where some is, and the learner said so', async () => {
    const { app } = fixtureApp()
    const evidence = [{ name: 'Impact', narrative: 'I plan now.' }]
    const credentials = { page: async () => ({ ...views.publicCredential(), evidence }) as never }
    const shows = async (showEvidence: boolean) => {
      const publishing = { ...app.publishing, publication: async () => publication({ showEvidence }) }
      return (await opened({ credentials, parts: { publishing } }))('#strangers-title').parent().text()
    }
    expect(await shows(true)).to.contain('It shows the evidence')
    expect(await shows(false)).to.contain('none of your evidence')
  })

  for (const status of ['withdrawn', 'expired'] as const) {
    it(`says first that one is ${status}, and no longer offers to show it around`, async () => {
      const $ = await opened({ credentials: { page: async () => views.publicCredential(status) } })
      expect($('.panel.caution').text()).to.contain('20 November 2026')
      expect($('a[href*="linkedin"], a[href*="x.com"], #copy-signature, #copy-frame')).to.have.length(0)
      expect($('a[download]').length).to.be.greaterThan(2)
    })
  }

  it('is for the credential’s own learner alone', async () => {
    const { app } = fixtureApp()
    const publishing = {
      ...app.publishing,
      publication: async () => {
        throw new AppError('credential_not_found', 404, 'no such credential of this learner')
      },
    }
    const theirs = await (await site({ parts: { publishing } })).get(PAGE)
    expect([theirs.status, errorCode(theirs)]).to.deep.equal([404, 'credential_not_found'])
    const tutor = await (await site({ role: 'tutor' })).get(PAGE.replace('learner', 'tutor'))
    expect([tutor.status, errorCode(tutor)]).to.deep.equal([403, 'not_allowed'])
  })

  it('speaks Welsh', async () => {
    const $ = page(await (await site()).get(`${PAGE}?lang=cy`))
    expect($('h1').text()).to.match(/^Rhannu “/)
    expect($('main').text()).to.not.match(/share\.|\{\{/)
  })

  it('offers what they hold together as a learner record, as a file, to learners only', async () => {
    const { get } = await site()
    const $ = page(await get(PAGE))
    const hrefs = $('a[download][href*="/record"]')
      .toArray()
      .map((node) => $(node).attr('href') ?? '')
    expect(hrefs).to.deep.equal(['/course', ''].map((scope) => `/s/session-learner/record${scope}`))
    for (const href of hrefs) {
      const answer = await get(href)
      expect(answer.status).to.equal(200)
      expect(answer.headers['content-type']).to.match(/^application\/vc\+ld\+json/)
      expect(answer.headers['content-disposition']).to.match(/^attachment; filename="?learner-record.*\.json/)
      expect(answer.headers['cache-control']).to.contain('no-store')
    }
    expect(page(await get('/s/session-learner/'))('a[href$="/record"]')).to.have.length(1)
    const tutor = await (await site({ role: 'tutor' })).get('/s/session-tutor/record')
    expect([tutor.status, errorCode(tutor)]).to.deep.equal([403, 'not_allowed'])
  })
})
