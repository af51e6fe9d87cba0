import { expect } from 'chai'
import { type Course, ESSAY, openCourse, TAKING_PART } from '../course.ts'

const DAY = 24 * 60

for (const rosterDifferences of [false, true])
  describe(`leavers and rejoiners, by a roster ${rosterDifferences ? 'that tells differences' : 'that is read whole'}`, () => {
    let course: Course
    beforeEach(async () => {
      course = await openCourse({ habits: { rosterDifferences } })
    })
    afterEach(() => course.close())

    async function read() {
      course.clock.advance(10)
      await course.refresh(course.courseId)
    }
    const membership = async () => {
      const visit = await course.tutor()
      return (await course.tool.app.learner(visit, await course.personId(course.learner(1)))).membership
    }
    const today = () => new Date(course.clock.now()).toISOString()

    it('keep what they hold and earn nothing new while away, and go on when they are back', async () => {
      const user = course.learner(1)
      await course.earn(user, 'completed')
      expect(await membership()).to.include({ active: true, leftAt: null })
      course.vle.unenrol('2', user.id)
      await read()
      const left = today()
      expect(await membership()).to.deep.equal({ active: false, since: left, leftAt: left })
      course.grade(ESSAY, user, 9)
      await read()
      expect(await course.held(user)).to.deep.equal(['completed'])
      course.clock.advance(2 * DAY)
      course.vle.enrol('2', user.id, 'Learner')
      await read()
      expect(await membership()).to.deep.equal({ active: true, since: today(), leftAt: left })
      expect(await course.held(user)).to.deep.equal(['completed', 'demonstrated'])
    })

    it('are back by their own launch as well, with what was graded meanwhile', async () => {
      const user = course.learner(1)
      course.vle.unenrol('2', user.id)
      await read()
      course.grade(TAKING_PART, user, 9)
      await read()
      expect(await course.held(user)).to.deep.equal([])
      course.vle.enrol('2', user.id, 'Learner')
      await course.visit(user)
      expect(await course.held(user)).to.deep.equal(['completed'])
    })

    it('that turn out to be test users are no learners any more', async () => {
      const user = course.learner(1)
      course.vle.enrol('2', user.id, 'TestUser')
      await read()
      course.grade(TAKING_PART, user, 9)
      await read()
      expect(await membership()).to.include({ active: false })
      expect(await course.held(user)).to.deep.equal([])
      expect((await course.tool.store.progress.counts(course.courseId)).learners).to.equal(4)
    })
  })
