import { expect } from 'chai'
import { SLOW } from './command.ts'
import { type Office, openOffice } from './stage.ts'

describe('credentials on the command line', function suite() {
  this.timeout(SLOW)
  let office: Office
  before(async () => {
    office = await openOffice()
  })
  after(() => office.close())

  it('are issued anew and revoked, with a reason, while the tool runs', async () => {
    const { tool } = office.server
    const tutor = await office.visit(office.school.tutors[0])
    await tool.engine.idle()
    const [personId = ''] = await tool.store.people.learnerIds(tutor.course.id, null, 1)
    await tool.app.awardByHand(tutor, personId, 'completed', 'Seen')
    const [old] = await tool.store.credentials.ofLearner(tutor.course.id, personId)
    const id = old?.id ?? ''
    expect((await office.desk.run('credential', 'reissue', id)).code, 'without a reason').to.equal(2)
    const anew = await office.desk.run('credential', 'reissue', id, '--reason', 'New name', '--json')
    expect(anew.code, anew.stderr).to.equal(0)
    const { replaced, id: fresh } = JSON.parse(anew.stdout)
    expect(replaced).to.equal(id)
    expect((await tool.store.credentials.byId(id))?.replacedBy).to.equal(fresh)
    const again = await office.desk.run('credential', 'reissue', id, '--reason', 'New name')
    expect([again.code, again.stderr]).to.deep.equal([2, `it was replaced by ${fresh}\n`])
    const gone = await office.desk.run('credential', 'revoke', fresh, '--reason', 'Wrong person')
    expect([gone.code, gone.stdout]).to.deep.equal([0, `${fresh}  completed: withdrawn\n`])
  })
})
