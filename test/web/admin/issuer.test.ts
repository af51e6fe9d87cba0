import { expect } from 'chai'
import request from 'supertest'
import { BadgeError } from '../../../src/openbadges/index.ts'
import { fixtureApp, SECRET } from '../fixture-app.ts'
import { page, site, TOOL } from '../support.ts'

const PATH = '/s/session-administrator/issuer'
const HASH = 'ab'.repeat(32)
const PROFILE = { name: 'New name', url: 'https://new.example', email: '', description: '', logo: '' }

async function send(fields: Record<string, string>, file?: Buffer, takeLogo?: () => Promise<string>) {
  const { app, calls } = fixtureApp({ role: 'administrator' })
  const { web } = await site({ app: { ...app, issuer: { ...app.issuer, ...(takeLogo && { takeLogo }) } } })
  let sent = request(web)
    .post(PATH)
    .set({ Cookie: `session=${SECRET}`, Origin: TOOL })
    .field('csrf', 'csrf-token')
  for (const [name, value] of Object.entries(fields)) sent = sent.field(name, value)
  if (file) sent = sent.attach('picture', file, 'logo.png')
  const answer = await sent
  return { answer, saved: calls.find(({ name }) => name === 'issuer.save')?.args[0] }
}

describe('the page of the issuer', () => {
  it('shows what strangers read, and says before saving that others share it', async () => {
    const $ = page(await (await site({ role: 'administrator' })).get(PATH))
    expect($('input[name=name]').attr('value')).to.equal('Riverside College')
    expect($('.panel.caution').text()).to.contain('gets an issuer of its own')
    expect($('a[href="/issuers/issuer-1"]')).to.have.length(1)
    expect($('nav [aria-current=page]').text()).to.equal('Settings')
  })

  it('is there to read, and no more, for an administrator of the course alone', async () => {
    const { app } = fixtureApp({ role: 'administrator' })
    const issuer = (await app.issuer.view({} as never)).issuer
    const view = async () => ({ issuer, canEdit: false, shared: true })
    const parts = { issuer: { ...app.issuer, view } }
    const $ = page(await (await site({ role: 'administrator', parts })).get(PATH))
    expect($('form[action$="/issuer"]')).to.have.length(0)
    expect($('main').text())
      .to.contain('Riverside College')
      .and.contain('Only an administrator of the institution')
    expect((await (await site({ role: 'tutor' })).get('/s/session-tutor/issuer')).status).to.equal(403)
  })

  it('saves what was typed with the logo that came along', async () => {
    const { answer, saved } = await send(PROFILE, Buffer.from('a logo'))
    expect(answer.status).to.equal(303)
    expect(saved).to.deep.equal({ ...PROFILE, email: null, description: null, logo: HASH, colour: null })
  })

  it('takes a logo away only when asked, and keeps the one that is there', async () => {
    expect((await send({ ...PROFILE, logo: HASH })).saved).to.include({ logo: HASH })
    expect((await send({ ...PROFILE, logo: HASH, removeLogo: 'on' })).saved).to.include({ logo: null })
  })

  it('says at the field what is wrong with a logo and what to do, and keeps the rest', async () => {
    const refuse = async () => {
      throw new BadgeError('picture_animated', 'moves')
    }
    const { answer, saved } = await send({ ...PROFILE, name: 'Kept' }, Buffer.from('x'), refuse)
    expect(answer.status).to.equal(422)
    expect(saved).to.equal(undefined)
    const $ = page(answer)
    expect($('#picture-problem').text()).to.contain('moves, and a badge does not. Save one still picture')
    expect($('input[name=name]').attr('value')).to.equal('Kept')
  })

  it('keeps a logo that was taken while the rest is put right', async () => {
    const { answer } = await send({ ...PROFILE, url: 'javascript:alert(1)', email: 'no' }, Buffer.from('x'))
    expect(answer.status).to.equal(422)
    const $ = page(answer)
    expect($('input[name=logo]').attr('value')).to.equal(HASH)
    expect($('#url-problem').text()).to.contain('https://')
    expect($('#email-problem').text()).to.contain('whole email address')
  })

  it('has words for every fault of a picture, in both languages', async () => {
    const { readdirSync, readFileSync } = await import('node:fs')
    const folder = 'src/openbadges/pictures/'
    const sources = readdirSync(folder).map((name) => readFileSync(folder + name, 'utf8'))
    const codes = new Set(sources.flatMap((text) => text.match(/(?<=')picture_[a-z_]+/g) ?? []))
    expect(codes.size).to.be.above(8)
    for (const language of ['en', 'cy']) {
      const words = JSON.parse(readFileSync(`config/locales/${language}/pictures.json`, 'utf8'))
      for (const code of codes) expect(words, `${language} ${code}`).to.have.property(code)
    }
  })
})
