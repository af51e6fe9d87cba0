import { expect } from 'chai'
import type { HandIn } from '../../src/app/contract/work.ts'
import { fixtureApp, tutorView } from './fixture-app.ts'
import * as views from './fixture-views.ts'
import { page, site, TOOL } from './support.ts'

const BASE = '/s/session-tutor'

describe("a tutor's progress page", () => {
  it('shows what is to do first, then the counts, then everybody', async () => {
    const $ = page(await (await site({ role: 'tutor' })).get(`${BASE}/`))
    expect($('main h2').first().text()).to.equal('To do first')
    expect($('.card').first().text()).to.contain('2 pieces of evidence wait for you')
    expect(
      $('.tile dd')
        .toArray()
        .map((node) => $(node).text()),
    ).to.deep.equal(['120', '19', '11', '3'])
    expect($('.people tbody tr')).to.have.length(6)
    expect($('.under-title').text()).to.contain('Read from the course today at 14:05')
  })

  it('says in each row where a learner stands and what is missing', async () => {
    const $ = page(await (await site({ role: 'tutor' })).get(`${BASE}/`))
    const row = (index: number) => $('.people tbody tr').eq(index).text().replace(/\s+/g, ' ')
    expect(row(0)).to.contain('Evidence to review').and.to.contain('Waits for you')
    expect(row(1)).to.contain('Course work or 60 % in “Unit 1 quiz” or Discussion (not known)')
    expect(row(2)).to.contain('No longer meets Demonstrated: decide')
    expect(row(3)).to.contain('Learner 3f9c')
    expect(row(4)).to.contain('Not read yet')
    expect(row(5)).to.contain('Nothing: all three are earned')
  })

  it('says of a credential that has ended when it did, in the table and in the learner’s own page', async () => {
    const view = tutorView()
    const rows = view.listing.rows.map((row) => ({
      ...row,
      credentials: row.credentials.map((held) => ({
        ...held,
        expiresAt: held.level === 'completed' ? '2026-11-20T10:00:00Z' : '2027-11-20T10:00:00Z',
      })),
    }))
    const ended = views.credential('completed', { expiresAt: '2026-11-20T10:00:00Z' })
    const ladder = views.ladderView()
    const rungs = ladder.rungs.map((rung, index) =>
      index === 0 ? { ...rung, expired: true, credential: ended } : rung,
    )
    const { get } = await site({
      role: 'tutor',
      parts: {
        progress: async () => ({ ...view, listing: { total: rows.length, rows } }),
        learner: async () => ({ ...ladder, rungs, work: [] }),
      },
    })
    const $ = page(await get(`${BASE}/`))
    const cells = $('.people tbody tr').first().find('.tag')
    expect(cells.eq(0).text()).to.contain('Expired 20 Nov 2026')
    expect(cells.eq(1).text()).to.contain('12 Nov').and.to.not.contain('Expired')
    const learner = page(await get(`${BASE}/learners/person-1`))
    expect(learner('.rung').first().find('.tag').text()).to.contain('Expired 20 November 2026')
  })

  it('asks for one page of 50 with the filter, and keeps the filter in its links', async () => {
    const { app, calls } = fixtureApp({ role: 'tutor' })
    const answer = await (await site({ app })).get(
      `${BASE}/?search=ev%26a&holds=completed&attention=flagged&sort=level&page=2`,
    )
    expect(calls[0]?.args).to.deep.equal([
      {
        search: 'ev&a',
        holds: 'completed',
        attention: 'flagged',
        group: null,
        sort: 'level',
        offset: 50,
        limit: 50,
      },
    ])
    const $ = page(answer)
    expect($('.paging').text()).to.contain('Page 2 of 3')
    const next = new URL($('.paging a[rel=next]').attr('href') ?? '', TOOL)
    expect(Object.fromEntries(next.searchParams)).to.deep.equal({
      search: 'ev&a',
      holds: 'completed',
      attention: 'flagged',
      sort: 'level',
      page: '3',
    })
    expect($('#search').attr('value')).to.equal('ev&a')
  })

  it('offers the groups of the course where the VLE tells of any, and keeps the one that is looked at', async () => {
    const groups = [
      { id: 'g/1', name: 'Monday' },
      { id: 'g/2', name: 'Evening' },
    ]
    const { get } = await site({ role: 'tutor', parts: { progress: async () => tutorView({ groups }) } })
    const $ = page(await get(`${BASE}/?group=g%2F2`))
    expect($('#group option').text()).to.equal('All groupsMondayEvening')
    expect($('#group option[selected]').attr('value')).to.equal('g/2')
    expect($('.paging a[rel=next]').attr('href')).to.contain('group=g%2F2')
    expect($('a[href*="progress.csv"]').attr('href')).to.contain('group=g%2F2')
    expect(page(await (await site({ role: 'tutor' })).get(`${BASE}/`))('#group')).to.have.length(0)
  })

  it('takes a filter it cannot read as none', async () => {
    const { app, calls } = fixtureApp({ role: 'tutor' })
    expect(
      (await (await site({ app })).get(`${BASE}/?holds=gold&attention=x&page=-4&search=a&search=b`)).status,
    ).to.equal(200)
    expect(calls[0]?.args[0]).to.include({ holds: null, attention: null, offset: 0 })
  })

  it('follows a reading under way with a script, and with a link where there is none', async () => {
    const running = { ...views.run, state: 'running' as const, done: 12 }
    const { get } = await site({
      role: 'tutor',
      parts: { progress: async () => tutorView({ run: running }), refreshRun: async () => running },
    })
    const $ = page(await get(`${BASE}/`))
    expect($('#reading').text()).to.contain('Reading the course: 12 of 24 learners')
    expect($('#reading a').attr('href')).to.equal(`${BASE}/`)
    expect($('script[nonce]').attr('src')).to.match(/^\/assets\/refresh\.js\?v=/)
    const told = await get(`${BASE}/refresh`, { Accept: 'application/json' })
    expect(told.body).to.deep.equal({ finished: false, text: 'Reading the course: 12 of 24 learners' })
  })

  it('keeps the last known state on screen when the VLE is down, and says so', async () => {
    const failed = { ...views.run, state: 'failed' as const, error: 'platform_unreachable' }
    const { get } = await site({ role: 'tutor', parts: { progress: async () => tutorView({ run: failed }) } })
    const $ = page(await get(`${BASE}/`))
    expect($('.under-title').text()).to.contain('platform_unreachable').and.to.contain('today at 14:05')
    expect($('.people tbody tr')).to.have.length(6)
  })

  it('names a missing permission and who can grant it', async () => {
    const setUp = [{ type: 'scope-missing', scope: 'https://purl.example/scope' } as const]
    const { get } = await site({ role: 'tutor', parts: { progress: async () => tutorView({ setUp }) } })
    const text = page(await get(`${BASE}/`))('.steps').text()
    expect(text).to.contain('https://purl.example/scope').and.to.contain('looks after the VLE')
  })
})

