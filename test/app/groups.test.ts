import { expect } from 'chai'
import { GROUPS_SCOPE } from '../../src/lti/index.ts'
import type { Group } from '../vle/types.ts'
import type { Occasion } from './launches.ts'
import { openStage, type Stage } from './stage.ts'

const ALL = { search: null, holds: null, attention: null, offset: 0, limit: 50 }

describe('groups of a course', () => {
  let stage: Stage
  let monday: Group
  beforeEach(async () => {
    stage = await openStage({ learners: 4 })
    const [first, second] = stage.school.learners
    const members = [first?.id ?? '', second?.id ?? '']
    monday = stage.vle.addGroup(stage.school.course.id, { name: 'Monday', members })
    stage.vle.addGroup(stage.school.course.id, { name: 'Evening', members: [first?.id ?? ''] })
  })
  afterEach(() => stage.close())

  /** A tutor's launch from a VLE that offers the service, or not. */
  async function opened(offered: boolean) {
    const { vle, school, registered } = stage
    if (offered) registered.scopes = [...registered.scopes, GROUPS_SCOPE]
    const groups = `${vle.url}/services/CourseSection/${school.course.id}/groups`
    const occasion: Occasion = offered ? { groups: { groups, groupSets: null, scopes: [GROUPS_SCOPE] } } : {}
    const visit = await stage.visit(school.tutors[0], occasion)
    await stage.refresh(visit.course.id)
    const found = async (group: string | null) => {
      const { listing } = await stage.tool.app.progress(visit, { ...ALL, group })
      return listing.rows.map(({ person }) => person.sub).sort()
    }
    return { visit, found }
  }
  const subs = (...places: number[]) => places.map((place) => stage.school.learners[place]?.id ?? '')

  it('are told with the roster, and a tutor looks at one of them', async () => {
    const { visit, found } = await opened(true)
    const { groups } = await stage.tool.app.progress(visit, ALL)
    expect(groups.map(({ name }) => name)).to.deep.equal(['Evening', 'Monday'])
    expect(await found(monday.id)).to.deep.equal(subs(0, 1))
    expect(await found(null)).to.deep.equal(subs(0, 1, 2, 3))
    expect(await found('nobody has this one'), 'as if none was asked for').to.deep.equal(subs(0, 1, 2, 3))
    const pages = stage.tool.app.imports.progress(visit, { ...ALL, group: monday.id })
    const files: string[] = []
    for await (const rows of pages) files.push(...rows.map(({ person }) => person.sub))
    expect(files.sort()).to.deep.equal(subs(0, 1))
  })

  it('change with the VLE: who moved, who is in none any more, what is called otherwise', async () => {
    const { visit, found } = await opened(true)
    Object.assign(monday, { name: 'Tuesday', members: subs(2) })
    await stage.refresh(visit.course.id)
    expect(await found(monday.id)).to.deep.equal(subs(2))
    const { groups } = await stage.tool.app.progress(visit, ALL)
    expect(groups.map(({ name }) => name)).to.deep.equal(['Evening', 'Tuesday'])
  })

  it('write nothing where nothing changed', async () => {
    const { visit } = await opened(true)
    const before = await stage.tool.store.snapshots.ofCourse(visit.course.id)
    await stage.refresh(visit.course.id)
    expect(await stage.tool.store.snapshots.ofCourse(visit.course.id)).to.deep.equal(before)
    expect((await stage.tool.app.refreshRun(visit))?.error).to.equal(null)
  })

  it('are not asked for where the VLE does not offer them', async () => {
    const { visit, found } = await opened(false)
    expect((await stage.tool.app.progress(visit, ALL)).groups).to.deep.equal([])
    expect(await found(monday.id)).to.deep.equal(subs(0, 1, 2, 3))
    expect(stage.vle.log.count({ service: 'groups' })).to.equal(0)
  })

  it('keep nobody’s progress from being read where the VLE tells of them no more', async () => {
    const { visit, found } = await opened(true)
    stage.registered.scopes = stage.registered.scopes.filter((scope) => scope !== GROUPS_SCOPE)
    await stage.refresh(visit.course.id)
    const run = await stage.tool.app.refreshRun(visit)
    expect([run?.state, run?.error]).to.deep.equal(['done', null])
    expect(await found(null)).to.deep.equal(subs(0, 1, 2, 3))
  })

  it('of another course are not to be looked at', async () => {
    const { visit } = await opened(true)
    stage.vle.addCourse({ id: '8', label: 'C8', title: 'Another' })
    stage.vle.enrol('8', stage.school.tutors[0].id, 'Instructor')
    stage.vle.enrol('8', subs(3)[0] ?? '', 'Learner')
    const other = await stage.visit(stage.school.tutors[0], { courseId: '8' })
    await stage.refresh(other.course.id)
    const { listing, groups } = await stage.tool.app.progress(other, { ...ALL, group: monday.id })
    expect(groups).to.deep.equal([])
    expect(listing.rows.map(({ person }) => person.sub)).to.deep.equal(subs(3))
    expect(visit.course.id).to.not.equal(other.course.id)
  })
})
