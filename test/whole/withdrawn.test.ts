import { expect } from 'chai'
import { load } from 'cheerio'
import type { Credential } from '../../src/app/model.ts'
import type { Robot } from '../vle/robot.ts'
import { addLinks, enter, LADDER, open, sessionOf } from './course.ts'
import { type Inside, openInside } from './inside.ts'

describe('a credential that a tutor withdraws', function () {
  this.timeout(60_000)
  let inside: Inside
  let tutor: Robot
  let personId: string
  let credentials: Credential[]
  const png = new Map<string, Buffer>()

  const fetched = (path: string, init?: RequestInit) => fetch(`${inside.toolUrl}${path}`, init)
  const pageOf = async (path: string) => load(await (await fetched(path)).text())
  const verify = async (body: object) => {
    const reply = await fetched('/api/verify', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return (await reply.json()) as {
      verdict: string
      checks: { id: string; outcome: string; message: string }[]
    }
  }
  const statusOf = (report: Awaited<ReturnType<typeof verify>>) =>
    report.checks.find(({ id }) => id === 'status')?.message
  const decide = async (fields: Record<string, string>, confirmed: Record<string, string>) => {
    const form = 'form[action$="/decisions"]'
    const page = await open(tutor, inside.vle, LADDER, `/learners/${personId}`)
    const look = await tutor.submit(page, `${form}:has(select)`, { level: 'completed', ...fields })
    return tutor.submit(look, 'form[action$="/decisions/confirmed"]', confirmed)
  }
  const of = (level: string) => {
    const found = credentials.find((one) => one.level === level)
    if (!found) throw new Error(`no ${level}`)
    return found
  }

  before(async () => {
    inside = await openInside({ learners: 1 })
    tutor = await enter(inside.vle, inside.school.tutors[0].id)
    await addLinks(tutor, 1)
    const learner = await enter(inside.vle, inside.school.learners[0]?.id ?? '')
    await open(learner, inside.vle, LADDER)
    const { tool } = inside.server
    const course = (await tool.store.courses.list())[0]
    if (!course) throw new Error('no course')
    const [id] = await tool.store.people.learnerIds(course.id, null, 1)
    personId = id ?? ''
    await decide({ kind: 'award', level: 'completed' }, { reason: 'Seen' })
    await decide({ kind: 'award', level: 'demonstrated' }, { reason: 'Seen' })
    credentials = await tool.store.credentials.ofLearner(course.id, personId)
    for (const one of credentials) {
      const image = Buffer.from(await (await fetched(`/credentials/${one.id}.png`)).arrayBuffer())
      png.set(one.id, image)
      expect((await verify({ credential: one.document })).verdict, one.level).to.equal('valid')
    }
    const kept = 'Their cousin sat the sessions for them'
    await decide({ kind: 'withdraw', level: 'completed' }, { reason: kept, cause: 'mistake' })
  })
  after(() => inside?.close())

  const today = () => new Date(inside.server.tool.clock.now()).toISOString().slice(0, 10)

  it('takes the levels above with it, and both pages say so at once: when, and why as far as the public may know', async () => {
    for (const [level, why] of [
      ['completed', 'It was awarded by mistake.'],
      ['demonstrated', 'A credential that it rests on was withdrawn.'],
    ] as const) {
      const $ = await pageOf(`/credentials/${of(level).id}`)
      expect($('.verdict-title').text(), level).to.equal('This credential was withdrawn')
      expect($('.verdict').text(), level)
        .to.contain(why)
        .and.match(/on \d+ \w+ \d{4}\./)
      expect($('body').text(), 'a tutor’s own words').not.to.contain('cousin')
    }
  })

  it('is gone as a hosted assertion, with the reason', async () => {
    const reply = await fetched(`/ob2/assertions/${of('completed').id}`)
    expect(reply.status).to.equal(410)
    expect(await reply.json()).to.include({
      revoked: true,
      revocationReason: `The issuer withdrew this badge on ${today()}. It was awarded by mistake.`,
    })
  })

  it('is told to an employer who checks its document, its image or its address', async () => {
    const { id, document } = of('completed')
    const told = `The issuer withdrew this badge on ${today()}. It was awarded by mistake.`
    for (const body of [{ credential: document }, { url: `${inside.toolUrl}/credentials/${id}.json` }]) {
      const report = await verify(body)
      expect([report.verdict, statusOf(report)]).to.deep.equal(['invalid', told])
    }
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(png.get(id) ?? Buffer.alloc(0))]), 'badge.png')
    const reply = await fetched('/verify', { method: 'POST', body: form })
    const $ = load(await reply.text())
    expect($('.verdict-title').text()).to.equal('This credential was withdrawn')
    expect($('.verdict').text()).to.contain('It was awarded by mistake.')
  })

  it('tells nothing of it to whoever changed the document', async () => {
    const forged = of('completed').document.replace(/Riverside College|Credential Ladder/, 'Another College')
    const changed = JSON.stringify({ ...JSON.parse(forged), name: 'Professor' })
    const report = await verify({ credential: changed })
    expect(report.verdict).to.equal('invalid')
    expect(statusOf(report)).to.equal('The issuer has withdrawn this badge.')
  })

  it('stands on the certificate and in the tutor’s and the learner’s lists as withdrawn', async () => {
    const pdf = await fetched(`/credentials/${of('completed').id}.pdf`)
    expect(pdf.status).to.equal(200)
    const page = await open(tutor, inside.vle, LADDER, `/learners/${personId}`)
    expect(page.$('.rung.earned')).to.have.length(0)
    expect(page.$('.rung-completed').text()).to.contain('Withdrawn').and.contain('cousin')
    const list = await tutor.get(`${sessionOf(page)}/?holds=completed`)
    expect(list.$('main').text()).not.to.contain(page.$('h1').text())
  })
})
