import { expect } from 'chai'
import { evaluateLearners } from '../../src/app/judging/evaluate-learners.ts'
import type { StatementInfo } from '../../src/store/index.ts'
import { type LargeCourse, openLargeCourse } from '../support/large-course.ts'
import { freshPostgres } from '../support/postgres.ts'

const LEARNERS = 2_000
const ELIGIBLE = 1_500

describe('what it costs to award a level to 1,500 of 2,000 learners, counted', function suite() {
  this.timeout(300_000)

  for (const database of ['SQLite', 'PostgreSQL']) {
    describe(`on ${database}`, () => {
      const statements: StatementInfo[] = []
      let large: LargeCourse
      before(async () => {
        const onStatement = (info: StatementInfo) => statements.push(info)
        const url = database === 'PostgreSQL' ? { url: await freshPostgres() } : {}
        large = await openLargeCourse({ learners: LEARNERS, eligible: ELIGIBLE, onStatement, ...url })
      })
      after(() => large?.close())

      async function pass() {
        statements.length = 0
        const before = { ...large.tool.counts }
        const { awarded, progressWritten } = await evaluateLearners(large.tool.deps, large.course.id, null)
        const { signatures, signaturesInFull } = large.tool.counts
        return {
          awarded,
          progressWritten,
          signatures: signatures - before.signatures,
          inFull: signaturesInFull - before.signaturesInFull,
          statements: statements.length,
          written: statements.reduce((sum, { changed }) => sum + changed, 0),
        }
      }

      it('is at most one statement for ten awards, and no signature goes the full way', async () => {
        const cost = await pass()
        expect(cost).to.include({
          awarded: ELIGIBLE,
          progressWritten: LEARNERS,
          signatures: ELIGIBLE,
          inFull: 0,
        })
        expect(cost.statements / ELIGIBLE).to.be.at.most(0.1)
      })

      it('is at most ten statements, and nothing written, where nothing changed', async () => {
        const cost = await pass()
        expect(cost).to.include({ awarded: 0, progressWritten: 0, signatures: 0, written: 0 })
        expect(cost.statements).to.be.at.most(10)
      })
    })
  }
})
