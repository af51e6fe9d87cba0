import { expect } from 'chai'
import { PNG } from 'pngjs'
import type { CourseLookChoices } from '../../src/app/looks/look.ts'
import type { Credential } from '../../src/app/model.ts'
import { readPng, readSvg, verifyBadge } from '../../src/openbadges/index.ts'
import { picture } from '../openbadges/support/png.ts'
import { download } from '../support/downloads.ts'
import { type Course, openCourse, refusal } from './course.ts'

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4" fill="#a3231b"/></svg>`
const NOTHING: CourseLookChoices = { colour: null, showLogo: true, art: {} }

describe('how badges look', () => {
  let course: Course
  beforeEach(async () => {
    course = await openCourse()
  })
  afterEach(() => course.close())

  const looks = () => course.tool.app.looks
  const api = () => course.tool.app.credentials
  async function earned(n: number): Promise<Credential> {
    await course.earn(course.learner(n), 'completed')
    const [credential] = await course.credentials(course.learner(n))
    if (!credential) throw new Error('nothing was awarded')
    return credential
  }
  const imageOf = ({ achievementId }: Credential) => api().achievementImage(achievementId)

  it('is set by the administrators of the course, and of the institution for its issuer', async () => {
    expect(await refusal(looks().view(await course.tutor()))).to.include({ code: 'not_allowed' })
    expect(await refusal(looks().save(await course.tutor(), NOTHING))).to.include({ code: 'not_allowed' })
    expect(await refusal(looks().takeArt(await course.tutor(), picture(200, 200)))).to.include({
      code: 'not_allowed',
    })
    const ofCourse = await course.visit(course.school.administrator, { administersInstitution: false })
    await looks().save(ofCourse, { ...NOTHING, colour: '#12355b' })
    expect((await looks().view(ofCourse)).choices.colour).to.equal('#12355b')
    const lines = await course.tool.store.audit.ofCourse(course.courseId, 100)
    const [line] = lines.filter(({ action }) => action === 'look.saved')
    expect(line?.detail).to.deep.equal({ 'colour.before': null, 'colour.after': '#12355b' })
  })

  it('never changes for what was issued: the same bytes, while new ones are new', async () => {
    const before = await earned(1)
    const [image, svg] = [await imageOf(before), await download(api(), before.id, 'svg')]
    await looks().save(await course.administrator(), { ...NOTHING, colour: '#c8102e' })
    const after = await earned(2)
    expect(after.achievementId).not.to.equal(before.achievementId)
    expect((await imageOf(before)).equals(image)).to.equal(true)
    expect((await imageOf(after)).equals(image)).to.equal(false)
    expect(await download(api(), before.id, 'svg')).to.deep.equal(svg)
    expect(await api().document(before.id)).to.equal(before.document)
    // Whoever comes later under the same look gets the same badge.
    expect((await earned(3)).achievementId).to.equal(after.achievementId)
  })

  it('is what it was when it was first shown, though the drawing itself has changed since', async () => {
    const credential = await earned(1)
    const image = await imageOf(credential)
    const { createCredentials } = await import('../../src/app/public/credentials.ts')
    const art = Object.fromEntries(Object.entries(course.tool.deps.art).map(([level]) => [level, SVG]))
    const later = createCredentials({ ...course.tool.deps, art })
    expect((await later.achievementImage(credential.achievementId)).equals(image)).to.equal(true)
    expect((await later.achievementImage(credential.achievementId, true)).equals(image)).to.equal(false)
  })

  it('is the issuer’s, unless the course says otherwise; seen before it is saved', async () => {
    const administrator = await course.administrator()
    const { issuer } = await course.tool.app.issuer.view(administrator)
    const [plain, branded] = [
      await looks().preview(administrator, NOTHING),
      await looks().previewIssuer(administrator, { ...issuer, colour: '#12355b' }),
    ]
    expect(plain.map(({ level }) => level)).to.deep.equal(['completed', 'demonstrated', 'implemented'])
    expect(
      [plain[0]?.small, plain[0]?.large].map((png) => PNG.sync.read(png ?? Buffer.alloc(0)).width),
    ).to.deep.equal([64, 300])
    expect(branded[0]?.large.equals(plain[0]?.large ?? Buffer.alloc(0))).to.equal(false)
    expect((await course.tool.app.issuer.view(administrator)).issuer.colour).to.equal(null)
    const { name, url, email, description, logo } = issuer
    await course.tool.app.issuer.save(administrator, {
      name,
      url,
      email,
      description,
      logo,
      colour: '#12355b',
    })
    expect(
      (await looks().preview(administrator, NOTHING))[0]?.large.equals(branded[0]?.large ?? Buffer.alloc(0)),
    ).to.equal(true)
    const own = await looks().preview(administrator, { ...NOTHING, colour: '#c8102e' })
    expect(own[0]?.large.equals(branded[0]?.large ?? Buffer.alloc(0))).to.equal(false)
  })

  for (const [kind, file] of [
    ['PNG', picture(240, 240)],
    ['SVG', Buffer.from(SVG)],
  ] as const)
    it(`may be a ${kind} that somebody brought: the badge is in it, and verifies as any other`, async () => {
      const administrator = await course.administrator()
      const completed = await looks().takeArt(administrator, file)
      await looks().save(administrator, { ...NOTHING, art: { completed } })
      const credential = await earned(1)
      const png = await download(api(), credential.id, 'png')
      const { width, data } = PNG.sync.read(png)
      expect(width).to.equal(kind === 'PNG' ? 240 : 600)
      if (kind === 'PNG') expect(data.equals(PNG.sync.read(file).data)).to.equal(true)
      const { ob3, ob2 } = readPng(png)
      expect(ob3).to.equal(credential.document)
      expect(JSON.parse(ob2 ?? '').id).to.contain(credential.id)
      const svg = await download(api(), credential.id, 'svg')
      expect(readSvg(String(svg))).to.equal(credential.document)
      const keys = await course.tool.deps.issuerKeys.published('main')
      for (const bytes of [png, svg]) {
        const { checks } = await verifyBadge(bytes, {
          fetch: null,
          clock: course.clock.now,
          trustedKeys: new Map([[`${course.toolUrl}/issuers/main`, keys]]),
          recipient: course.learner(1).email,
        })
        const failing = checks.filter(({ outcome }) => outcome !== 'pass').map(({ id }) => id)
        // Only the list itself can tell whether it was withdrawn.
        expect(failing).to.deep.equal(['status'])
      }
      const small = PNG.sync.read(await api().achievementImage(credential.achievementId, true))
      expect(small.width).to.equal(150)
    })

  it('takes pictures of its own platform alone, and of the right kind', async () => {
    const { store, random } = course.tool
    const registration = await store.platforms.save({
      ...course.platform,
      id: random.uuid(),
      issuer: 'https://elsewhere.example',
    })
    const elsewhere = await course.visit(course.school.administrator, {
      registration,
      memberships: null,
      grades: null,
    })
    const foreign = await looks().takeArt(elsewhere, picture(201, 201))
    const administrator = await course.administrator()
    const gone = { code: 'picture_gone', status: 409 }
    expect(
      await refusal(looks().save(administrator, { ...NOTHING, art: { completed: foreign } })),
    ).to.include(gone)
    expect((await looks().view(administrator)).choices).to.deep.equal(NOTHING)
    const svg = await looks().takeArt(administrator, Buffer.from(SVG))
    const { issuer } = await course.tool.app.issuer.view(administrator)
    expect(await refusal(course.tool.app.issuer.save(administrator, { ...issuer, logo: svg }))).to.include(
      gone,
    )
  })

  it('shows on the ladder of who holds it', async () => {
    const credential = await earned(1)
    const { rungs } = await course.tool.app.ladder(await course.visit(course.learner(1)))
    expect(rungs.map(({ badge }) => badge?.id ?? null)).to.deep.equal([credential.achievementId, null, null])
  })
})
