import { expect } from 'chai'
import type { StatementInfo } from '../../src/store/index.ts'
import { openStage, type Stage, type StageOptions } from './stage.ts'

describe('the roster', () => {
  let stage: Stage
  let courseId: string
  const statements: StatementInfo[] = []
  const open = async (options: StageOptions) => {
    stage = await openStage({ ...options, onStatement: (statement) => statements.push(statement) })
    courseId = (await stage.tutor()).course.id
    statements.length = 0
  }
  afterEach(() => stage.close())

  const learners = async () => (await stage.tool.store.progress.counts(courseId)).learners
  const written = () =>
    statements
      .filter(({ sql }) => !/refresh_runs|jobs/i.test(sql))
      .reduce((sum, { changed }) => sum + changed, 0)
  const asked = () => {
    const paths = stage.vle.log.entries.filter((one) => one.service === 'memberships').map((one) => one.path)
    return paths.map((path) =>
      path.includes('since=') ? 'differences' : path.includes('from=') ? 'next' : 'whole',
    )
  }
  /** Reads the course again, some minutes later; what was asked of the roster for it. */
  async function read(minutes = 10) {
    stage.clock.advance(minutes)
    stage.vle.log.clear()
    statements.length = 0
    await stage.refresh(courseId)
    return asked()
  }

  describe('of a platform that tells differences', () => {
    beforeEach(() => open({ habits: { rosterDifferences: true } }))
    const [joiner] = [
      { id: '700', username: 'new', givenName: 'Nia', familyName: 'Newydd', email: 'nia@example.test' },
    ]

    it('is asked for what changed: who joined, who left, and nothing where nothing did', async () => {
      expect(await read()).to.deep.equal(['differences'])
      expect(written()).to.equal(0)
      const [leaver] = stage.school.learners
      stage.vle.addUser(joiner)
      stage.vle.enrol('2', joiner.id, 'Learner')
      stage.vle.unenrol('2', leaver?.id ?? '')
      expect(await read()).to.deep.equal(['differences'])
      expect(await learners()).to.equal(5)
      const ids = await stage.tool.store.people.idsBySub(stage.platform.id, [joiner.id, leaver?.id ?? ''])
      const active = async (sub: string) =>
        (await stage.tool.store.people.enrolment(courseId, ids.get(sub) ?? ''))?.active
      expect([await active(joiner.id), await active(leaver?.id ?? '')]).to.deep.equal([true, false])
      stage.vle.enrol('2', leaver?.id ?? '', 'Learner')
      await read()
      expect(await learners()).to.equal(6)
      expect(await read()).to.deep.equal(['differences'])
      expect(written()).to.equal(0)
    })

    it('never hears of somebody who came and went in between', async () => {
      stage.vle.addUser(joiner)
      stage.vle.enrol('2', joiner.id, 'Learner')
      stage.vle.unenrol('2', joiner.id)
      expect(await read()).to.deep.equal(['differences'])
      expect(await stage.tool.store.people.idsBySub(stage.platform.id, [joiner.id])).to.have.property(
        'size',
        0,
      )
    })

    for (const status of [400, 403, 404, 410]) {
      it(`is read whole where the differences are refused with ${status}, and then told again`, async () => {
        stage.vle.unenrol('2', stage.school.learners[0]?.id ?? '')
        stage.vle.faults.differencesStatus = status
        expect(await read()).to.deep.equal(['differences', 'whole'])
        expect(await learners()).to.equal(4)
        stage.vle.faults.differencesStatus = null
        expect(await read()).to.deep.equal(['differences'])
      })
    }

    it('is not read whole because the platform is away', async () => {
      stage.vle.faults.differencesStatus = 503
      expect(new Set(await read())).to.deep.equal(new Set(['differences']))
      expect(await learners()).to.equal(5)
    })

    it('is read whole once a day all the same', async () => {
      expect(await read(23 * 60)).to.deep.equal(['differences'])
      expect(await read(2 * 60)).to.deep.equal(['whole'])
      expect(await read()).to.deep.equal(['differences'])
    })
  })

  it('of a Moodle that leaves names to each link has the names that a link tells, and loses nobody whom it does not', async () => {
    await open({})
    const { vle, registered, school, tool, platform } = stage
    const quiz = vle.addQuiz('2', { title: 'Gate', completed: ['701', '33', '34'] })
    const { id: linkId } = vle.addLink('2', {
      title: 'Gated',
      url: '',
      toolId: registered.id,
      gatedBy: quiz.id,
    })
    vle.addColumn('2', { label: 'Gated', scoreMaximum: 1, toolId: registered.id, linkId })
    registered.privacy = 'delegate'
    for (const id of ['701', '702']) {
      vle.addUser({ id, username: id, givenName: 'Nia', familyName: id, email: `${id}@example.test` })
      vle.enrol('2', id, 'Learner')
    }
    const paths = () => vle.log.entries.filter((one) => one.path.includes('rlid=')).length
    await read()
    expect(await learners()).to.equal(school.learners.length + 2)
    const ids = await tool.store.people.idsBySub(platform.id, ['701', '702', '101'])
    const names = (await tool.store.people.byIds([...ids.values()])).map(({ sub, name }) => [sub, name])
    expect(names).to.have.deep.members([
      ['701', 'Nia 701'],
      ['702', null],
      ['101', 'Siân Llywelyn'],
    ])
    expect(paths()).to.equal(1)
    await read()
    expect([paths(), written()], 'names are asked for where somebody is new').to.deep.equal([0, 0])
    vle.faults.refuse = (path) => path.includes('rlid=')
    vle.unenrol('2', '702')
    await read()
    vle.enrol('2', '702', 'Learner')
    await read()
    expect(await learners(), 'a link that is gone costs names, and nobody').to.equal(
      school.learners.length + 2,
    )
  })

  it('of a platform that tells none is compared', async () => {
    await open({})
    stage.vle.unenrol('2', stage.school.learners[0]?.id ?? '')
    expect(await read()).to.deep.equal(['whole'])
    expect(await learners()).to.equal(4)
    expect(await read()).to.deep.equal(['whole'])
    expect(written()).to.equal(0)
  })

  it('in pages is read to its end: nobody is lost, nobody is twice, and a second time nothing is written', async () => {
    await open({ learners: 95, habits: { rosterPage: 10 } })
    expect(await learners()).to.equal(95)
    expect(await read()).to.deep.equal(['whole', ...Array.from({ length: 9 }, () => 'next')])
    expect(written()).to.equal(0)
  })

  it('of thousands is written while it is still read, and whole in the end', async () => {
    await open({ learners: 5_000, habits: { rosterPage: 500 } })
    expect(await learners()).to.equal(5_000)
    await read()
    expect(written()).to.equal(0)
    // The first pages are everybody's news, and the last page never comes.
    for (const user of stage.school.learners) user.familyName = `${user.familyName}-Smith`
    const { store } = stage.tool
    stage.vle.unenrol('2', stage.school.learners[0]?.id ?? '')
    const isLast = (path: string) => path.includes('from=4500')
    stage.vle.faults.refuse = isLast
    await read()
    expect(await store.refreshRuns.of(courseId)).to.include({ state: 'failed' })
    expect(await learners(), 'a roster that was not read to its end loses nobody').to.equal(5_000)
    stage.vle.faults.refuse = null
    await read()
    expect(await learners()).to.equal(4_999)
    const ids = await store.people.idsBySub(stage.platform.id, ['102', '5100'])
    for (const { name } of await store.people.byIds([...ids.values()])) expect(name).to.match(/-Smith$/)
    await read()
    expect(written()).to.equal(0)
  }).timeout(60_000)
})
