import { expect } from 'chai'
import request from 'supertest'
import { BadgeError } from '../../../src/openbadges/index.ts'
import { createPageArt } from '../../../src/page-art.ts'
import { fixtureApp, SECRET } from '../fixture-app.ts'
import { page, site, TOOL } from '../support.ts'

const PATH = '/s/session-administrator/badges'
const HASH = 'cd'.repeat(32)

async function send(fields: Record<string, string>, file?: Buffer, takeArt?: () => Promise<string>) {
  const { app, calls } = fixtureApp({ role: 'administrator' })
  const { web } = await site({ app: { ...app, looks: { ...app.looks, ...(takeArt && { takeArt }) } } })
  let sent = request(web)
    .post(PATH)
    .set({ Cookie: `session=${SECRET}`, Origin: TOOL })
    .field('csrf', 'csrf-token')
  for (const [name, value] of Object.entries(fields)) sent = sent.field(name, value)
  if (file) sent = sent.attach('art', file, 'badge.png')
  const answer = await sent
  const asked = (name: string) => calls.filter((call) => call.name === name).at(-1)?.args[0]
  return { answer, saved: asked('looks.save'), tried: asked('looks.preview') }
}

describe('the page of the badges’ look', () => {
  it('shows the three badges, small and large, on light and on dark', async () => {
    const $ = page(await (await site({ role: 'administrator' })).get(PATH))
    expect($('.samples img[width=300][alt]').length).to.be.at.least(3)
    expect($('.on-light img[width=64]')).to.have.length(3)
    expect($('.on-dark img[width=64]')).to.have.length(3)
    expect($('.samples img').first().attr('src')).to.match(/^data:image\/png;base64,/)
    expect((await (await site({ role: 'tutor' })).get('/s/session-tutor/badges')).status).to.equal(403)
  })

  it('shows a look before it is saved, and saves nothing by that', async () => {
    const { answer, saved, tried } = await send({ colour: '#12355B', do: 'preview' })
    expect(saved).to.equal(undefined)
    expect(tried).to.deep.equal({ colour: '#12355b', showLogo: false, art: {} })
    const $ = page(answer)
    expect($('.panel.caution').text()).to.contain('Nothing is saved yet')
    expect($('input[name=colour]').attr('value')).to.equal('#12355B')
  })

  it('keeps a picture from the preview to the saving, and draws a level again when asked', async () => {
    const first = await send({ showLogo: 'on', level: 'demonstrated', do: 'preview' }, Buffer.from('x'))
    expect(first.tried).to.deep.equal({ colour: null, showLogo: true, art: { demonstrated: HASH } })
    expect(page(first.answer)('input[name="art.demonstrated"]').attr('value')).to.equal(HASH)
    const fields = { showLogo: 'on', 'art.demonstrated': HASH, do: 'save' }
    const second = await send(fields)
    expect(second.answer.status).to.equal(303)
    expect(second.saved).to.deep.equal({ colour: null, showLogo: true, art: { demonstrated: HASH } })
    expect((await send({ ...fields, 'draw.demonstrated': 'on' })).saved).to.deep.include({ art: {} })
  })

  it('says at the field what is wrong, and what to do', async () => {
    const wrong = await send({ colour: 'red', do: 'save' })
    expect(wrong.answer.status).to.equal(422)
    expect(page(wrong.answer)('#colour-problem').text()).to.contain('six figures after a hash')
    const refuse = async () => {
      throw new BadgeError('picture_unsupported', 'x', { cause: { name: 'filter' } })
    }
    const { answer, saved } = await send({ level: 'completed', do: 'save' }, Buffer.from('x'), refuse)
    expect(saved).to.equal(undefined)
    expect(page(answer)('#art-problem').text()).to.contain('uses “filter”').and.contain('plain shapes')
  })
})

describe('a badge on a page', () => {
  it('is drawn on the spot where it is the family’s own, and is its achievement’s image where it is not', () => {
    const art = createPageArt({ completed: '<svg viewBox="0 0 1 1">{{label}}</svg>' })
    const look = (change: object) =>
      JSON.stringify({ level: '', course: '', issuer: '', colour: null, logo: null, art: null, ...change })
    expect(art('completed', 'earned', 88, { id: 'a', look: look({}) })).to.contain('<svg')
    const own = { id: 'a', look: look({ colour: '#12355b' }) }
    expect(art('completed', 'earned', 88, own)).to.contain('src="/achievements/a.png?size=small"')
    expect(art('completed', 'earned', 220, own)).to.contain('src="/achievements/a.png"')
    expect(art('completed', 'locked', 88, own)).to.contain('<svg')
  })
})
