import { expect } from 'chai'
import { evaluateLearners } from '../../src/app/judging/evaluate-learners.ts'
import { refreshCourse } from '../../src/app/reading/refresh.ts'
import { decodeBitstring } from '../../src/openbadges/index.ts'
import { type Course, openCourse, refusal, TAKING_PART } from './course.ts'

describe('awarding', () => {
  let course: Course
  beforeEach(async () => {
    course = await openCourse()
  })
  afterEach(() => course.close())

  const judge = (ids: readonly string[] | null) => evaluateLearners(course.tool.deps, course.courseId, ids)

  it('happens once, however often and in however many places at once somebody is judged', async () => {
    const { tool } = course
    const users = course.school.learners
    const ids = await Promise.all(users.map(course.personId))
    // Nobody judges yet: all is known and nothing awarded when the twenty begin.
    await tool.engine.stop()
    for (const user of users) for (const label of [TAKING_PART, 'Essay']) course.grade(label, user, 9)
    await refreshCourse(tool.deps, course.courseId)
    expect(tool.counts.awards).to.equal(0)
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, n) => judge(n % 2 ? ids : null)))
    expect(outcomes.reduce((sum, one) => sum + one.awarded, 0)).to.equal(10)
    await judge(ids)
    for (const user of users) {
      expect((await course.credentials(user)).map((one) => one.level)).to.deep.equal([
        'completed',
        'demonstrated',
      ])
    }
    const places = (await Promise.all(users.map(course.credentials))).flat().map((one) => one.statusIndex)
    expect(new Set(places).size, 'each has a place of its own on the status list').to.equal(10)
  })

  it('keeps the reasons in words, and says in the audit that it was the rule', async () => {
    const user = course.learner(1)
    await course.earn(user, 'completed')
    const [credential] = await course.credentials(user)
    expect(credential?.narrative).to.contain(TAKING_PART)
    expect(credential).to.include({ awardedBy: null, criteriaVersion: 2 })
    const lines = await course.tool.store.audit.ofCourse(course.courseId, 10)
    const line = lines.find((one) => one.action === 'credential.awarded')
    expect(line).to.include({ actorId: null, subjectId: await course.personId(user), reason: null })
    expect(line?.detail).to.include({ level: 'completed', criteriaVersion: 2, credential: credential?.id })
  })

  it('by hand needs a reason, the level below, a learner, and is not done twice', async () => {
    const { app } = course.tool
    const user = course.learner(1)
    const tutor = await course.tutor()
    const id = await course.personId(user)
    const award = (level: 'completed' | 'demonstrated', reason: string, personId = id) =>
      app.awardByHand(tutor, personId, level, reason)
    expect(await refusal(award('completed', ' \n'))).to.include({ code: 'reason_missing', status: 400 })
    const missing = await refusal(award('demonstrated', 'Seen it'))
    expect(missing).to.deep.include({
      code: 'lower_level_missing',
      status: 409,
      detail: { level: 'completed' },
    })
    const self = award('completed', 'I was there', tutor.person?.id)
    expect(await refusal(self)).to.include({ code: 'learner_not_found', status: 404 })
    expect(await course.credentials(user)).to.deep.equal([])
    await award('completed', ' Seen in the spring course ')
    expect(await refusal(award('completed', 'Again'))).to.include({ code: 'already_held', status: 409 })
    await award('demonstrated', 'Portfolio')
    expect(await course.held(user)).to.deep.equal(['completed', 'demonstrated'])
  })

  it('by hand keeps the reason for the record alone', async () => {
    const tutor = await course.tutor()
    const user = course.learner(1)
    const id = await course.personId(user)
    await course.tool.app.awardByHand(tutor, id, 'completed', ' Was ill in spring ')
    const [credential] = await course.credentials(user)
    const lines = await course.tool.store.audit.ofCourse(course.courseId, 10)
    const line = lines.find((one) => one.action === 'credential.awarded')
    expect(line).to.include({ actorId: tutor.person?.id, subjectId: id, reason: 'Was ill in spring' })
    expect(`${credential?.document}${credential?.narrative}`).not.to.contain('ill')
    expect(credential?.awardedBy).to.equal(tutor.person?.id)
  })

  it('by hand by two tutors at once makes one credential, and tells the other', async () => {
    const { app } = course.tool
    const [first, second] = [await course.tutor(), await course.visit(course.school.tutors[1])]
    const id = await course.personId(course.learner(1))
    const both = [first, second].map((tutor) => app.awardByHand(tutor, id, 'completed', 'Seen'))
    const codes = (await Promise.allSettled(both)).map((one) =>
      one.status === 'rejected' ? one.reason.code : 'done',
    )
    expect(codes.sort()).to.deep.equal(['already_held', 'done'])
    expect(await course.credentials(course.learner(1))).to.have.length(1)
  })

  it('opens the next level: what was done before counts as soon as the level below is there', async () => {
    const user = course.learner(1)
    await course.earn(user, 'demonstrated')
    expect(await course.held(user)).to.deep.equal([])
    await course.tool.app.awardByHand(await course.tutor(), await course.personId(user), 'completed', 'Seen')
    expect(await course.held(user)).to.deep.equal(['completed', 'demonstrated'])
  })
})

