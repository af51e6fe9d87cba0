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
})
