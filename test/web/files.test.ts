import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { expect } from 'chai'
import request, { type Test } from 'supertest'
import { AppError } from '../../src/app/errors.ts'
import { fixtureApp, SECRET } from './fixture-app.ts'
import * as views from './fixture-views.ts'
import { errorCode, page, site, TOOL } from './support.ts'

const BASE = '/s/session-learner'
const PDF = Buffer.from('%PDF-1.7')

/** A form with files, as a browser sends it from a page of ours. */
const form = (web: Parameters<typeof request>[0], headers: Record<string, string> = {}): Test =>
  request(web)
    .post(`${BASE}/coursework`)
    .set({ Cookie: `session=${SECRET}`, Origin: TOOL, ...headers })

describe('a form with files', () => {
  it('hands in its text and its files, streamed one by one', async () => {
    const { app, calls } = fixtureApp()
    const { web } = await site({ app })
    const answer = await form(web)
      .field('csrf', 'csrf-token')
      .field('text', 'Mine')
      .field('url', '')
      .field('action', 'hand-in')
      .attach('files', PDF, 'Plan.pdf')
      .attach('files', PDF, 'Cynllun y tŷ 学習.pdf')
    expect(answer.headers.location).to.equal(`${BASE}/coursework?done=coursework`)
    expect(calls.filter(({ name }) => name === 'files.receive').map(({ args }) => args)).to.deep.equal([
      ['coursework', 'Plan.pdf', 8],
      ['coursework', 'Cynllun y tŷ 学習.pdf', 8],
    ])
    expect(calls.at(-1)).to.deep.equal({
      name: 'work.handIn',
      args: [{ text: 'Mine', url: null, files: ['file-Plan.pdf', 'file-Cynllun y tŷ 学習.pdf'] }],
    })
  })

  it('hands in files alone', async () => {
    const { app, calls } = fixtureApp()
    const { web } = await site({ app })
    await form(web).field('csrf', 'csrf-token').field('text', ' ').attach('files', PDF, 'Plan.pdf')
    expect(calls.at(-1)?.args).to.deep.equal([{ text: '', url: null, files: ['file-Plan.pdf'] }])
  })

  for (const [what, fill] of [
    ['without the token', (it: Test) => it.field('text', 'x').attach('files', PDF, 'a.pdf')],
    ['with another token', (it: Test) => it.field('csrf', 'guess').attach('files', PDF, 'a.pdf')],
    [
      'with the token after the file',
      (it: Test) => it.attach('files', PDF, 'a.pdf').field('csrf', 'csrf-token'),
    ],
    ['without files and without the token', (it: Test) => it.field('text', 'x')],
  ] as const) {
    it(`is refused ${what}, before a byte of a file is kept`, async () => {
      const { app, calls } = fixtureApp()
      const { web } = await site({ app })
      const answer = await fill(form(web))
      expect([answer.status, errorCode(answer)]).to.deep.equal([403, 'csrf'])
      expect(calls).to.deep.equal([])
    })
  }

  it('is refused from another site, and from those who may not hand in', async () => {
    const { app, calls } = fixtureApp()
    const { web } = await site({ app })
    const fill = (it: Test) => it.field('csrf', 'csrf-token').attach('files', PDF, 'a.pdf')
    expect(errorCode(await fill(form(web, { Origin: 'https://evil.example' })))).to.equal('foreign_origin')
    const asTutor = await site({ role: 'tutor' })
    const answer = await fill(
      request(asTutor.web)
        .post('/s/session-tutor/coursework')
        .set({ Cookie: `session=${SECRET}`, Origin: TOOL }),
    )
    expect(errorCode(answer)).to.equal('not_allowed')
    expect(calls).to.deep.equal([])
  })

  it('keeps what is right as a draft where one of its files is not, and says which', async () => {
    const { app, calls } = fixtureApp()
    const { receive } = app.files
    const refusing: typeof receive = async (visit, purpose, upload) => {
      if (!upload.name.startsWith('Lie')) return receive(visit, purpose, upload)
      // Read in part, as the limit does.
      upload.stream.destroy()
      throw new AppError('file_type_refused', 415, 'no')
    }
    const { web } = await site({ app: { ...app, files: { ...app.files, receive: refusing } } })
    const answer = await form(web)
      .field('csrf', 'csrf-token')
      .field('text', 'Mine')
      .attach('files', Buffer.alloc(3_000_000), 'Lie <b>.pdf')
      .attach('files', PDF, 'Plan.pdf')
    expect(answer.status).to.equal(422)
    const $ = page(answer)
    expect($('.problems a').attr('href')).to.equal('#files')
    expect($('.problems').text()).to.contain('“Lie <b>.pdf” is not a PDF')
    expect($('#files').attr('aria-invalid')).to.equal('true')
    expect($('textarea').text()).to.equal('Mine')
    expect(calls.find(({ name }) => name === 'work.saveDraft')?.args).to.deep.equal([
      { text: 'Mine', url: null, files: ['file-Plan.pdf'] },
    ])
    expect(calls.map(({ name }) => name)).to.not.include('work.handIn')
  })

  it('takes only as many files as one hand-in may have, those that are kept included', async () => {
    const { app, calls } = fixtureApp({
      work: {
        own: async () => views.work({ handIns: [views.handIn(1, { files: [views.file('Old.pdf')] })] }),
      },
    })
    const limits = { ...app.files.limits, maxCount: 2 }
    const { web } = await site({ app: { ...app, files: { ...app.files, limits } } })
    const filled = form(web).field('csrf', 'csrf-token').field('text', 'Mine').field('keep', 'file-Old')
    const answer = await filled
      .field('keep', 'file-Old.pdf')
      .attach('files', PDF, 'One.pdf')
      .attach('files', PDF, 'Two.pdf')
      .attach('files', PDF, 'Three.pdf')
    expect(answer.status).to.equal(422)
    // The name of a file is no id: nothing else is kept by asking for it.
    expect(page(answer)('.problems').text()).to.contain(
      '“Three.pdf” was not taken: there can be 2 files at most',
    )
    expect(calls.map(({ name }) => name)).to.not.include('work.handIn')
  })

  it('over the limit of the whole is refused before it is read, and cut off where its length was not told', async () => {
    const { app, calls } = fixtureApp()
    const limits = { maxBytes: 1_000_000, maxCount: 2 }
    const { web } = await site({ app: { ...app, files: { ...app.files, limits } } })
    const told = await form(web, {
      'Content-Type': 'multipart/form-data; boundary=x',
      'Content-Length': '99999999',
    })
      .send('--x')
      .catch((error) => error.response)
    expect([told.status, errorCode(told)]).to.deep.equal([413, 'too_large'])

    const server = web.listen(0)
    await once(server, 'listening')
    const sent = httpRequest({
      port: (server.address() as AddressInfo).port,
      method: 'POST',
      path: `${BASE}/coursework`,
      headers: {
        Cookie: `session=${SECRET}`,
        Origin: TOOL,
        'Content-Type': 'multipart/form-data; boundary=x',
        'Transfer-Encoding': 'chunked',
      },
    })
    let bytes = 0
    const endless = Readable.from(
      (function* () {
        yield '--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\ncsrf-token\r\n'
        yield '--x\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n'
        for (;;) {
          bytes += 65_536
          yield Buffer.alloc(65_536, 'a')
        }
      })(),
    )
    endless.pipe(sent)
    sent.on('error', () => {})
    const [answer] = await once(sent, 'response')
    endless.destroy()
    sent.destroy()
    server.closeAllConnections()
    server.close()
    expect(answer.statusCode).to.equal(413)
    expect(bytes).to.be.below(50_000_000)
    expect(calls.map(({ name }) => name)).to.not.include('work.handIn')
  })

  for (const [what, type, body] of [
    [
      'ends in the middle',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\ncsrf',
    ],
    ['has no boundary', 'multipart/form-data', '--x--'],
  ] as const)
    it(`that ${what} is refused`, async () => {
      const { web } = await site()
      const answer = await form(web, { 'Content-Type': type }).send(body)
      expect([answer.status, errorCode(answer)]).to.deep.equal([400, 'bad_request'])
    })

  it('saves a draft by its button, keeps only files that are ticked, and discards it', async () => {
    const { app, calls } = fixtureApp({
      work: {
        own: async () =>
          views.work({ handIns: [views.handIn(1, { files: [views.file('Old'), views.file('Other')] })] }),
      },
    })
    const { web, get } = await site({ app })
    const $ = page(await get(`${BASE}/coursework`))
    expect($('form#work').attr('enctype')).to.equal('multipart/form-data')
    expect($('input[name=keep][checked]')).to.have.length(2)
    const fields = form(web).field('csrf', 'csrf-token').field('text', 'Begun').field('url', 'no address yet')
    const saved = await fields.field('keep', 'file-Old').field('keep', 'file-nobody').field('action', 'save')
    expect(saved.headers.location).to.equal(`${BASE}/coursework?done=draft-saved`)
    expect(calls.at(-1)?.args).to.deep.equal([{ text: 'Begun', url: 'no address yet', files: ['file-Old'] }])
    await form(web).field('csrf', 'csrf-token').field('action', 'drop')
    expect(calls.at(-1)?.name).to.equal('work.dropDraft')
  })

  it('keeps a draft while somebody writes, and leaves its files alone', async () => {
    const { app, calls } = fixtureApp()
    const { post } = await site({ app })
    const answer = await post(`${BASE}/coursework`, { action: 'autosave', text: 'Half a sent', url: '' })
    expect(answer.body).to.deep.equal({ text: 'Draft saved today at 14:00.' })
    expect(calls.at(-1)?.args).to.deep.equal([{ text: 'Half a sent', url: '' }])
  })
})

