import { expect } from 'chai'
import type { CheerioAPI } from 'cheerio'
import type { CourseCriteria } from '../../../src/core/ladder.ts'
import { fixtureApp } from '../fixture-app.ts'
import { criteria } from '../fixture-views.ts'
import { errorCode, page, type Site, site } from '../support.ts'

const BASE = '/s/session-administrator'

/** What the browser would send of a form: every control as it stands, and the button that is pressed. */
function fieldsOf($: CheerioAPI, button: string, typed: Record<string, string> = {}): Record<string, string> {
  const fields: Record<string, string> = {}
  $('form.editor')
    .find('input, select')
    .each((_, control) => {
      const one = $(control)
      const name = one.attr('name') ?? ''
      if (one.attr('type') === 'checkbox' && one.attr('checked') === undefined) return
      fields[name] = String(one.is('select') ? one.val() : (one.attr('value') ?? ''))
    })
  return { ...fields, do: button, ...typed }
}

const draftOf = ($: CheerioAPI): CourseCriteria => JSON.parse($('input[name=draft]').attr('value') ?? '')

describe('the editor of the criteria', () => {
  const administrator = () => site({ role: 'administrator' })
  const open = async ({ get }: Site) => page(await get(`${BASE}/criteria`))
  async function press(s: Site, $: CheerioAPI, button: string, typed: Record<string, string> = {}) {
    expect($(`button[value="${button}"]`).length, `the page has a button ${button}`).to.equal(1)
    const answer = await s.post(`${BASE}/criteria/draft`, fieldsOf($, button, typed))
    expect(answer.status).to.equal(200)
    return page(answer)
  }
  const first = ($: CheerioAPI) => draftOf($).completed.criterion

  it('builds a tree button by button, and stores nothing', async () => {
    const { app, calls } = fixtureApp({ role: 'administrator' })
    const s = await site({ app })
    let $ = await open(s)
    expect(draftOf($)).to.deep.equal(criteria)
    $ = await press(s, $, 'add:completed', { 'add.completed': 'confirmed' })
    expect($('[role=status].looking').text()).to.contain('nobody has saved yet')
    $ = await press(s, $, 'group:completed.2', { 'completed.2.statement': 'Led a session' })
    expect(first($)).to.deep.include({ type: 'all' })
    expect(JSON.stringify(first($))).to.contain(
      '{"type":"any","of":[{"type":"confirmed","statement":"Led a session"}]}',
    )
    $ = await press(s, $, 'up:completed.2')
    $ = await press(s, $, 'in:completed.2', { 'completed.1.type': 'all' })
    expect(first($)).to.deep.equal({
      type: 'all',
      of: [
        { type: 'attended', percent: 80 },
        {
          type: 'all',
          of: [
            { type: 'confirmed', statement: 'Led a session' },
            { type: 'completed', target: { kind: 'participation' }, need: 'every' },
          ],
        },
      ],
    })
    $ = await press(s, $, 'out:completed.1.0')
    $ = await press(s, $, 'remove:completed.2')
    $ = await press(s, $, 'ungroup:completed.1')
    expect(draftOf($)).to.deep.equal(criteria)
    expect(new Set(calls.map(({ name }) => name))).to.deep.equal(new Set(['criteria']))
  })

  it('offers every kind of condition, and what each of them needs to be told', async () => {
    const s = await administrator()
    let $ = await open(s)
    const choices = $('select[name="add.completed"] option')
      .map((_, one) => String($(one).attr('value')))
      .get()
    for (const choice of choices) $ = await press(s, $, 'add:completed', { 'add.completed': choice })
    const { criterion } = draftOf($).completed
    expect('of' in criterion && criterion.of.slice(2).map(({ type }) => type)).to.deep.equal([
      'completed',
      'completed',
      'scored',
      'attended',
      'confirmed',
      'evidence',
      'all',
      'any',
      'at-least',
    ])
    $ = await press(s, $, 'down:completed.0', {
      'completed.3.target': 'activity:b',
      'completed.4.target': 'activity:c',
      'completed.4.percent': '66,5',
      'completed.4.need': '3',
      'completed.7.from': 'award-below',
      'completed.7.months': '18',
      'completed.10.n': '2',
      'completed.award': 'approval',
      'completed.expires': '36',
    })
    const { completed } = draftOf($)
    expect(completed).to.include({ award: 'approval', expiresAfterMonths: 36 })
    const of = 'of' in completed.criterion ? completed.criterion.of : []
    expect(of[3]).to.deep.include({ target: { activity: 'b' }, need: 1 })
    expect(of[4]).to.deep.include({ target: { activity: 'c' }, percent: 66.5, need: 1 })
    expect(of[7]).to.deep.include({ from: 'award-below', months: 18 })
    expect(of[10]).to.include({ n: 2 })
    $ = await press(s, $, '', { 'completed.expires': '' })
    expect(draftOf($).completed).not.to.have.property('expiresAfterMonths')
  })

  it('shows a named activity that is gone as unknown, with the mend', async () => {
    const gone = {
      ...criteria,
      completed: { award: 'automatic', criterion: { type: 'completed', target: { activity: 'x' }, need: 1 } },
    }
    const s = await administrator()
    const answer = await s.post(`${BASE}/criteria/draft`, { basedOn: '3', draft: JSON.stringify(gone) })
    const $ = page(answer)
    expect($('#at-completed .caution-text').first().text()).to.contain('no longer in the course')
    expect($('[name="completed.target"] option[selected]').text()).to.equal(
      'an activity that is no longer in the course',
    )
    const mended = await press(s, $, '', { 'completed.target': 'activity:a' })
    expect(first(mended)).to.deep.include({ target: { activity: 'a' } })
    expect(mended('#at-completed .caution-text')).to.have.length(0)
    const foreign = await s.post(
      `${BASE}/criteria/draft`,
      fieldsOf(mended, '', { 'completed.target': 'activity:y' }),
    )
    expect(foreign.status).to.equal(422)
  })

  it('does not let conditions be nested deeper than they may be saved', async () => {
    const s = await administrator()
    let $ = await open(s)
    let place = 'completed.0'
    for (let depth = 2; depth < 8; depth += 1) {
      $ = await press(s, $, `group:${place}`)
      place += '.0'
    }
    const before = draftOf($)
    const answer = await s.post(`${BASE}/criteria/draft`, fieldsOf($, `group:${place}`))
    expect(answer.status).to.equal(422)
    expect(page(answer)('.problems').text()).to.contain('8 deep')
    expect(draftOf(page(answer))).to.deep.equal(before)
  })

  it('refuses a draft that no page of ours made', async () => {
    const s = await administrator()
    for (const draft of ['', '{}', 'null', JSON.stringify({ ...criteria, completed: { award: 'x' } })]) {
      for (const path of ['/criteria', '/criteria/draft', '/criteria/preview']) {
        const answer = await s.post(`${BASE}${path}`, { basedOn: '3', draft })
        expect([answer.status, errorCode(answer)], draft).to.deep.equal([400, 'criteria_invalid'])
      }
    }
  })

  it('shows who would gain and who would not, what changes, and then the button that saves it all', async () => {
    const { app, calls } = fixtureApp({ role: 'administrator' })
    const s = await site({ app })
    const $ = await open(s)
    const fields = fieldsOf($, '', { 'completed.0.percent': '60', note: 'Shift work' })
    const preview = page(await s.post(`${BASE}/criteria/preview`, fields))
    const text = preview('main').text().replace(/\s+/g, ' ')
    expect(text).to.contain('7 would earn it Adaeze Okafor, Bedwyr Hughes and 5 others')
    expect(text).to.contain('1 would no longer meet it')
    expect(text).to.contain('Nothing is withdrawn by saving')
    expect(preview('.difference-out').text()).to.contain('at least 80 %')
    expect(preview('.difference-in').text()).to.contain('at least 60 %')
    const sent = Object.fromEntries(
      preview('main form input')
        .map((_, one) => [[preview(one).attr('name'), preview(one).attr('value')]])
        .get() as unknown as [string, string][],
    )
    const all = page(await s.post(`${BASE}/criteria/preview`, { ...sent, list: 'completed.gain.0' }))
    expect(
      all('.names li')
        .map((_, one) => all(one).text())
        .get(),
    ).to.deep.equal(['Adaeze Okafor', 'Bedwyr Hughes'])
    const saved = await s.post(`${BASE}/criteria`, sent)
    expect([saved.status, saved.headers.location]).to.deep.equal([303, `${BASE}/criteria?done=criteria`])
    const change = calls.find(({ name }) => name === 'saveCriteria')?.args[0] as { criteria: CourseCriteria }
    expect(change).to.deep.include({ basedOn: 3, note: 'Shift work' })
    expect(change.criteria.completed.criterion).to.deep.include({
      of: [
        { type: 'attended', percent: 60 },
        { type: 'completed', target: { kind: 'participation' }, need: 'every' },
      ],
    })
  })

  it('is closed to tutors, until an administrator lets them', async () => {
    const base = '/s/session-tutor'
    const closed = await site({ role: 'tutor' })
    for (const path of ['/criteria', '/criteria/draft', '/criteria/preview']) {
      const answer = await closed.post(`${base}${path}`, { basedOn: '3' })
      expect([answer.status, errorCode(answer)]).to.deep.equal([403, 'not_allowed'])
    }
    const opened = await site({ role: 'tutor', tutorsEdit: true })
    expect(page(await opened.get(`${base}/criteria`))('form.editor')).to.have.length(1)
    expect((await opened.post(`${base}/criteria/draft`, { basedOn: '3' })).status).to.equal(200)
  })

  it('compares two versions in sentences, and starts again from an old one', async () => {
    const { app, calls } = fixtureApp({ role: 'administrator' })
    const s = await site({ app })
    const $ = page(await s.get(`${BASE}/criteria/versions/3?with=1`))
    expect(calls.find(({ name }) => name === 'compare')?.args).to.deep.equal([3, 1])
    expect($('.differences li').length).to.be.greaterThan(5)
    const answer = await s.get(`${BASE}/criteria/versions/x`)
    expect([answer.status, errorCode(answer)]).to.deep.equal([404, 'version_not_found'])
  })

  it('reads a file from a form with a file in it, and shows it before anything is saved', async () => {
    const { app, calls } = fixtureApp({ role: 'administrator' })
    const s = await site({ app })
    const form = [
      ['csrf', '', 'csrf-token'],
      ['file', '; filename="criteria.json"', '{"what":"ŵ"}'],
    ].map(
      ([name, more, value]) =>
        `--x\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`,
    )
    const type = { 'Content-Type': 'multipart/form-data; boundary=x' }
    const post = (body: string) => s.send(`${BASE}/criteria/import`, body, type)
    const read = await post(`${form.join('')}--x--\r\n`)
    expect([read.status, page(read)('.notice').text()]).to.deep.equal([
      200,
      'The file is read. Look at it, then save.',
    ])
    expect(calls.find(({ name }) => name === 'importFile')?.args).to.deep.equal(['{"what":"ŵ"}'])
    const forged = await post(`${form[1]}--x--\r\n`)
    expect([forged.status, errorCode(forged)]).to.deep.equal([403, 'csrf'])
    const large = await post(`${form[0]}${form[1]?.replace('ŵ', 'w'.repeat(300_000))}--x--\r\n`)
    expect([large.status, errorCode(large)]).to.deep.equal([413, 'too_large'])
    const broken = await post('--x\r\nnothing')
    expect(broken.status).to.be.oneOf([400, 403])
  })
})