describe('a learner as a tutor sees them', () => {
  it('shows every reason, also for the levels that are not open', async () => {
    const $ = page(await (await site({ role: 'tutor' })).get(`${BASE}/learners/person-1`))
    expect($('h1').text()).to.equal('Adaeze Okafor')
    expect($('.rung').eq(1).find('.criterion')).to.have.length(4)
    expect($('.rung').eq(2).find('.criterion')).to.have.length(1)
    expect($('.rung').text()).to.not.contain('You attended')
  })
})

describe('decisions', () => {
  const decided = async () => {
    const { app, calls } = fixtureApp({ role: 'tutor' })
    return { calls, ...(await site({ app })) }
  }

  it('are shown with whom they are for and who is left out, before anything is done', async () => {
    const { post, calls } = await decided()
    const answer = await post(`${BASE}/decisions`, { kind: 'award', level: 'demonstrated', person: 'p1' })
    expect(answer.status).to.equal(200)
    expect(calls.map(({ name }) => name)).to.deep.equal(['preview'])
    const $ = page(answer)
    expect($('#done-title').parent().text()).to.match(/Adaeze Okafor:\s+Completed and Demonstrated/)
    expect($('#left-title').parent().text()).to.match(/Bedwyr Hughes:\s+does not hold Completed yet/)
    expect($('button[formaction]').text()).to.equal('Award the missing levels below as well')
    expect(
      $('input[name=target]')
        .toArray()
        .map((node) => $(node).attr('value')),
    ).to.deep.equal(['p1:demonstrated', 'p2:demonstrated'])
  })

  it('are made only with a reason, but for an approval', async () => {
    const { post, calls } = await decided()
    for (const kind of ['award', 'decline', 'keep', 'withdraw']) {
      const bare = await post(`${BASE}/decisions/confirmed`, { kind, target: 'p1:completed', reason: '  ' })
      expect(bare.status, kind).to.equal(422)
      expect(page(bare)('.problems').text()).to.contain('Give a reason')
    }
    expect(calls.map(({ name }) => name)).to.not.include('decide')
    const done = await post(`${BASE}/decisions/confirmed`, {
      kind: 'withdraw',
      target: 'p1:completed',
      reason: 'Was somebody else',
      from: 'learner',
    })
    expect(done.headers.location).to.equal(`${BASE}/learners/p1?done=decided-withdraw`)
    const targets = [{ personId: 'p1', level: 'completed' }]
    expect(calls.at(-1)).to.deep.equal({
      name: 'decide',
      args: [{ kind: 'withdraw', targets, withBelow: false }, 'Was somebody else'],
    })
    await post(`${BASE}/decisions/confirmed`, { kind: 'approve', target: 'p1:completed', from: 'proposals' })
    expect(calls.at(-1)?.args).to.deep.equal([{ kind: 'approve', targets, withBelow: false }, ''])
  })

  it('need somebody to decide on, and names that can be read', async () => {
    const { post, calls } = await decided()
    const nobody = await post(`${BASE}/decisions`, { kind: 'award', level: 'completed' })
    expect([nobody.status, page(nobody)('.problem').text()]).to.deep.equal([
      422,
      '! Choose at least one learner.',
    ])
    expect((await post(`${BASE}/decisions`, { kind: 'award', target: 'p1:gold' })).status).to.equal(400)
    expect((await post(`${BASE}/decisions/confirmed`, { kind: 'award' })).status).to.equal(422)
    expect(calls).to.deep.equal([])
  })

  it('that wait are listed with every reason, one line a level', async () => {
    const { get, calls } = await decided()
    const $ = page(await get(`${BASE}/flagged?page=2`))
    expect(calls[0]?.args[0]).to.include({ attention: 'flagged', offset: 25, limit: 25 })
    const [line] = $('.waiting > li').toArray()
    expect($(line).find('h2').text()).to.equal('Daniel Ng · Demonstrated')
    expect($(line).find('input').attr()).to.include({ name: 'target', value: 'p3:demonstrated' })
    expect($(line).find('.criterion').length).to.be.greaterThan(2)
    expect(
      $('button[name=kind]')
        .toArray()
        .map((node) => $(node).attr('value')),
    ).to.deep.equal(['keep', 'withdraw'])
    const proposals = page(await get(`${BASE}/proposals`))
    expect(calls[1]?.args[0]).to.include({ attention: 'proposed', offset: 0 })
    expect(proposals('.empty').text()).to.equal('Nobody waits for a decision.')
  })

  it('about an award that is not published yet can be taken back with one click', async () => {
    const view = views.ladderView()
    const rungs = view.rungs.map((rung, index) =>
      index === 0 ? { ...rung, undoableUntil: '2026-11-23T15:00:00Z' } : rung,
    )
    const { app, calls } = fixtureApp({
      role: 'tutor',
      parts: { learner: async () => ({ ...view, rungs, work: [] }) },
    })
    const { get, post } = await site({ app })
    const $ = page(await get(`${BASE}/learners/person-1`))
    const form = $('form[action$="/undo/completed"]')
    expect(form.text()).to.contain('today at 15:00').and.to.contain('Undo the award')
    await post(`${BASE}/learners/person-1/undo/completed`, {})
    expect(calls.at(-1)).to.deep.equal({ name: 'undo', args: ['person-1', 'completed'] })
  })
})