describe('withdrawing', () => {
  let course: Course
  beforeEach(async () => {
    course = await openCourse()
    await course.earn(course.learner(1), 'completed', 'demonstrated')
    await course.earn(course.learner(2), 'completed', 'demonstrated')
  })
  afterEach(() => course.close())

  const withdraw = async (n: number, level: 'completed' | 'demonstrated', reason = 'Was somebody else') =>
    course.tool.app.withdraw(await course.tutor(), await course.personId(course.learner(n)), level, reason)

  it('needs a reason and something to withdraw', async () => {
    expect(await refusal(withdraw(1, 'completed', '  '))).to.include({ code: 'reason_missing', status: 400 })
    expect(await refusal(withdraw(3, 'completed'))).to.include({ code: 'not_held', status: 409 })
    expect(await course.held(course.learner(1))).to.have.length(2)
  })

  it('takes every level above with it, each with an audit line, and none below', async () => {
    await withdraw(1, 'completed')
    expect(await course.held(course.learner(1))).to.deep.equal([])
    const lines = (await course.tool.store.audit.ofCourse(course.courseId, 20)).filter(
      (one) => one.action === 'credential.withdrawn',
    )
    expect(lines.map((one) => one.detail.level).sort()).to.deep.equal(['completed', 'demonstrated'])
    for (const one of lines) expect(one.reason).to.equal('Was somebody else')
    await withdraw(2, 'demonstrated')
    expect(await course.held(course.learner(2))).to.deep.equal(['completed'])
  })

  it('is for good as far as the rule goes; a person may award anew', async () => {
    const user = course.learner(1)
    await withdraw(1, 'completed')
    await course.earn(user, 'completed', 'demonstrated')
    await evaluateLearners(course.tool.deps, course.courseId, null)
    expect(await course.held(user)).to.deep.equal([])
    const { rungs } = await course.tool.app.ladder(await course.visit(user))
    expect(rungs.map((rung) => rung.state)).to.deep.equal(['withdrawn', 'withdrawn', 'locked'])
    await course.tool.app.awardByHand(
      await course.tutor(),
      await course.personId(user),
      'completed',
      'It was her',
    )
    expect(await course.held(user), 'the level above was withdrawn by a person as well').to.deep.equal([
      'completed',
    ])
    expect((await course.credentials(user)).map((one) => one.state)).to.have.members([
      'withdrawn',
      'withdrawn',
      'live',
    ])
  })

  it('shows on the page, in the assertion and in the status list, without the tutor’s words', async () => {
    const { credentials } = course.tool.app
    const [row] = await course.credentials(course.learner(1))
    const [other] = await course.credentials(course.learner(2))
    if (!row || !other) throw new Error('nothing was awarded')
    const revoked = async () => {
      const { credentialSubject } = await credentials.statusList(row.statusListId)
      const { encodedList } = credentialSubject as { encodedList: string }
      const bits = decodeBitstring(encodedList)
      return [bits.has(row.statusIndex), bits.has(other.statusIndex)]
    }
    expect(await revoked()).to.deep.equal([false, false])
    expect((await credentials.page(row.id)).status).to.equal('valid')
    expect((await credentials.assertion(row.id)).gone).to.equal(false)
    await withdraw(1, 'completed')
    expect(await revoked()).to.deep.equal([true, false])
    expect((await credentials.page(row.id)).status).to.equal('withdrawn')
    const assertion = await credentials.assertion(row.id)
    expect(assertion.gone).to.equal(true)
    expect(assertion.document).to.deep.include({ revoked: true })
    expect(JSON.stringify(assertion.document)).not.to.contain('somebody else')
  })
})