describe('the settings page', () => {
  it('keeps what was chosen, and says what is wrong beside what was typed', async () => {
    const { app, calls } = fixtureApp({ role: 'administrator' })
    const s = await site({ app })
    const fields = {
      tutorsEditCriteria: 'on',
      publishAfterMinutes: '30',
      rubric: ' What changed \r\n\r\nWhen',
    }
    const saved = await s.post(`${BASE}/settings`, fields)
    expect(saved.headers.location).to.equal(`${BASE}/settings?done=settings`)
    expect(calls.find(({ name }) => name === 'saveSettings')?.args).to.deep.equal([
      {
        tutorsEditCriteria: true,
        publishAfterMinutes: 30,
        evidence: { rubric: ['What changed', 'When'], secondReviewer: false },
      },
    ])
    const wrong = await s.post(`${BASE}/settings`, {
      ...fields,
      publishAfterMinutes: 'soon',
      rubric: 'x'.repeat(201),
    })
    const $ = page(wrong)
    expect(wrong.status).to.equal(422)
    expect(
      $('.problems a')
        .map((_, one) => String($(one).attr('href')))
        .get(),
    ).to.deep.equal(['#publishAfterMinutes', '#rubric'])
    expect($('#publishAfterMinutes').attr('value')).to.equal('soon')
    expect($('[name=tutorsEditCriteria]').attr('checked')).not.to.equal(undefined)
  })

  it('sets and takes back what new courses start with', async () => {
    const { app, calls } = fixtureApp({ role: 'administrator' })
    const s = await site({ app })
    expect((await s.post(`${BASE}/settings/defaults`, {})).headers.location).to.contain('done=defaults')
    await s.post(`${BASE}/settings/defaults`, { do: 'remove' })
    expect(calls.map(({ name }) => name)).to.deep.equal(['saveDefaults', 'removeDefaults'])
  })
})

describe('copying criteria to other courses', () => {
  it('offers the courses, and says of each what became of it', async () => {
    const { app, calls } = fixtureApp({ role: 'administrator' })
    const s = await site({ app })
    const $ = page(await s.get(`${BASE}/criteria/copy`))
    expect($('input[name="course.course-2"]')).to.have.length(1)
    const done = page(await s.post(`${BASE}/criteria/copy`, { 'course.course-2': 'on' }))
    expect(calls.find(({ name }) => name === 'copyTo')?.args).to.deep.equal([['course-2']])
    expect(done('dd').text()).to.contain('Not copied: “Quiz 1” is not in that course.')
  })
})

describe('what counts', () => {
  it('accepts all the suggestions that are shown with one button', async () => {
    const s = await administratorOf()
    const $ = page(await s.get(`${BASE}/activities`))
    const form = $('form').filter((_, one) => $(one).text().includes('Accept'))
    expect(form.find('button').text()).to.equal('Accept the one suggestion shown')
    expect(form.find('input[name="kind.b"]').attr('value')).to.equal('coursework')
  })
  const administratorOf = () => site({ role: 'administrator' })
})
