import { expect } from 'chai'
import { refreshCourse } from '../../src/app/reading/refresh.ts'
import { FUNCTIONS } from '../../src/moodle/index.ts'
import type { StatementInfo } from '../../src/store/index.ts'
import { openStage, type Stage } from '../app/stage.ts'

const TOKEN = '0123456789abcdef0123456789abcdef'

interface Cost {
  readonly written: number
  readonly rowsRead: number
  readonly statements: number
  readonly evaluations: number
}

/** A course of so many learners whose native quiz is read over Moodle's web service. */
async function prepare(learners: number) {
  const statements: StatementInfo[] = []
  const stage = await openStage({ learners, onStatement: (statement) => statements.push(statement) })
  const { vle, tool, school, platform } = stage
  const quiz = vle.addQuiz(school.course.id, { title: 'Quiz', scoreMaximum: 10 })
  const column = vle.activityColumn(quiz.id) ?? ''
  for (const person of school.learners) vle.grade(column, person.id, 4)
  vle.webService.tokens[TOKEN] = [...FUNCTIONS]
  await tool.deps.moodleSites.connect(platform.id, { url: vle.url, token: TOKEN })
  const tutor = await stage.tutor()
  await tool.app.sources.addModules(tutor, new Map([[quiz.id, 'activity' as const]]))
  await stage.settle()
  return {
    stage,
    column,
    async refresh(): Promise<Cost> {
      statements.length = 0
      const before = tool.counts.evaluations
      await refreshCourse(tool.deps, tutor.course.id)
      await stage.settle()
      const ours = statements.filter((statement) => !/refresh_runs/i.test(statement.sql))
      return {
        written: ours.reduce((sum, statement) => sum + statement.changed, 0),
        rowsRead: ours.reduce((sum, statement) => sum + (statement.kind === 'read' ? statement.rows : 0), 0),
        statements: ours.length,
        evaluations: tool.counts.evaluations - before,
      }
    },
  }
}

describe('what reading Moodle’s own activities costs, counted', function suite() {
  this.timeout(120_000)
  const changed = new Map<number, Cost>()

  for (const size of [20, 200])
    describe(`in a course of ${size}`, () => {
      let course: Awaited<ReturnType<typeof prepare>>
      before(async () => {
        course = await prepare(size)
      })
      after(() => course.stage.close())

      it('is nothing where nothing changed: 0 rows written, 0 evaluations', async () => {
        const cost = await course.refresh()
        expect(cost).to.include({ written: 0, evaluations: 0 })
        expect(cost.statements).to.be.at.most(11)
      })

      it('is one evaluation for one changed grade', async () => {
        const { vle, school } = course.stage
        vle.grade(course.column, school.learners.at(-1)?.id ?? '', 9)
        const cost = await course.refresh()
        changed.set(size, cost)
        expect(cost).to.include({ evaluations: 1 })
        expect(await course.refresh()).to.include({ written: 0, evaluations: 0 })
      })

      it('asks Moodle for the course once, and twice a person', async () => {
        const { log } = (course.stage as Stage).vle
        log.clear()
        await course.refresh()
        expect(log.count({ path: 'core_course_get_contents' })).to.equal(1)
        const [completion, grades] = ['get_activities_completion_status', 'get_grade_items']
        // The tutors of the roster are asked about as well.
        expect(log.count({ path: completion ?? '' })).to.equal(size + 2)
        expect(log.count({ path: grades ?? '' })).to.equal(size + 2)
      })
    })

  describe('in the one and the other', () => {
    it('is the same number of statements and rows for one changed grade', () => {
      expect(changed.get(20)).to.include({ evaluations: 1 })
      expect(changed.get(200)).to.deep.equal(changed.get(20))
    })
  })
})