describe('a file that is fetched', () => {
  it('is saved and not shown, and cannot run', async () => {
    const file = views.file('Fy <ngwaith> "tŷ".pdf')
    const { app } = fixtureApp()
    const files = { ...app.files, open: async () => ({ file, stream: Readable.from(['%PDF-']) }) }
    const { get } = await site({ app: { ...app, files } })
    const { headers, status } = await get(`${BASE}/files/file-1`)
    expect(status).to.equal(200)
    expect(headers['content-disposition']).to.match(/^attachment; filename=.*filename\*=UTF-8''Fy%20/)
    expect(headers).to.include({
      'content-type': 'application/pdf',
      'content-length': '5',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    })
  })

  it('that cannot be had is told by a page', async () => {
    const { app } = fixtureApp()
    const open = () => Promise.reject(new AppError('file_not_found', 404, 'no'))
    const { get } = await site({ app: { ...app, files: { ...app.files, open } } })
    const answer = await get(`${BASE}/files/file-1`)
    expect([answer.status, errorCode(answer)]).to.deep.equal([404, 'file_not_found'])
    expect(answer.headers).to.not.have.property('content-disposition')
  })
})

describe('what was written when a visit has ended', () => {
  const text = 'Hours of work </textarea><script>alert(1)</script>'
  const expired = async (fill: (it: Test) => Test, headers: Record<string, string> = {}) => {
    const { web } = await site()
    return fill(form(web, { Cookie: '', ...headers }))
  }

  it('is shown to be copied, as text, from a form with files and without', async () => {
    const answers = [
      await expired((it) => it.field('csrf', 'old').field('text', text).attach('files', PDF, 'a.pdf')),
      await expired((it) => it.type('form').send({ csrf: 'old', text })),
    ]
    for (const answer of answers) {
      expect([answer.status, errorCode(answer)]).to.deep.equal([401, 'session_expired'])
      const $ = page(answer)
      expect($('textarea')).to.have.length(1)
      expect($('textarea').text()).to.equal(text)
      expect($('script')).to.have.length(0)
      expect(answer.text).to.not.contain('old')
    }
  })

  it('is not shown where another site sent it, or nobody knows who did', async () => {
    for (const headers of [{ Origin: 'https://evil.example' }, { Origin: '' }, { Origin: 'null' }]) {
      const answer = await expired((it) => it.type('form').send({ text }), headers)
      expect(errorCode(answer)).to.equal('session_expired')
      expect(answer.text).to.not.contain('Hours of work')
    }
  })

  it('is shown as well where another tutor was faster', async () => {
    const mark = () => Promise.reject(new AppError('already_marked', 409, 'no'))
    const { app } = fixtureApp({ role: 'tutor', work: { mark } })
    const { post } = await site({ app, role: 'tutor' })
    const answer = await post('/s/session-tutor/learners/person-1/work/hand-in-1', {
      score: '12,5',
      basedOn: '0',
      feedback: 'Well argued.',
    })
    expect([answer.status, errorCode(answer)]).to.deep.equal([409, 'already_marked'])
    expect(page(answer)('textarea').text()).to.equal('Well argued.')
  })
})
