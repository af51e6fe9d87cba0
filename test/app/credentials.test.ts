import { expect } from 'chai'
import type { Credential } from '../../src/app/model.ts'
import { hashIdentity, readPng, readSvg, verifyBadge } from '../../src/openbadges/index.ts'
import { download } from '../support/downloads.ts'
import type { User } from '../vle/index.ts'
import { type Course, openCourse, refusal } from './course.ts'

describe('the public side of a credential', () => {
  let course: Course
  let user: User
  let completed: Credential
  let demonstrated: Credential

  before(async () => {
    course = await openCourse()
    user = course.learner(1)
    await course.earn(user, 'completed', 'demonstrated')
    const [first, second] = await course.credentials(user)
    if (!first || !second) throw new Error('nothing was awarded')
    completed = first
    demonstrated = second
  })
  after(() => course.close())

  const credentials = () => course.tool.app.credentials
  async function trusted() {
    const { deps } = course.tool
    const keys = await deps.issuerKeys.published(deps.defaultIssuerId)
    return new Map([[`${course.toolUrl}/issuers/${deps.defaultIssuerId}`, keys]])
  }
  /** Every document that anybody may fetch of this credential, as text. */
  async function documents(): Promise<Record<string, string>> {
    const api = credentials()
    const { ob3, ob2 } = readPng(await download(api, demonstrated.id, 'png'))
    const { achievementId, statusListId } = demonstrated
    const { defaultIssuerId } = course.tool.deps
    const made = {
      document: await api.document(demonstrated.id),
      'OB 3.0 in the PNG': ob3,
      'OB 2.0 in the PNG': ob2,
      achievement: (await api.achievement(achievementId)).document,
      issuer: (await api.issuer(defaultIssuerId)).document,
      assertion: (await api.assertion(demonstrated.id)).document,
      'badge class': await api.badgeClass(achievementId),
      'OB 2.0 issuer': await api.ob2Issuer(defaultIssuerId),
      'status list': await api.statusList(statusListId),
      did: await api.didDocument(),
    }
    return Object.fromEntries(
      Object.entries(made).map(([name, one]) => [name, typeof one === 'string' ? one : JSON.stringify(one)]),
    )
  }

  it('names nobody: no name, email, number or id of the person is in any public document', async () => {
    const personal = [user.email, user.username, user.givenName, user.familyName, user.sourcedId]
    const inside = [await course.personId(user), course.school.tutors[0].familyName]
    for (const [name, text] of Object.entries(await documents())) {
      expect(text.length, name).to.be.above(100)
      for (const one of [...personal, ...inside]) expect(text, name).not.to.contain(one)
    }
  })

  it('is the same document, to the byte, wherever it is read', async () => {
    const { ob3 } = readPng(await download(credentials(), completed.id, 'png'))
    expect(ob3).to.equal(completed.document)
    expect(await credentials().document(completed.id)).to.equal(completed.document)
  })

  it('carries a salted hash of the email, so that the right person and nobody else can be told', async () => {
    for (const { document, salt } of [completed, demonstrated]) {
      expect(document).to.contain(hashIdentity(user.email, salt))
      expect(document).not.to.contain(hashIdentity('somebody@example.test', salt))
    }
    expect(completed.salt).not.to.equal(demonstrated.salt)
    const { document } = await credentials().assertion(demonstrated.id)
    const recipient = {
      type: 'email',
      hashed: true,
      salt: demonstrated.salt,
      identity: hashIdentity(user.email, demonstrated.salt),
    }
    expect(document.recipient).to.deep.equal(recipient)
  })

  it('falls back to the student number, and then to the platform’s own id, where there is no email', async () => {
    const { tool, vle } = course
    const tutor = await course.tutor()
    const issued: string[] = []
    for (const [id, sourcedId] of [
      ['700', 'SIS-700'],
      ['701', null],
    ] as const) {
      const quiet = { ...course.learner(1), id, username: `quiet-${id}` }
      vle.addUser({ ...quiet, sourcedId: sourcedId ?? '' })
      vle.enrol('2', id, 'Learner')
      const visit = await course.visit(quiet, {
        user: { sub: id, name: null, givenName: null, familyName: null, email: null, sourcedId },
        memberships: null,
      })
      await tool.app.awardByHand(tutor, visit.person?.id ?? '', 'completed', 'Seen')
      const [row] = await tool.store.credentials.ofLearner(course.courseId, visit.person?.id ?? '')
      issued.push(row?.recipientType ?? '')
      expect(row?.recipientHash).to.equal(hashIdentity(sourcedId ?? id, row?.salt ?? ''))
    }
    expect(issued).to.deep.equal(['sourcedId', 'systemId'])
  })

  it('verifies without a network, as far as that goes, where the issuer’s key is known', async () => {
    const options = {
      fetch: null,
      clock: course.clock.now,
      trustedKeys: await trusted(),
      recipient: user.email,
    }
    const report = await verifyBadge(await download(credentials(), demonstrated.id, 'png'), options)
    const outcomes = Object.fromEntries(report.checks.map((check) => [check.id, check.outcome]))
    expect(outcomes).to.deep.equal({
      parse: 'pass',
      schema: 'pass',
      proof: 'pass',
      issuer: 'pass',
      // Only the list itself can tell whether it was withdrawn.
      status: 'unknown',
      validity: 'pass',
      recipient: 'pass',
    })
    expect(report.verdict).to.equal('unknown')
  })

  it('is the same badge in every picture, and goes along with its certificate', async () => {
    const svg = await download(credentials(), demonstrated.id, 'svg')
    expect(readSvg(String(svg))).to.equal(demonstrated.document)
    expect(String(svg)).to.include('Demonstrated')
    const pdf = await download(credentials(), demonstrated.id, 'pdf')
    expect(pdf.subarray(0, 5).toString()).to.equal('%PDF-')
    expect(pdf.includes('/EmbeddedFile')).to.equal(true)
  })

  it('is valid with the status list at hand, invalid for somebody else and after a change', async () => {
    const list = await credentials().statusList(demonstrated.statusListId)
    const options = {
      fetch: async () => Response.json(list),
      clock: course.clock.now,
      trustedKeys: await trusted(),
    }
    const { document } = demonstrated
    const verdict = async (text: string, recipient = user.email) =>
      (await verifyBadge(Buffer.from(text), { ...options, recipient })).verdict
    expect(await verdict(document)).to.equal('valid')
    expect(await verdict(document, 'somebody@example.test')).to.equal('invalid')
    expect(await verdict(document.replace('Demonstrated', 'Implemented'))).to.equal('invalid')
    const { verify } = credentials()
    expect((await verify(Buffer.from('no badge'), {})).verdict).to.equal('invalid')
  })

  it('tells a visitor what it is, what it rests on and whether it stands', async () => {
    const page = await credentials().page(demonstrated.id)
    expect(page).to.deep.include({
      status: 'valid',
      below: { credentialId: completed.id, level: 'completed', awardedAt: completed.awardedAt },
    })
    expect(page.achievement.name).to.equal('Demonstrated: Teaching Online: Practice & Evidence')
    expect(page.issuer.name).to.equal('Riverside College')
    expect((await credentials().page(completed.id)).below).to.equal(null)
  })

  it('signs a status list once for as long as nothing changes', async () => {
    const { tool } = course
    const first = await credentials().statusList(completed.statusListId)
    expect(await credentials().statusList(completed.statusListId)).to.equal(first)
    const other = course.learner(2)
    await tool.app.awardByHand(await course.tutor(), await course.personId(other), 'completed', 'Seen')
    await tool.app.withdraw(await course.tutor(), await course.personId(other), 'completed', 'Not seen')
    expect(await credentials().statusList(completed.statusListId)).not.to.equal(first)
  })

  it('shows the issuer with its keys and the number of its courses', async () => {
    const { issuer, courses, document } = await credentials().issuer(course.tool.deps.defaultIssuerId)
    expect([issuer.name, courses]).to.deep.equal(['Riverside College', 1])
    const [key] = await course.tool.deps.issuerKeys.published(course.tool.deps.defaultIssuerId)
    expect(JSON.stringify(document)).to.contain(key)
  })

  it('draws the badge as a picture, the same for everybody who reached the level', async () => {
    const image = await credentials().achievementImage(completed.achievementId)
    expect(image.subarray(1, 4).toString()).to.equal('PNG')
    expect(await credentials().achievementImage(completed.achievementId)).to.equal(image)
  })

  it('is not found under another id, each thing with a code of its own', async () => {
    const api = credentials()
    const tried = [
      ['credential_not_found', api.page('no')],
      ['credential_not_found', api.document('no')],
      ['credential_not_found', download(api, 'no', 'png')],
      ['credential_not_found', api.assertion('no')],
      ['achievement_not_found', api.achievement('no')],
      ['achievement_not_found', api.achievementImage('no')],
      ['achievement_not_found', api.badgeClass('no')],
      ['issuer_not_found', api.issuer('no')],
      ['issuer_not_found', api.ob2Issuer('no')],
      ['status_list_not_found', api.statusList('no')],
    ] as const
    const errors = await Promise.all(tried.map(([, work]) => refusal(work)))
    for (const [index, [code]] of tried.entries()) expect(errors[index]).to.include({ code, status: 404 })
  })
})
