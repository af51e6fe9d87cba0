import { expect } from 'chai'
import type { BehaviourName } from '../vle/index.ts'
import { createRobot, type Page, type Robot } from '../vle/robot.ts'
import { type Inside, openInside } from './inside.ts'

const OLD = '2'
const NEW = '9'
const CARD = 'section[aria-labelledby="copy-title"]'
const CUSTOM = { context_history: '$Context.id.history', link_history: '$ResourceLink.id.history' }

/** How each platform tells of a copy; Moodle does not, but the copied links name the old course's activities. */
const SIGNS: readonly (readonly [BehaviourName, string])[] = [
  ['moodle', 'link'],
  ['blackboard', 'history'],
  ['canvas', 'history'],
]

for (const [behaviour, how] of SIGNS) {
  describe(`a course that was copied on ${behaviour}`, function () {
    this.timeout(60_000)
    let inside: Inside
    let tutor: Robot
    let administrator: Robot

    before(async () => {
      inside = await openInside({ learners: 2, behaviour, custom: CUSTOM })
      const { vle, school, server } = inside
      tutor = await enter(school.tutors[0].id)
      administrator = await enter(school.administrator.id)
      const picker = await past(tutor, await tutor.startDeepLinking(OLD))
      await tutor.submit(picker, 'form[action$="/deep-link"]', {
        ladder: 'on',
        checkIn: 'on',
        checkIns: '1',
        checkInTitle: 'Session',
        coursework: 'on',
        courseworkTitle: 'Reflection',
        courseworkKind: 'assignment',
      })
      // A learner opens each link once, so that it is known by its id as well.
      const learner = await enter(school.learners[0]?.id ?? '')
      for (const title of ['Session', 'Reflection']) await launch(learner, OLD, title)
      const page = await launch(administrator, OLD, 'My credentials')
      const criteria = await administrator.get(`${page.url}criteria`)
      await administrator.submit(criteria, 'form[action$="/criteria"]', { 'completed.0.percent': '60' })
      await server.tool.engine.idle()
      vle.copyCourse(OLD, { id: NEW, label: 'TEACH-103', title: 'Teaching Online, next year' })
      vle.enrol(NEW, school.tutors[0].id, 'Instructor')
      for (const { id } of school.learners) vle.enrol(NEW, id, 'Learner')
    })
    after(() => inside?.close())

    async function enter(userId: string): Promise<Robot> {
      const robot = createRobot(inside.vle)
      await robot.enterAs(userId)
      return robot
    }
    /** On Canvas a browser's first login goes past the platform's storage. */
    const past = async (robot: Robot, page: Page) =>
      page.$('#storage[data-action="put"]').length === 1 ? robot.follow(page, '#next') : page
    async function launch(robot: Robot, courseId: string, title: string): Promise<Page> {
      const link = inside.vle.links(courseId).find((one) => one.title === title)
      return past(robot, await robot.openLink(courseId, link?.id ?? ''))
    }
    const store = () => inside.server.tool.store
    async function courses() {
      const all = await store().courses.list()
      const by = (contextId: string) => all.find((one) => one.contextId === contextId)?.id ?? ''
      return { old: by(OLD), copy: by(NEW) }
    }
    const participation = async (courseId: string) => {
      const [person] = await store().people.idsBySub((await store().platforms.list())[0]?.id ?? '', [
        inside.school.learners[1]?.id ?? '',
      ])
      const id = person?.[1] ?? ''
      return (await store().participation.facts(courseId, [id])).get(id)?.participation ?? []
    }

    it('lets learners go on at once: what they do is kept in the new course, counts as nothing yet, and never in the old one', async () => {
      const learner = await enter(inside.school.learners[1]?.id ?? '')
      const page = await launch(learner, NEW, 'Session')
      expect([page.status, new URL(page.url).pathname.split('/').at(-1)]).to.deep.equal([200, 'check-in'])
      const done = await learner.submit(page, 'main form')
      expect(done.$('.verdict-good').length).to.equal(1)
      await inside.server.tool.engine.idle()
      const { old, copy } = await courses()
      const [activity] = (await store().activities.ofCourse(copy)).filter(({ title }) => title === 'Session')
      expect(activity).to.include({ kind: null, source: 'check-in', state: 'active' })
      expect((await participation(copy)).map(({ activityId }) => activityId)).to.deep.equal([activity?.id])
      expect(await participation(old)).to.deep.equal([])
      const column = inside.vle.columns(NEW).find((one) => one.label === 'Session')
      expect(inside.vle.gradeOf(column?.id ?? '', inside.school.learners[1]?.id ?? '')?.score).to.equal(1)
    })

    it(`is known by its ${how}`, async () => {
      const { old, copy } = await courses()
      // With the criteria of the old course alone: a link's word waits for somebody who taught there.
      expect(await store().copies.of(copy)).to.include({ originId: old, how, vouched: how !== 'link' })
    })

    it('tells the tutor, who cannot decide for the administrator', async () => {
      await launch(tutor, NEW, 'Reflection')
      const page = await launch(tutor, NEW, 'My credentials')
      const card = page.$(CARD)
      expect(card.find('h2').text()).to.contain('Teaching Online: Practice & Evidence')
      expect(card.text()).to.contain('An administrator of the course can take over')
      expect(card.find('button').length).to.equal(1)
    })

    it('offers the administrator what would be taken over, and takes over that', async () => {
      const page = await launch(administrator, NEW, 'My credentials')
      const text = page.$(CARD).text()
      expect(text).to.contain('60').and.to.contain('“Session” counts as: Attendance')
      expect(text).to.contain('“Reflection” counts as: Assignment')
      const after = await administrator.submit(page, `${CARD} form`)
      expect(after.status).to.equal(200)
      expect(after.$(CARD).length).to.equal(0)
      await inside.server.tool.engine.idle()
      const { old, copy } = await courses()
      const [theirs, ours] = [await store().criteria.current(old), await store().criteria.current(copy)]
      expect(ours?.criteria).to.deep.equal(theirs?.criteria)
      expect(ours?.version).to.equal(2)
      const kinds = (await store().activities.ofCourse(copy)).map(({ title, kind }) => [title, kind])
      expect(Object.fromEntries(kinds)).to.include({ Session: 'attendance', Reflection: 'assignment' })
    })

    it('leaves the old course as it was', async () => {
      const { old } = await courses()
      expect((await store().activities.ofCourse(old)).map(({ title, kind }) => [title, kind])).to.deep.equal([
        ['Session', 'attendance'],
        ['Reflection', 'assignment'],
      ])
    })
  })
}
