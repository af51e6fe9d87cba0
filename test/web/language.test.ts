import { expect } from 'chai'
import { languageOf } from '../../src/web/language/locales.ts'
import { page, site } from './support.ts'
import { words } from './words-support.ts'

const COOKIE = ['lang=cy', 'Path=/s/session-learner', 'HttpOnly', 'Secure', 'SameSite=None', 'Partitioned']

describe('dates in words', () => {
  it('count days from the clock', async () => {
    const say = await words()
    expect(say.moment('2026-11-23T14:05:00Z')).to.equal('today at 14:05')
    expect(say.moment('2026-11-22T14:05:00Z')).to.equal('yesterday at 14:05')
    expect(say.moment('2026-11-12T09:00:00Z')).to.equal('12 November 2026 at 09:00')
  })

  it('are in the zone of the institution', async () => {
    expect((await words('en', 'Asia/Tokyo')).moment('2026-11-23T14:05:00Z')).to.equal('today at 23:05')
    expect((await words('en', 'Asia/Tokyo')).date('2026-11-12T22:00:00Z')).to.equal('13 November 2026')
  })

  it('are Welsh in Welsh', async () => {
    expect((await words('cy')).date('2026-11-12T09:00:00Z')).to.equal('12 Tachwedd 2026')
  })
})

describe('the choice of language', () => {
  it('understands tags as platforms write them', () => {
    expect(languageOf('cy_GB')).to.equal('cy')
    expect(languageOf('EN-us')).to.equal('en')
    expect(languageOf('fr')).to.equal(null)
    expect(languageOf(null)).to.equal(null)
  })

  it('follows Accept-Language', async () => {
    const answer = await (await site()).get('/s/session-learner/', { 'Accept-Language': 'cy,en;q=0.5' })
    expect(page(answer)('html').attr('lang')).to.equal('cy')
    expect(page(answer)('h1').text()).to.equal('Fy nghymwysterau')
  })

  it('is kept in a cookie of the session alone', async () => {
    const answer = await (await site()).get('/s/session-learner/?lang=cy')
    const [cookie] = answer.headers['set-cookie'] as unknown as string[]
    expect(cookie?.split('; ')).to.include.members(COOKIE)
    const later = await (await site()).get('/s/session-learner/', { Cookie: 'session=right-secret; lang=cy' })
    expect(page(later)('html').attr('lang')).to.equal('cy')
  })
})
