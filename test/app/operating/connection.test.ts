import { expect } from 'chai'
import type { Visit } from '../../../src/app/contract.ts'
import { SCOPE } from '../../../src/lti/index.ts'
import { noFaults } from '../../vle/faults.ts'
import { addSmallCourse } from '../../vle/fixtures.ts'
import { refusal } from '../course.ts'
import { openStage, type Stage } from '../stage.ts'

describe('the connection as an administrator sees it', () => {
  let stage: Stage
  let visit: Visit

  before(async () => {
    stage = await openStage()
    visit = await stage.administrator()
  })
  after(() => stage.close())
  beforeEach(() => {
    Object.assign(stage.vle.faults, noFaults())
    // What was found before is too old to stand.
    stage.clock.advance(11)
    stage.vle.log.clear()
  })

  const app = () => stage.tool.app
  const codes = async (who = visit) =>
    Object.fromEntries((await app().connection(who)).findings.map(({ check, code }) => [check, code]))
  const tokens = () => stage.vle.log.count({ service: 'token' })

  it('is that of the VLE of the visit, asked about the course of the visit', async () => {
    const view = await app().connection(visit)
    expect(view.platform).to.include({ id: stage.platform.id, clientId: stage.platform.clientId })
    expect(view).to.include({ product: 'moodle', checkedAt: new Date(stage.clock.now()).toISOString() })
    expect(await codes()).to.deep.equal({
      registration: 'registration_approved',
      deployments: 'deployments_known',
      addresses: 'addresses_on_http_allowed',
      keys: 'keys_usable',
      token: 'token_given',
      scopes: 'scopes_granted',
      clock: 'clock_agrees',
      memberships: 'members_read',
      'line-items': 'line_items_read',
      results: 'no_line_item',
    })
  })

  it('keeps the version that the launch told', async () => {
    const platform = { family: 'moodle', version: '2024100706', guid: null, name: null }
    const told = await stage.visit(stage.school.administrator, { platform })
    expect((await app().connection(told)).version).to.equal('2024100706')
    expect((await app().connection(visit)).version).to.equal(null)
  })

  it('is looked at once for many who open the page, and stands for ten minutes', async () => {
    await Promise.all([app().connection(visit), app().connection(visit), app().connection(visit)])
    stage.clock.advance(9)
    await app().connection(visit)
    expect(tokens()).to.equal(1)
    stage.clock.advance(2)
    await app().connection(visit)
    expect(tokens()).to.equal(2)
  })

  it('is looked at anew by the button, but not twice in half a minute, and shows what was found then', async () => {
    expect(await codes()).to.include({ memberships: 'members_read' })
    stage.vle.faults.membershipsStatus = 403
    expect(await app().checkConnection(visit)).to.equal(false)
    expect(await codes()).to.include({ memberships: 'members_read' })
    stage.clock.advance(0.6)
    expect(await app().checkConnection(visit)).to.equal(true)
    expect(await codes()).to.include({ memberships: 'refused' })
    expect(tokens()).to.equal(2)
  })

  it('changes nothing in the VLE', async () => {
    await app().connection(visit)
    stage.clock.advance(1)
    await app().checkConnection(visit)
    const { entries } = stage.vle.log
    expect(entries).to.have.length(8)
    expect(entries.filter(({ method, service }) => method !== 'GET' && service !== 'token')).to.deep.equal([])
  })

  it('is nobody’s but an administrator’s', async () => {
    const others = [await stage.tutor(), await stage.visit(stage.school.learners[0] ?? null)]
    stage.vle.log.clear()
    for (const who of others) {
      expect((await refusal(app().connection(who))).code).to.equal('not_allowed')
      expect((await refusal(app().checkConnection(who))).code).to.equal('not_allowed')
    }
    expect(tokens()).to.equal(0)
  })

  it('names another registration of the issuer that waits, and none of another issuer or of one that many share', async () => {
    const { store, random } = stage.tool
    const beside = { ...stage.platform, name: 'Second', clientId: 'second', status: 'pending' } as const
    await store.platforms.save({ ...beside, id: random.uuid() })
    await store.platforms.save({ ...beside, id: random.uuid(), issuer: 'https://other.example' })
    expect((await app().connection(visit)).pending).to.deep.equal([{ name: 'Second', clientId: 'second' }])

    const shared = 'https://canvas.instructure.com'
    const ours = await store.platforms.save({
      ...stage.platform,
      id: random.uuid(),
      issuer: shared,
      clientId: 'ours',
    })
    await store.platforms.save({ ...beside, id: random.uuid(), issuer: shared, clientId: 'strangers' })
    const inCanvas = await stage.visit(stage.school.administrator, { registration: ours })
    expect((await app().connection(inCanvas)).pending).to.deep.equal([])
  })

  it('counts the readings of this VLE’s courses, and of no other’s', async () => {
    const before = (await app().connection(visit)).readings
    const second = addSmallCourse(stage.vle, { id: '3' })
    await stage.visit(second.administrator, { courseId: '3' })
    const { store, random } = stage.tool
    const stranger = await store.platforms.save({
      ...stage.platform,
      id: random.uuid(),
      clientId: 'stranger',
    })
    await stage.visit(stage.school.administrator, { registration: stranger })
    const { readings } = await app().connection(visit)
    expect(readings.courses).to.equal(before.courses + 1)
  })

  it('is one course’s own: another course of the VLE is looked at by itself', async () => {
    const other = await stage.visit(addSmallCourse(stage.vle, { id: '4', learners: 1 }).administrator, {
      courseId: '4',
    })
    const members = async (who: Visit) =>
      (await app().connection(who)).findings.find(({ check }) => check === 'memberships')?.detail.members
    expect([await members(visit), await members(other)]).to.deep.equal(['7', '3'])
  })

  it('is closed while the operator has suspended the VLE', async () => {
    const { platforms } = stage.tool.store
    await platforms.setStatus(stage.platform.id, 'suspended')
    try {
      expect((await refusal(app().connection(visit))).code).to.equal('platform_suspended')
    } finally {
      await platforms.setStatus(stage.platform.id, 'approved')
    }
  })

  it('tells when the tool leaves a VLE alone that is down', async () => {
    stage.vle.faults.down = true
    const services = stage.tool.lti.services(stage.platform, [SCOPE.lineItem])
    for (let count = 0; count < 5; count += 1) {
      await services.lineItems(visit.course.lineItemsUrl ?? '').catch(() => undefined)
    }
    const view = await app().connection(visit)
    const pause = view.findings.find(({ check }) => check === 'pause')
    expect(pause).to.deep.include({ outcome: 'fail', code: 'paused', mendBy: 'nobody' })
    expect(Date.parse(pause?.detail.until ?? '')).to.be.greaterThan(stage.clock.now())
    expect(await codes()).to.include({ token: 'unreachable' })
    // The diagnosis goes beside the pause, so it sees at once that the VLE is back.
    stage.vle.faults.down = false
    stage.clock.advance(0.6)
    await app().checkConnection(visit)
    expect(await codes()).to.include({ token: 'token_given', memberships: 'members_read' })
  })
})
