import { expect } from 'chai'
import { fixtureApp } from './fixture-app.ts'
import { fixtureImports, importRecord, importView } from './fixture-imports.ts'
import { page, site } from './support.ts'

const BASE = '/s/session-tutor'

describe('the page of a register from a file with several sheets', () => {
  const sheets = ['Monday', 'Tuesday'].map((name) => ({ name, headings: ['Name'], firstRow: 2, rowCount: 4 }))
  const asked: unknown[] = []
  const imports = fixtureImports({
    view: async (_visit, _id, pages) => {
      asked.push(pages)
      return importView({
        record: importRecord({ sheets, sheet: 1 }),
        sample: { rows: [['Adaeze Okafor']], firstRow: 22, page: 2, pages: 3 },
      })
    },
    chooseSheet: async (_visit, id, sheet) => void asked.push([id, sheet]),
  })

  it('offers the other sheets, numbers the rows, and has links to the pages of each list', async () => {
    const { app } = fixtureApp({ role: 'tutor', parts: { imports } })
    const s = await site({ app })
    const $ = page(await s.get(`${BASE}/imports/import-1?rows=2&unknown=x`))
    expect(asked.pop()).to.deep.equal({ people: 1, rows: 2, ambiguous: 1, unknown: 1, unclear: 1 })
    expect($('#sheet option[selected]').text()).to.equal('Tuesday · 4 rows')
    expect($('#sample tbody th').text()).to.equal('22')
    expect($('#sample a[rel=next]').attr('href')).to.contain('?rows=3#sample')
    expect($('[aria-labelledby=unknown-title] a[rel=next]').attr('href')).to.contain('?unknown=2')
    const answer = await s.post(`${BASE}/imports/import-1/sheet`, { sheet: '0' })
    expect(answer.headers.location).to.contain('/imports/import-1')
    expect(asked.pop()).to.deep.equal(['import-1', 0])
  })

  it('takes a day by hand, but none that is yet to come', async () => {
    const { app } = fixtureApp({ role: 'tutor', parts: { imports } })
    const s = await site({ app })
    const fields = { meaning: 'attendance', target: 'new', title: 'A', kind: '', minutes: '', outOf: '100' }
    const later = await s.post(`${BASE}/imports/import-1/settings`, { ...fields, day: '2099-01-01' })
    expect(later.status).to.equal(422)
    expect(page(later)('.problems a').attr('href')).to.equal('#day')
    const past = await s.post(`${BASE}/imports/import-1/settings`, { ...fields, day: '2026-11-02' })
    expect(past.status).to.equal(303)
  })
})
