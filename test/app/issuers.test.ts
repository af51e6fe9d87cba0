import { expect } from 'chai'
import type { IssuerProfile } from '../../src/app/contract/issuers.ts'
import { verifyBadge } from '../../src/openbadges/index.ts'
import { picture } from '../openbadges/support/png.ts'
import { download } from '../support/downloads.ts'
import { type Course, openCourse, refusal } from './course.ts'

const PROFILE: IssuerProfile = {
  name: 'Coleg Glan yr Afon',
  url: 'https://coleg.example',
  email: 'bathodynnau@coleg.example',
  description: 'A college by the river.',
  logo: null,
  colour: null,
}

describe('who issues', () => {
  let course: Course
  beforeEach(async () => {
    course = await openCourse()
  })
  afterEach(() => course.close())

  const editor = () => course.tool.app.issuer
  const elsewhere = async () => {
    const { store, random } = course.tool
    const registration = await store.platforms.save({
      ...course.platform,
      id: random.uuid(),
      issuer: 'https://elsewhere.example',
    })
    return course.visit(course.school.administrator, { registration, memberships: null, grades: null })
  }
  const saved = async () =>
    (await course.tool.store.audit.ofCourse(course.courseId, 100)).filter(
      ({ action }) => action === 'issuer.saved',
    )

  it('is set by administrators of the institution, seen by those of the course, and nobody else’s business', async () => {
    const ofCourse = await course.visit(course.school.administrator, { administersInstitution: false })
    expect(await editor().view(ofCourse)).to.deep.include({ canEdit: false, shared: false })
    const refused = { code: 'not_institution', status: 403 }
    expect(await refusal(editor().save(ofCourse, PROFILE))).to.include(refused)
    expect(await refusal(editor().takeLogo(ofCourse, picture(32, 32)))).to.include(refused)
    expect(await refusal(editor().view(await course.tutor()))).to.include({ code: 'not_allowed' })
  })

  it('says so in every document from then on, with its logo', async () => {
    const administrator = await course.administrator()
    const logo = await editor().takeLogo(administrator, picture(64, 32))
    await editor().save(administrator, { ...PROFILE, logo })
    await course.earn(course.learner(1), 'completed')
    const [credential] = await course.credentials(course.learner(1))
    const { issuer } = JSON.parse(credential?.document ?? '')
    const image = `${course.toolUrl}/pictures/${logo}.png`
    expect(issuer).to.deep.equal({
      id: `${course.toolUrl}/issuers/main`,
      type: ['Profile'],
      name: PROFILE.name,
      url: PROFILE.url,
      email: PROFILE.email,
      description: PROFILE.description,
      image: { id: image, type: 'Image' },
    })
    const api = course.tool.app.credentials
    expect((await api.issuer('main')).document).to.deep.include({ image: { id: image, type: 'Image' } })
    expect(await api.ob2Issuer('main')).to.include({ image, name: PROFILE.name })
    expect((await api.picture(logo)).subarray(1, 4).toString()).to.equal('PNG')
    expect((await download(api, credential?.id ?? '', 'pdf')).toString('latin1')).to.match(
      /\/Subtype \/Image[\s\S]*\/Subtype \/Image/,
    )
  })

  it('changes nothing that was issued: it stays valid, to the byte, and its logo stays where it was', async () => {
    const administrator = await course.administrator()
    const logo = await editor().takeLogo(administrator, picture(64, 32))
    await editor().save(administrator, { ...PROFILE, logo })
    await course.earn(course.learner(1), 'completed')
    const [before] = await course.credentials(course.learner(1))
    const bytes = await course.tool.app.credentials.picture(logo)
    const other = await editor().takeLogo(administrator, picture(48, 48))
    await editor().save(administrator, { ...PROFILE, name: 'Renamed', logo: other })
    course.clock.advance(3 * 24 * 60)
    await editor().takeLogo(await course.administrator(), picture(20, 20))

    const api = course.tool.app.credentials
    expect(await api.document(before?.id ?? '')).to.equal(before?.document)
    expect((await api.picture(logo)).equals(bytes)).to.equal(true)
    const keys = await course.tool.deps.issuerKeys.published('main')
    const { checks } = await verifyBadge(Buffer.from(before?.document ?? ''), {
      fetch,
      clock: course.clock.now,
      trustedKeys: new Map([[`${course.toolUrl}/issuers/main`, keys]]),
    })
    expect(checks.find(({ id }) => id === 'proof')?.outcome).to.equal('pass')
    await course.earn(course.learner(2), 'completed')
    const [after] = await course.credentials(course.learner(2))
    expect(JSON.parse(after?.document ?? '').issuer.name).to.equal('Renamed')
  })

  it('is recorded with what was and what is, once', async () => {
    const administrator = await course.administrator()
    await editor().save(administrator, PROFILE)
    await editor().save(administrator, PROFILE)
    const lines = await saved()
    expect(lines).to.have.length(1)
    expect(lines[0]?.detail).to.include({
      'name.before': 'Riverside College',
      'name.after': PROFILE.name,
      'email.before': null,
    })
  })

  it('is a platform’s own where it was shared: the other one’s stays as it is', async () => {
    const other = await elsewhere()
    const administrator = await course.administrator()
    expect(await editor().view(administrator)).to.deep.include({ shared: true })
    await editor().save(administrator, PROFILE)
    const own = (await editor().view(await course.administrator())).issuer
    expect(own).to.include({ name: PROFILE.name })
    expect(own.id).not.to.equal('main')
    expect((await editor().view(await elsewhere())).issuer).to.include({
      id: 'main',
      name: 'Riverside College',
    })
    expect(other.course.issuerId).to.equal('main')
    course.vle.addCourse({ id: '8', label: 'NEW', title: 'A new course' })
    const fresh = await course.visit(course.school.administrator, { courseId: '8' })
    expect(fresh.course.issuerId).to.equal(own.id)
    await editor().save(fresh, { ...PROFILE, name: 'Once more' })
    expect((await editor().view(await course.administrator())).issuer).to.include({
      id: own.id,
      name: 'Once more',
    })
  })

  it('shows a logo that its own platform brought, and not for long if nobody saved it', async () => {
    const other = await elsewhere()
    const foreign = await editor().takeLogo(other, picture(40, 40))
    const administrator = await course.administrator()
    const gone = { code: 'picture_gone', status: 409 }
    expect(await refusal(editor().save(administrator, { ...PROFILE, logo: foreign }))).to.include(gone)
    const mine = await editor().takeLogo(administrator, picture(44, 44))
    course.clock.advance(25 * 60)
    await editor().takeLogo(await course.administrator(), picture(45, 45))
    expect(await refusal(editor().save(await course.administrator(), { ...PROFILE, logo: mine }))).to.include(
      gone,
    )
    expect(await refusal(course.tool.app.credentials.picture('no'))).to.include({ code: 'picture_not_found' })
  })
})
