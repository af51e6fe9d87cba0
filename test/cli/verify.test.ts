import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { bakePng, readPng } from '../../src/openbadges/index.ts'
import { download } from '../support/downloads.ts'
import { SLOW } from './command.ts'
import { type Office, openOffice } from './stage.ts'

interface Report {
  readonly verdict: string
  readonly checks: readonly { readonly id: string; readonly outcome: string; readonly message: string }[]
}

describe('verifying a badge on the command line', function suite() {
  this.timeout(SLOW)
  let office: Office
  let badge: string
  let id: string
  let png: Buffer
  let email: string
  const save = async (name: string, bytes: Buffer | string) => {
    const file = join(office.desk.folder, name)
    await writeFile(file, bytes)
    return file
  }

  before(async () => {
    office = await openOffice()
    const { app, store } = office.server.tool
    const [user] = office.school.learners
    if (!user) throw new Error('no learner')
    email = user.email
    const learner = await office.visit(user)
    const tutor = await office.visit(office.school.tutors[0])
    await app.awardByHand(tutor, learner.person?.id ?? '', 'completed', 'Was there')
    const [row] = await store.credentials.ofLearner(tutor.course.id, learner.person?.id ?? '')
    id = row?.id ?? ''
    png = await download(app.credentials, id, 'png')
    badge = await save('badge.png', png)
  })
  after(() => office.close())

  it('says valid and exits 0 where the issuer answers, beside the running tool', async () => {
    const { code, stdout, stderr } = await office.desk.run('verify', badge, '--recipient', email)
    expect(stderr).to.equal('')
    expect(stdout).to.match(/^valid\n/)
    for (const check of ['proof', 'issuer', 'status', 'recipient'])
      expect(stdout).to.contain(`  ✓ ${check}: `)
    expect(code).to.equal(0)
  })

  it('reads a token, and knows one that was changed', async () => {
    const token = await office.server.tool.app.credentials.token(id)
    const found = await office.desk.run('verify', await save('badge.jwt', token), '--recipient', email)
    expect([found.code, found.stdout.split('\n')[0]]).to.deep.equal([0, 'valid'])
    const [header, payload, signature = ''] = token.split('.')
    const changed = [header, payload, signature.replace(/^.{8}/, 'AAAAAAAA')].join('.')
    expect((await office.desk.run('verify', await save('changed.jwt', changed))).code).to.equal(1)
  })

  it('says invalid and exits 1 for another person and for a copy that was changed', async () => {
    const other = await office.desk.run('verify', badge, '--recipient', 'somebody@example.test')
    expect(other.code).to.equal(1)
    expect(other.stdout).to.contain('✗ recipient: ')
    const { ob3, ob2 } = readPng(png)
    const changed = ob3?.replace('Completed', 'Implemented') ?? ''
    const forged = await save('forged.png', bakePng(png, { ob3: changed, ...(ob2 ? { ob2 } : {}) }))
    const { code, stdout } = await office.desk.run('verify', forged, '--json')
    const report: Report = JSON.parse(stdout)
    expect([code, report.verdict]).to.deep.equal([1, 'invalid'])
    expect(report.checks.filter((check) => check.outcome === 'fail').map((check) => check.id)).to.deep.equal([
      'proof',
    ])
  })

  it('says unknown and exits 2 offline: only the issuer can tell whose key it is', async () => {
    const { code, stdout } = await office.desk.run('verify', badge, '--offline')
    expect(code).to.equal(2)
    expect(stdout).to.match(/^unknown\n/)
    expect(stdout).to.contain('✓ proof: ').and.contain('? issuer: ')
  })

  it('says invalid and exits 1 for a picture without a badge', async () => {
    const { code, stdout } = await office.desk.run('verify', await save('plain.txt', 'no badge at all'))
    expect([code, stdout.split('\n')[0]]).to.deep.equal([1, 'invalid'])
  })
})