describe('what counts', () => {
  it('suggests in words and chooses nothing', async () => {
    const $ = page(await (await site({ role: 'tutor' })).get(`${BASE}/activities`))
    const open = $('.mapping li').eq(1)
    expect(open.text()).to.contain('Suggestion: Course work')
    expect(open.find('option[selected]')).to.have.length(0)
    expect($('.mapping li').eq(0).find('option[selected]').attr('value')).to.equal('attendance')
  })

  it('saves the kinds that were chosen', async () => {
    const { app, calls } = fixtureApp({ role: 'tutor' })
    await (await site({ app })).post(`${BASE}/activities`, { 'kind.a': 'attendance', 'kind.b': '' })
    expect(calls[0]?.args[0]).to.deep.equal(
      new Map([
        ['a', 'attendance'],
        ['b', null],
      ]),
    )
  })

  it('takes off the list what was never opened, and offers what was taken off', async () => {
    const { app, calls } = fixtureApp({ role: 'tutor' })
    const s = await site({ app })
    const $ = page(await s.get(`${BASE}/activities`))
    expect($('button[name=restore]').attr('value')).to.equal('gone')
    const offered = $('button[form=take-off]')
    expect(offered, 'what is in use stays').to.have.length(1)
    expect(offered.closest('li').text()).to.contain('not opened in the VLE yet')
    const answer = await s.post(`${BASE}/activities/removed`, { remove: 'a' })
    expect(answer.headers.location).to.contain('done=activity-removed')
    await s.post(`${BASE}/activities/removed`, { restore: 'a' })
    expect(calls.slice(-2)).to.deep.equal([
      { name: 'removeActivity', args: ['a'] },
      { name: 'restoreActivity', args: ['a'] },
    ])
  })

  it('refuses a kind that does not exist', async () => {
    const { app, calls } = fixtureApp({ role: 'tutor' })
    const answer = await (await site({ app })).post(`${BASE}/activities`, { 'kind.a': 'gold' })
    expect(answer.status).to.equal(400)
    expect(calls).to.deep.equal([])
  })

  it('adds a column, and keeps what was typed when something is wrong', async () => {
    const { app, calls } = fixtureApp({ role: 'tutor' })
    const { post } = await site({ app })
    const wrong = await post(`${BASE}/columns`, {
      title: 'Quiz',
      source: 'mirror',
      kind: 'assignment',
      maximum: '0',
    })
    expect(wrong.status).to.equal(422)
    expect(page(wrong)('#title').attr('value')).to.equal('Quiz')
    await post(`${BASE}/columns`, { title: 'Quiz', source: 'mirror', kind: '', maximum: '10' })
    expect(calls.at(-1)?.args).to.deep.equal([{ title: 'Quiz', kind: null, source: 'mirror', maximum: 10 }])
  })
})

