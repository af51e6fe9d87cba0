import { expect } from 'chai'
import { AUDIT_ACTIONS } from '../../../src/app/audit-actions.ts'
import { LANGUAGES } from '../../../src/web/language/locales.ts'
import { startOfDay } from '../../../src/web/start-of-day.ts'
import { fixtureApp } from '../fixture-app.ts'
import { page, site } from '../support.ts'
import { words } from '../words-support.ts'

const BASE = '/s/session-administrator'

async function opened(timeZone = 'UTC') {
  const { app, calls } = fixtureApp({ role: 'administrator' })
  return { calls, ...(await site({ app, config: { timeZone } })) }
}

describe('the record of what was done', () => {
  it('tells who did what, about whom, when and why', async () => {
    const { get } = await opened()
    const $ = page(await get(`${BASE}/audit`))
    const row = (index: number) => $('.people tbody tr').eq(index).text().replace(/\s+/g, ' ')
    expect(row(0)).to.contain('Withdrew Completed').and.to.contain('Siân Price').and.to.contain('=cmd|calc')
    expect(row(0)).to.contain('Adaeze Okafor').and.to.contain('today at 14:05')
    expect(row(1)).to.contain('The tool').and.to.contain('Somebody erased')
    expect(row(2)).to.contain('Said that “Unit 2 reflection” counts as Course work')
    expect(
      $('.people a')
        .toArray()
        .map((node) => $(node).attr('href')),
    ).to.deep.equal([`${BASE}/learners/p1`])
  })

  it('is filtered by person, action and days of the tool’s zone, in pages, all of it in the address', async () => {
    const { get, calls } = await opened('Europe/London')
    const address = `${BASE}/audit?person=Si%C3%A2n&action=credential.withdrawn&from=2026-06-01&to=2026-06-30&page=2`
    const $ = page(await get(address))
    expect(calls[0]?.args).to.deep.equal([
      {
        person: 'Siân',
        action: 'credential.withdrawn',
        from: '2026-05-31T23:00:00.000Z',
        before: '2026-06-30T23:00:00.000Z',
        offset: 50,
        limit: 50,
      },
    ])
    const next = new URL($('.paging a[rel=next]').attr('href') ?? '', 'https://tool.example')
    expect(Object.fromEntries(next.searchParams)).to.deep.equal({
      person: 'Siân',
      action: 'credential.withdrawn',
      from: '2026-06-01',
      to: '2026-06-30',
      page: '3',
    })
    expect($('#action option[selected]').attr('value')).to.equal('credential.withdrawn')
    await get(`${BASE}/audit?action=gold&from=yesterday&page=-1`)
    expect(calls[1]?.args[0]).to.deep.include({
      person: null,
      action: null,
      from: null,
      before: null,
      offset: 0,
    })
  })

  it('is a file with the same lines, in which a formula is only text', async () => {
    const { get, calls } = await opened()
    const answer = await get(`${BASE}/audit.csv?action=credential.withdrawn`)
    expect(answer.headers['content-type']).to.equal('text/csv; charset=utf-8')
    expect(answer.headers['content-disposition']).to.contain('audit.csv')
    expect(calls.at(-1)).to.deep.include({ name: 'auditPages' })
    expect(calls.at(-1)?.args[0]).to.include({ action: 'credential.withdrawn' })
    const [head, first] = answer.text.split('\r\n')
    expect(head).to.equal('\ufeffWhen,Who,Who (id),What,Action,About whom,About whom (id),Why,Detail')
    expect(first).to.contain("'=cmd|calc").and.not.to.contain(',=cmd')
    expect(first).to.contain('credential.withdrawn').and.to.contain('p9')
  })

  for (const language of LANGUAGES) {
    it(`has words for everything that is recorded in ${language}`, async () => {
      const say = await words(language)
      for (const action of AUDIT_ACTIONS)
        for (const key of [`audit.actions.${action}`, `audit.names.${action}`])
          expect(say.has(key), key).to.equal(true)
    })
  }
})

describe('the start of a day', () => {
  it('is midnight where the clock is, also on the days on which it changes', () => {
    expect(startOfDay('2026-11-12', 'UTC')).to.equal('2026-11-12T00:00:00.000Z')
    expect(startOfDay('2026-03-29', 'Europe/London')).to.equal('2026-03-29T00:00:00.000Z')
    expect(startOfDay('2026-03-30', 'Europe/London')).to.equal('2026-03-29T23:00:00.000Z')
    expect(startOfDay('2026-10-25', 'Europe/London')).to.equal('2026-10-24T23:00:00.000Z')
    expect(startOfDay('2026-10-26', 'Europe/London')).to.equal('2026-10-26T00:00:00.000Z')
    expect(startOfDay('2026-11-12', 'Pacific/Auckland')).to.equal('2026-11-11T11:00:00.000Z')
  })
})
