import { expect } from 'chai'
import { SLOW } from './command.ts'
import { type Office, openOffice } from './stage.ts'

describe('a person on the command line', function suite() {
  this.timeout(SLOW)
  let office: Office
  before(async () => {
    office = await openOffice()
    await office.visit(learner(0))
  })
  after(() => office.close())

  const learner = (n: number) => {
    const found = office.school.learners[n]
    if (!found) throw new Error('no such learner')
    return found
  }
  const idOf = async (n: number) => {
    const { store } = office.server.tool
    const [platform] = await store.platforms.list()
    const sub = learner(n).id
    return (await store.people.idsBySub(platform?.id ?? '', [sub])).get(sub) ?? ''
  }

  it('is exported by our id or by the platform’s, while the tool runs', async () => {
    const id = await idOf(0)
    const file = (await office.desk.json('export', '--person', id)) as { person: { id: string } }
    expect(file.person.id).to.equal(id)
    const sub = learner(0).id
    const same = await office.desk.run('export', '--platform', 'The VLE', '--sub', sub)
    expect(same.code, same.stderr).to.equal(0)
    expect(same.stdout).to.contain(id).and.to.contain('enrolments')
    expect((await office.desk.run('export', '--person', id, '--sub', sub)).code).to.equal(2)
    const nobody = await office.desk.run('export', '--person', 'nobody')
    expect([nobody.code, nobody.stderr]).to.deep.equal([2, 'nobody of that id is known\n'])
  })

  it('is erased by the operator’s word alone, with their scores, while the tool runs; the record says that it was', async () => {
    const { store } = office.server.tool
    const id = await idOf(0)
    const tutor = await office.visit(office.school.tutors[0])
    await office.server.tool.app.awardByHand(tutor, id, 'completed', 'Seen')
    await office.server.tool.engine.idle()
    const shown = await office.desk.run('erase', '--person', id)
    expect(shown.code).to.equal(1)
    expect(shown.stdout).to.contain('1  credentials').and.to.contain('--yes')
    expect(await store.people.byId(id)).not.to.equal(null)
    const done = await office.desk.run('erase', '--person', id, '--yes', '--json')
    expect(done.code, done.stderr).to.equal(0)
    expect(JSON.parse(done.stdout)).to.include({ id, erased: true })
    expect(await store.people.byId(id)).to.equal(null)
    await office.server.tool.engine.idle()
    expect(await store.personal.removals(tutor.course.id, '9999', 9)).to.deep.equal([])
    const again = await office.desk.run('erase', '--person', id, '--yes')
    expect([again.code, again.stderr]).to.deep.equal([2, 'nobody of that id is known\n'])
  })
})