describe('what a learner handed in', () => {
  const work = (asked: boolean, ...handIns: HandIn[]) => ({
    ...views.work({ handIns }),
    activity: views.activity('b', 'Unit 2 <i>reflection</i>', { source: 'coursework' }),
    asked,
  })
  const submission = views.handIn(1, {
    text: 'First line\n<script>alert(1)</script>',
    url: 'https://example.org/my-work?a=1&b=2',
  })
  const shown = async (...all: ReturnType<typeof work>[]) => {
    const parts = { learner: async () => ({ ...views.ladderView(), work: all }) }
    return page(await (await site({ role: 'tutor', parts })).get(`${BASE}/learners/person-1`))
  }

  it('is shown as text, with its address to open elsewhere', async () => {
    const panel = (await shown(work(false, submission)))('section[aria-labelledby="work-b-title"]')
    expect(panel.find('h2').text()).to.equal('Unit 2 <i>reflection</i>')
    expect(panel.find('.prose').text()).to.equal(submission.text)
    expect(panel.find('a').attr()).to.include({
      href: submission.url,
      target: '_blank',
      rel: 'noopener noreferrer nofollow',
    })
    expect(panel.prevAll('ol.ladder')).to.have.length(1)
  })

  it('comes first where it was asked for from the gradebook, even while it is nothing', async () => {
    const panel = (await shown(work(true)))('section[aria-labelledby="work-b-title"]')
    expect(panel.text()).to.contain('Nothing was handed in here yet.')
    expect(panel.nextAll('ol.ladder')).to.have.length(1)
  })

  it('of somebody unknown leads to a page that can read the course', async () => {
    const $ = page(
      await (await site({ role: 'tutor', parts: { reviewed: async () => null } })).get(`${BASE}/review`),
    )
    expect($('h1').text()).to.equal('This learner is not known here yet')
    expect($('main form').attr('action')).to.equal(`${BASE}/refresh`)
  })
})

