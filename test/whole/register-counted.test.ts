import { expect } from 'chai'
import type { StatementInfo } from '../../src/store/index.ts'
import { openStage } from '../app/stage.ts'

/** Statements and rows for one tick in the register of a course of so many, and for the page that shows it. */
async function oneTick(learners: number) {
  const statements: StatementInfo[] = []
  const stage = await openStage({ learners, onStatement: (statement) => statements.push(statement) })
  try {
    const { attendance } = stage.tool.app
    const tutor = await stage.tutor()
    const { id } = await attendance.addConfirmed(tutor, { title: 'Talk', kind: 'participation' })
    await stage.refresh(tutor.course.id)
    await stage.settle()
    const everybody = { search: null, offset: 0, limit: 50 }
    const [first] = (await attendance.register(tutor, id, everybody)).rows
    statements.length = 0
    const before = stage.tool.counts.evaluations
    await attendance.saveRegister(tutor, id, {
      marks: new Map([[first?.person.id ?? '', 'present']]),
      note: null,
    })
    await stage.settle()
    const saved = counted(statements)
    const evaluations = stage.tool.counts.evaluations - before
    statements.length = 0
    await attendance.register(tutor, id, everybody)
    return { saved, evaluations, shown: counted(statements) }
  } finally {
    await stage.close()
  }
}

function counted(statements: readonly StatementInfo[]) {
  return {
    statements: statements.length,
    read: statements.reduce((sum, { kind, rows }) => sum + (kind === 'read' ? rows : 0), 0),
    written: statements.reduce((sum, { changed }) => sum + changed, 0),
  }
}

describe('what one tick in a register costs, counted', function suite() {
  this.timeout(120_000)

  it('is the same number of statements and rows in a course of 100 as in one of 2,000', async () => {
    const small = await oneTick(100)
    expect(small.saved.statements).to.be.within(5, 40)
    // At once for the next page, and by the job that makes it certain.
    expect(small.evaluations).to.equal(2)
    expect(await oneTick(2_000)).to.deep.equal(small)
  })
})
