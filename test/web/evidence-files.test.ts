import { expect } from 'chai'
import request, { type Test } from 'supertest'
import { AppError } from '../../src/app/errors.ts'
import { fixtureApp, SECRET } from './fixture-app.ts'
import { evidenceToReview, ownEvidence, reviewedEvidence } from './fixture-reviews.ts'
import * as views from './fixture-views.ts'
import { errorCode, page, site, TOOL } from './support.ts'

const BASE = '/s/session-learner'
const PDF = Buffer.from('%PDF-1.7')
const LIE = 'Lie <b>.pdf'

/** The form of evidence as a browser without scripts sends it. */
const form = (web: Parameters<typeof request>[0]): Test =>
  request(web)
    .post(`${BASE}/evidence`)
    .set({ Cookie: `session=${SECRET}`, Origin: TOOL })
    .field('csrf', 'csrf-token')

const withFiles = ownEvidence({
  evidence: [
    { ...reviewedEvidence('returned', { files: [views.file('Old'), views.file('Other')] }), preview: [] },
  ],
})

describe('the files of evidence', () => {
  it('are handed in along with the words', async () => {
    const { app, calls } = fixtureApp()
    const { web } = await site({ app })
    const answer = await form(web).field('ownPractice', 'Mine').attach('files', PDF, 'Plan.pdf')
    expect(answer.headers.location).to.equal(`${BASE}/evidence?done=evidence`)
    expect(calls.find(({ name }) => name === 'files.receive')?.args).to.deep.equal([
      'evidence',
      'Plan.pdf',
      8,
    ])
    expect(calls.at(-1)).to.deep.include({ name: 'submit' })
    expect(calls.at(-1)?.args[0])
      .to.include({ ownPractice: 'Mine' })
      .and.to.have.deep.property('files', ['file-Plan.pdf'])
  })

  it('are taken only from a form that shows its token, before a byte is kept', async () => {
    const { app, calls } = fixtureApp()
    const { web } = await site({ app })
    const answer = await request(web)
      .post(`${BASE}/evidence`)
      .set({ Cookie: `session=${SECRET}`, Origin: TOOL })
      .field('csrf', 'guess')
      .attach('files', PDF, 'Plan.pdf')
    expect([answer.status, errorCode(answer)]).to.deep.equal([403, 'csrf'])
    expect(calls).to.deep.equal([])
  })

  it('that came back to be changed are offered again, to be kept or not', async () => {
    const { app, calls } = fixtureApp({ reviews: { own: async () => withFiles } })
    const { web, get } = await site({ app })
    const $ = page(await get(`${BASE}/evidence`))
    expect($('form[action$="/evidence"]').attr('enctype')).to.equal('multipart/form-data')
    expect($('input[name=keep][checked]')).to.have.length(2)
    expect($('#files-hint').text()).to.contain('10 files')
    await form(web).field('ownPractice', 'Mine').field('keep', 'file-Old').field('keep', 'file-nobody')
    expect(calls.at(-1)?.args[0]).to.have.deep.property('files', ['file-Old'])
  })

  it('keep what is right as a draft where one of them is refused, and the words', async () => {
    const { app, calls } = fixtureApp()
    const { receive } = app.files
    const refusing: typeof receive = (visit, purpose, upload) =>
      upload.name === LIE
        ? Promise.reject(new AppError('file_type_refused', 415, 'no'))
        : receive(visit, purpose, upload)
    const { web } = await site({ app: { ...app, files: { ...app.files, receive: refusing } } })
    const answer = await form(web)
      .field('ownPractice', 'Mine')
      .field('show-files', 'on')
      .attach('files', PDF, LIE)
      .attach('files', PDF, 'Plan.pdf')
    expect(answer.status).to.equal(422)
    const $ = page(answer)
    expect($('.problems').text()).to.contain(`“${LIE}” is not a PDF`)
    expect($('#ownPractice').text()).to.equal('Mine')
    expect($('input[name="show-files"]').is('[checked]')).to.equal(true)
    expect(calls.find(({ name }) => name === 'saveDraft')?.args).to.deep.equal([
      { ownPractice: 'Mine', institution: '', links: '', files: ['file-Plan.pdf'], shared: ['files'] },
    ])
    expect(calls.map(({ name }) => name)).to.not.include('submit')
  })

  it('are kept with a draft that says nothing yet', async () => {
    const { app, calls } = fixtureApp()
    const { web } = await site({ app })
    const answer = await form(web).field('action', 'draft').attach('files', PDF, 'Plan.pdf')
    expect(answer.headers.location).to.equal(`${BASE}/evidence?done=draft`)
    expect(calls.at(-1)?.args[0]).to.have.deep.property('files', ['file-Plan.pdf'])
  })

  it('are not lost where the words are too long to be handed in', async () => {
    const { app, calls } = fixtureApp()
    const { web } = await site({ app })
    const answer = await form(web).field('ownPractice', 'x'.repeat(10_001)).attach('files', PDF, 'Plan.pdf')
    expect(answer.status).to.equal(422)
    const kept = calls.find(({ name }) => name === 'saveDraft')?.args[0]
    expect(kept).to.have.property('ownPractice').that.has.length(10_001)
    expect(kept).to.have.deep.property('files', ['file-Plan.pdf'])
  })

  it('can be fetched by the tutor from the review, and are counted in the queue', async () => {
    const evidence = reviewedEvidence('submitted', { files: [views.file('Plan.pdf')] })
    const toReview = async () => evidenceToReview({ evidence })
    const { get } = await site({ role: 'tutor', reviews: { toReview } })
    const $ = page(await get('/s/session-tutor/reviews/evidence/evidence-submitted'))
    expect($('.files a[download]').attr('href')).to.equal('/s/session-tutor/files/file-Plan.pdf')
    expect(page(await get('/s/session-tutor/reviews'))('table').text()).to.contain('1 file')
  })
})
