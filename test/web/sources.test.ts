import { expect } from 'chai'
import type { Arrival, Membership, Sources } from '../../src/app/contract/sources.ts'
import { fixtureApp } from './fixture-app.ts'
import * as views from './fixture-views.ts'
import { page, site } from './support.ts'

const BASE = '/s/session-tutor'
const PRODUCTS = ['moodle', 'canvas', 'blackboard', 'brightspace', 'sakai', 'other'] as const
const plain = (text: string) => text.replace(/\s+/g, ' ').trim()

async function tutor(sources: Partial<Sources> = {}) {
  const { app, calls } = fixtureApp({ role: 'tutor', sources })
  return { calls, ...(await site({ app })) }
}

describe('the page of a gradebook column', () => {
  const column = (source: 'column' | 'mirror', product: (typeof PRODUCTS)[number]): Partial<Sources> => ({
    column: async () => ({ activity: views.activity('c', 'Unit 1 quiz', { source }), product }),
  })

  it('walks through a mirror in Moodle, and asks the VLE nothing before the button', async () => {
    const { get, calls } = await tutor()
    const $ = page(await get(`${BASE}/columns/c`))
    expect($('ol li')).to.have.length(6)
    expect($('ol').text()).to.contain('=[[quiz-1]]').and.to.contain('Course forum')
    expect(calls.map(({ name }) => name)).to.deep.equal(['column'])
    expect($('nav [aria-current=page]').text()).to.equal('What counts')
  })

  for (const source of ['column', 'mirror'] as const)
    for (const product of PRODUCTS)
      it(`has steps for a ${source} in ${product}, in both languages`, async () => {
        const { get } = await tutor(column(source, product))
        for (const language of ['en', 'cy']) {
          const $ = page(await get(`${BASE}/columns/c?lang=${language}`))
          expect($('ol li').length).to.be.at.least(2)
          const text = $('main').text()
          expect(text).not.to.match(/{{|undefined|walk\./)
          expect(text).to.contain('Unit 1 quiz')
        }
      })

  for (const product of ['canvas', 'blackboard', 'brightspace', 'sakai'] as const)
    it(`says that ${product} cannot mirror, and what to do instead`, async () => {
      const $ = page(await (await tutor(column('mirror', product))).get(`${BASE}/columns/c`))
      expect($('#walk-title').text()).to.match(/cannot mirror/)
      expect($('ol').text()).to.contain('checkpoint')
    })

  const answers: readonly [Arrival, RegExp][] = [
    [
      { state: 'arriving', learners: 12, newest: '2026-11-23T14:00:00Z', maximum: 10 },
      /Yes, grades are arriving ?12 learners have a grade, of at most 10\. The newest was given today at 14:00\./,
    ],
    [{ state: 'arriving', learners: 1, newest: null, maximum: 10 }, /1 learner has a grade, of at most 10\./],
    [{ state: 'none-yet', maximum: 10 }, /Not yet.*Follow the steps below/],
    [{ state: 'unreadable', why: 'gone', scope: null }, /Not known.*no longer in the gradebook/],
    [{ state: 'unreadable', why: 'refused', scope: null }, /Not known.*The VLE refused/],
    [{ state: 'unreadable', why: 'away', scope: null }, /Not known.*does not answer/],
    [{ state: 'unreadable', why: 'no-gradebook', scope: null }, /Not known.*no gradebook service/],
    [{ state: 'unreadable', why: 'scope-missing', scope: 'result.readonly' }, /permission result\.readonly/],
  ]
  for (const [arrival, words] of answers)
    it(`answers “Are grades arriving?” with ${JSON.stringify(arrival)}`, async () => {
      const { post } = await tutor({ arrival: async () => arrival })
      const answer = await post(`${BASE}/columns/c`, {})
      expect(answer.status).to.equal(200)
      const $ = page(answer)
      expect($('[role=status]').attr('data-state')).to.equal(arrival.state)
      expect(plain($('[role=status]').text())).to.match(words)
    })

  it('is where a new column leads, and is found from what counts', async () => {
    const { post, get } = await tutor()
    const fields = { title: 'Quiz', source: 'mirror', kind: '', maximum: '10' }
    const { headers } = await post(`${BASE}/columns`, fields)
    expect(headers.location).to.equal(`${BASE}/columns/c?done=mirror`)
    const $ = page(await get(`${BASE}/activities`))
    expect($(`a[href="${BASE}/columns/c"]`).text()).to.contain('whether they arrive')
  })
})

describe('the page of a checkpoint', () => {
  it('says what opening it stands for, who came through, and how the VLE hides it', async () => {
    const $ = page(await (await tutor()).get(`${BASE}/checkpoints/e`))
    expect($('#gate').text()).to.equal('Hidden until the unit 3 quiz is passed')
    expect(plain($('main').text())).to.contain('3 learners opened it')
    expect($('ol').text()).to.contain('Prerequisites')
  })

  for (const product of PRODUCTS)
    it(`has steps for ${product} in both languages`, async () => {
      const { get } = await tutor({
        checkpoint: async () => ({
          activity: views.activity('e', 'Unit 3 done', { source: 'checkpoint', fault: 'gate-missing' }),
          product,
          opened: { learners: 0, first: null, last: null },
        }),
      })
      for (const language of ['en', 'cy']) {
        const $ = page(await get(`${BASE}/checkpoints/e?lang=${language}`))
        expect($('ol li').length).to.be.at.least(3)
        expect($('main').text()).not.to.match(/{{|undefined|walk\.|checkpoint\./)
        expect($('.panel.caution')).to.have.length(1)
      }
    })

  it('saves the statement, and shows one that cannot be used again with what is wrong', async () => {
    const { post, calls } = await tutor()
    const saved = await post(`${BASE}/checkpoints/e`, { gate: '  The quiz is passed ' })
    expect(saved.headers.location).to.equal(`${BASE}/checkpoints/e?done=gate`)
    expect(calls.at(-1)).to.deep.equal({ name: 'stateGate', args: ['e', 'The quiz is passed'] })
    const refused = await post(`${BASE}/checkpoints/e`, { gate: 'x'.repeat(501) })
    expect(refused.status).to.equal(422)
    const $ = page(refused)
    expect($('.problems a').attr('href')).to.equal('#gate')
    expect($('#gate').text()).to.have.length(501)
    expect(calls.filter(({ name }) => name === 'stateGate')).to.have.length(1)
  })

  it('tells a learner what was recorded, in the tutor’s words', async () => {
    const { get } = await site()
    const $ = page(await get('/s/session-learner/checkpoint'))
    expect(plain($('[role=status]').text())).to.contain('recorded today at 14:29')
    expect($('blockquote').text()).to.equal('Hidden until the unit 3 quiz is passed')
  })

  it('tells a learner that nothing was, while nobody has said what it stands for or they only look', async () => {
    const opened = async () => ({ activity: views.activity('e', 'Unit 3 done'), recorded: null })
    const open = async (launch = {}) =>
      page(await (await site({ sources: { opened }, launch })).get('/s/session-learner/checkpoint'))
    expect((await open())('main').text()).to.contain('has not said yet')
    expect((await open({ looking: 'staff' }))('main').text()).to.contain('only looking')
  })
})

describe('a reason that rests on a checkpoint', () => {
  it('names what the VLE opened it for', async () => {
    const seen = (outcome: 'met' | 'not-yet') =>
      [{ id: 'e', title: 'Unit 3 done', source: 'checkpoint', outcome, gate: 'the quiz is passed' }] as const
    const { presentCriterion } = await import('../../src/web/presenters/criterion.ts')
    const { words } = await import('./words-support.ts')
    const english = await words('en')
    const line = (outcome: 'met' | 'not-yet') =>
      presentCriterion(
        {
          type: 'completed',
          outcome,
          reason: {
            code: outcome === 'met' ? 'completed' : 'not-completed',
            ...{ have: 1, need: 1, total: 1, kind: 'activity', activities: seen(outcome) },
          },
          children: [],
        },
        english,
        'learner',
      ).detail
    expect(line('met')).to.contain('the VLE opened “Unit 3 done” once: the quiz is passed')
    expect(line('not-yet')).to.contain('“Unit 3 done” opens once: the quiz is passed')
  })
})

describe('the list of Moodle’s own activities', () => {
  it('offers each with a suggestion that chooses nothing, and says what counts already', async () => {
    const $ = page(await (await tutor()).get(`${BASE}/moodle`))
    expect($('select')).to.have.length(2)
    expect($('select option[selected]')).to.have.length(0)
    expect($('label[for="kind.21"]').parent().text()).to.contain('Suggestion: Assignment')
    expect($('label[for="kind.22"]').parent().text()).to.contain('keeps no completion')
    expect(plain($('main').text())).to.match(/Reading ?Counts as Taking part/)
  })

  it('adds what was chosen and nothing else', async () => {
    const { post, calls } = await tutor()
    const { headers } = await post(`${BASE}/moodle`, { 'kind.21': 'assignment', 'kind.22': '' })
    expect(headers.location).to.equal(`${BASE}/activities?done=modules`)
    expect(calls.at(-1)).to.deep.equal({ name: 'addModules', args: [new Map([['21', 'assignment']])] })
    expect((await post(`${BASE}/moodle`, { 'kind.21': 'gold' })).status).to.equal(400)
  })

  it('says why it cannot be had, and what mends it', async () => {
    const detail = { wsfunction: 'core_course_get_contents', errorcode: 'invalidtoken' }
    const { get } = await tutor({ modules: async () => ({ fault: 'moodle_token_invalid', detail }) })
    for (const language of ['en', 'cy']) {
      const $ = page(await get(`${BASE}/moodle?lang=${language}`))
      expect($('form[action$="/moodle"]')).to.have.length(0)
      expect($('[role=status]').text()).to.contain('platform webservice')
      expect($('main').text()).not.to.match(/{{|undefined|doctor\./)
    }
  })

  it('is offered only where there is a web service', async () => {
    const link = `a[href="${BASE}/moodle"]`
    expect(page(await (await tutor()).get(`${BASE}/activities`))(link)).to.have.length(1)
    const without = await tutor({ offersModules: async () => false })
    expect(page(await without.get(`${BASE}/activities`))(link)).to.have.length(0)
  })
})

describe('a learner who left or came back', () => {
  const shown = async (membership: Membership) => {
    const { app } = fixtureApp({ role: 'tutor' })
    const learner = async () => ({ ...views.ladderView({ membership }), work: [] })
    const { get } = await site({ app: { ...app, learner } })
    return plain(page(await get(`${BASE}/learners/person-1`))('.membership').text())
  }

  it('is shown so to the tutor, and nobody else is', async () => {
    const [left, back] = ['2026-11-02T10:00:00Z', '2026-11-12T10:00:00Z']
    expect(await shown({ active: false, since: left, leftAt: left })).to.match(
      /^left the course on 2 November 2026/,
    )
    expect(await shown({ active: true, since: back, leftAt: left })).to.equal(
      'came back on 12 November 2026, having left on 2 November 2026',
    )
    expect(await shown({ active: true, since: left, leftAt: null })).to.equal('')
    expect(await shown({ active: false, since: null, leftAt: null })).to.equal('')
  })
})
