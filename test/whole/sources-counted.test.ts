import { expect } from 'chai'
import type { Visit } from '../../src/app/contract.ts'
import { refreshCourse } from '../../src/app/reading/refresh.ts'
import type { StatementInfo } from '../../src/store/index.ts'
import { type Course, EVIDENCE, openCourse, REFLECTION } from '../app/course.ts'

const GATE = { title: 'Unit 3 done', gate: 'Hidden until the quiz is passed', kind: 'assignment' } as const

/** One person does one thing; what is prepared before it is not counted. */
type Deed = (course: Course) => Promise<() => Promise<unknown>>

const learnerAt = (course: Course, link: string): Promise<Visit> => course.visit(course.learner(1), { link })

/** Every source that is recorded here, and not read from the VLE with the course. */
const SOURCES: Readonly<Record<string, Deed>> = {
  'a check-in': async (course) => {
    const visit = await learnerAt(course, 'Session')
    return () => course.tool.app.checkIn(visit)
  },
  'work handed in': async (course) => {
    const visit = await learnerAt(course, REFLECTION.title)
    return () => course.tool.app.work.handIn(visit, { text: 'What I did', url: null, files: [] })
  },
  'a checkpoint that is opened': async (course) => () => learnerAt(course, GATE.title),
  'a tutor’s word for a course taken elsewhere': async (course) => {
    const [tutor, id] = [await course.tutor(), await course.personId(course.learner(1))]
    const taken = { what: 'The same course at another college', takenOn: '2026-01-15' }
    return () => course.tool.app.attendance.confirmEquivalent(tutor, id, taken)
  },
  'evidence that is handed in': async (course) => {
    const visit = await course.visit(course.learner(1))
    return () => course.tool.app.reviews.submit(visit, EVIDENCE)
  },
}

interface Cost {
  readonly statements: number
  readonly read: number
  readonly written: number
  readonly evaluations: number
}

const AGAIN = 'reading the course again'

async function costs(learners: number): Promise<Record<string, Cost>> {
  const statements: StatementInfo[] = []
  const course = await openCourse({ learners, onStatement: (statement) => statements.push(statement) })
  try {
    await course.addLinks({ checkIns: ['Session'], coursework: [REFLECTION], checkpoints: [GATE] })
    await course.earn(course.learner(1), 'completed', 'demonstrated')
    await course.settle()
    const found: Record<string, Cost> = {}
    const counted = async (deed: () => Promise<unknown>): Promise<Cost> => {
      await course.settle()
      statements.length = 0
      const before = course.tool.counts.evaluations
      await deed()
      await course.settle()
      // When a course was read is kept each time.
      const ours = statements.filter(({ sql }) => !/refresh_runs/i.test(sql))
      return {
        statements: ours.length,
        read: ours.reduce((sum, { kind, rows }) => sum + (kind === 'read' ? rows : 0), 0),
        written: ours.reduce((sum, { changed }) => sum + changed, 0),
        evaluations: course.tool.counts.evaluations - before,
      }
    }
    for (const [name, prepare] of Object.entries(SOURCES)) found[name] = await counted(await prepare(course))
    const read = () => refreshCourse(course.tool.deps, course.courseId)
    // The scores that were posted come back with the columns once.
    await counted(read)
    found[AGAIN] = await counted(read)
    return found
  } finally {
    await course.close()
  }
}

describe('what one person’s deed costs, counted', function suite() {
  this.timeout(180_000)
  let small: Record<string, Cost>
  let large: Record<string, Cost>
  before(async () => {
    small = await costs(100)
    large = await costs(2_000)
  })

  for (const name of Object.keys(SOURCES)) {
    it(`is the same number of statements and rows in a course of 100 as in one of 2,000: ${name}`, () => {
      expect(large[name]).to.deep.equal(small[name])
      expect(small[name]?.statements).to.be.within(3, 120)
      expect(small[name]?.evaluations).to.be.at.most(2)
    })
  }

  it('is nothing once all of it was read: 0 rows written, 0 evaluations', () => {
    for (const cost of [small[AGAIN], large[AGAIN]]) expect(cost).to.include({ written: 0, evaluations: 0 })
  })
})
