import { expect } from 'chai'
import { refreshCourse } from '../../src/app/reading/refresh.ts'
import type { StatementInfo } from '../../src/store/index.ts'
import { judgeByTakingPart } from '../app/course.ts'
import { openStage, type Stage } from '../app/stage.ts'

/** A course of so many learners who all took part, and whose only open condition is one grade. */
interface Counted {
  stage: Stage
  column: string
  refresh(): Promise<{
    written: number
    rowsRead: number
    statements: number
    evaluations: number
    signatures: number
  }>
}

async function prepare(learners: number): Promise<Counted> {
  const statements: StatementInfo[] = []
  const stage = await openStage({ learners, onStatement: (statement) => statements.push(statement) })
  const { vle, tool, school } = stage
  const visit = await stage.administrator()
  await judgeByTakingPart(stage, visit)
  await tool.app.addColumn(visit, {
    title: 'Taking part',
    kind: 'participation',
    source: 'column',
    maximum: 10,
  })
  const column = vle.columns(school.course.id).find((item) => item.label === 'Taking part')?.id ?? ''
  // Everybody has a grade to read, but none that earns anything: signing thousands is not what is counted here.
  for (const person of school.learners) vle.grade(column, person.id, 0)
  await stage.settle()
  await refreshAndWait()

  async function refreshAndWait() {
    await refreshCourse(tool.deps, visit.course.id)
    await stage.settle()
  }
  return {
    stage,
    column,
    async refresh() {
      statements.length = 0
      const before = { ...tool.counts }
      await refreshAndWait()
      const ours = statements.filter((statement) => !/refresh_runs/i.test(statement.sql))
      return {
        written: ours.reduce((sum, statement) => sum + statement.changed, 0),
        rowsRead: ours.reduce((sum, statement) => sum + (statement.kind === 'read' ? statement.rows : 0), 0),
        statements: ours.length,
        evaluations: tool.counts.evaluations - before.evaluations,
        signatures: tool.counts.signatures - before.signatures,
      }
    },
  }
}

describe('what a refresh costs, counted', function suite() {
  this.timeout(120_000)
  const changed: Record<number, Awaited<ReturnType<Counted['refresh']>>> = {}

  for (const size of [100, 5_000]) {
    describe(`in a course of ${size}`, () => {
      let course: Counted
      before(async () => {
        course = await prepare(size)
      })
      after(() => course.stage.close())

      it('is nothing where nothing changed: 0 rows written, 0 signatures, 0 evaluations', async () => {
        const cost = await course.refresh()
        expect(cost).to.include({ written: 0, evaluations: 0, signatures: 0 })
        expect(cost.statements).to.be.at.most(10)
      })

      it('is one evaluation and one signature for one changed grade, and the credential appears', async () => {
        const { vle, school } = course.stage
        const [last] = school.learners
        vle.grade(course.column, last?.id ?? '', 9)
        const cost = await course.refresh()
        changed[size] = cost
        expect(cost).to.include({ evaluations: 1, signatures: 1 })
        const column = vle.columns(school.course.id).find((item) => item.tag === 'credential-ladder-level')
        expect(vle.gradeOf(column?.id ?? '', last?.id ?? '')?.score).to.equal(1)
      })

      it('is nothing again afterwards', async () => {
        expect(await course.refresh()).to.include({ written: 0, evaluations: 0, signatures: 0 })
      })
    })
  }

  describe('in the one and the other', () => {
    it('is the same number of statements and rows for one changed grade', () => {
      expect(changed[100]).to.include({ evaluations: 1 })
      expect(changed[5_000]).to.deep.equal(changed[100])
    })
  })
})