describe('the question whether a copied course goes on as the old one did', () => {
  const offer = (canTake: boolean) => ({
    origin: { ...views.course, title: 'Last year <b>' },
    criteriaVersion: 3,
    basedOn: 1,
    criteria: views.criteria,
    unmatched: false,
    kinds: [
      { activity: views.activity('n1', 'Session 1'), kind: 'attendance' as const, was: 'Session 1' },
      { activity: views.activity('n2', 'Essay'), kind: 'assignment' as const, was: 'Paper' },
    ],
    confirmations: [
      {
        was: views.activity('o3', 'Placement', { source: 'confirmation', kind: 'activity' }),
        activity: views.activity('n3', 'Placement', { source: 'confirmation', kind: 'activity' }),
      },
    ],
    canTake,
  })
  const asked = async (role: 'tutor' | 'administrator') => {
    const { app, calls } = fixtureApp({
      role,
      parts: { progress: async () => tutorView({ copy: offer(role === 'administrator') }) },
    })
    const { get, post } = await site({ app })
    return { $: page(await get(`/s/session-${role}/`)), post, calls }
  }

  it('shows an administrator what would be taken over, and sends back just that', async () => {
    const { $, post, calls } = await asked('administrator')
    const card = $('section[aria-labelledby="copy-title"]')
    expect(card.find('h2').text()).to.contain('Last year <b>')
    expect(card.find('dt')).to.have.length(3)
    expect(card.text()).to.contain('“Session 1” counts as: Attendance')
    expect(card.text()).to.contain('“Essay” (before: “Paper”) counts as: Assignment')
    expect(card.text()).to.contain('“Placement”, which tutors confirm, is added and counts as:')
    const fields = Object.fromEntries(
      card
        .find('input')
        .toArray()
        .map((node) => [$(node).attr('name'), $(node).attr('value')]),
    )
    await post('/s/session-administrator/copy', fields)
    expect(calls.at(-1)).to.deep.equal({
      name: 'takeOver',
      args: [{ criteriaVersion: 3, activities: ['n1', 'n2', 'o3'] }],
    })
  })

  it('tells a tutor who can decide, shows nothing of the old course but its title, and can be set aside', async () => {
    const { $, post, calls } = await asked('tutor')
    const card = $('section[aria-labelledby="copy-title"]')
    expect(card.text()).to.contain('An administrator of the course can take over')
    expect(card.text()).not.to.contain('Essay')
    expect(card.find('button').attr('formaction')).to.equal(`${BASE}/copy/later`)
    await post(`${BASE}/copy/later`, {})
    expect(calls.at(-1)?.name).to.equal('leaveCopy')
  })
})
