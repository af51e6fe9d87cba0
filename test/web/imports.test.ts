import { expect } from 'chai'
import { load } from 'cheerio'
import request, { type Response } from 'supertest'
import type { OpenedSession } from '../../src/app/contract.ts'
import { readTable } from '../../src/tables/index.ts'
import { type Course, openCourse } from '../app/course.ts'
import { fixtureApp } from './fixture-app.ts'
import { fixtureImports, importView } from './fixture-imports.ts'
import { errorCode, page, type Site, site, TOOL } from './support.ts'

describe('importing a register through the pages', () => {
  let course: Course
  let web: Site['web']
  let opened: OpenedSession
  before(async function () {
    this.timeout(60_000)
    course = await openCourse()
    await course.refresh(course.courseId)
    opened = await course.tool.app.launch(course.launch(course.school.tutors[0]))
    web = (await site({ app: course.tool.app })).web
  })
  after(() => course.close())

  const at = (path: string) => `/s/${opened.id}${path}`
  const headers = () => ({ Cookie: `session=${opened.secret}`, Origin: TOOL })
  const get = (path: string) => request(web).get(path).set(headers())
  const post = (path: string, fields: Record<string, string>) =>
    request(web)
      .post(path)
      .set(headers())
      .type('form')
      .send({ csrf: opened.session.csrf, ...fields })
  const upload = (bytes: Buffer | string, name: string, csrf = opened.session.csrf) =>
    request(web)
      .post(at('/imports'))
      .set(headers())
      .field('csrf', csrf)
      .attach('file', Buffer.from(bytes), name)
  const where = (response: Response) =>
    response.headers.location ?? expect.fail(`no redirect: ${response.status}`)
  /** A form of the page, with what is chosen in it. */
  const fields = (html: string, action: string) =>
    Object.fromEntries(new URLSearchParams(load(html)(`form[action$="${action}"]`).serialize()).entries())

  it('goes from the upload over the preview to the record, and back', async () => {
    const csv =
      '\ufeffEnw;E-bost;Presenoldeb\r\n"Llywelyn, Siân";student01@example.test;Hwyr\r\nX;x@else.example;Ie\r\n'
    const preview = where(await upload(csv, 'C:\\registers\\Wythnos 3.csv'))
    const shown = await get(preview)
    const $ = page(shown)
    expect($('h1').text()).to.equal('Wythnos 3.csv')
    expect($('input#title').val()).to.equal('Wythnos 3')
    expect($('table.people tbody').text().replace(/\s+/g, ' ')).to.contain(
      'Siân Llywelyn by email · row 2 Nothing recorded Late New',
    )
    expect($('main').text()).to.contain('1 row matches nobody in this course').and.to.contain('Row 3: X')

    const applied = where(await post(`${preview}/apply`, fields(shown.text, '/apply')))
    const told = page(await get(applied))
    expect(told('[role=status]').text()).to.contain('The register is recorded')
    expect(told('main').text()).to.contain('1 person in “Wythnos 3”')
    expect(errorCode(await post(`${preview}/apply`, fields(shown.text, '/apply')))).to.equal('import_decided')

    const undone = page(await get(where(await post(`${preview}/undo`, {}))))
    expect(undone('main').text()).to.contain('What was there before is back')
    expect(page(await get(at('/imports')))('.steps').text())
      .to.contain('Wythnos 3.csv')
      .and.to.contain('undone')
  })

  it('maps columns by hand, and says what is missing or wrong', async () => {
    const preview = where(await upload('Who,How long\nstudent02@example.test,50\n', 'odd.csv'))
    const first = await get(preview)
    expect(page(first)('main').text()).to.contain('Choose the column that says who each row is about')
    const form = fields(first.text, '/settings')
    const problemsWith = async (changes: Record<string, string>) => {
      const wrong = await post(`${preview}/settings`, { ...form, ...changes })
      expect(wrong.status).to.equal(422)
      return page(wrong)('.problems a')
        .toArray()
        .map((link) => link.attribs.href)
    }
    expect(await problemsWith({ title: ' ' })).to.deep.equal(['#title'])
    expect(await problemsWith({ minutes: 'many', outOf: '' })).to.deep.equal(['#minutes', '#outOf'])
    await post(`${preview}/settings`, {
      ...form,
      'column.email': '0',
      'column.duration': '1',
      minutes: '51',
    }).expect(303)
    expect(page(await get(preview))('table.people tbody').text()).to.contain('Not there · 50 minutes')
  })

  it('refuses what is no table, too large, cut off, or without a file, each with its code', async () => {
    const code = async (answer: Promise<Response>) => errorCode(await answer)
    expect(await code(upload('%PDF-1.7', 'list.xlsx'))).to.equal('table_unknown_type')
    expect(await code(upload('Email\n', 'a.csv'))).to.equal('table_empty')
    expect(await code(upload(Buffer.alloc(10_000_001, 'a'), 'a.csv'))).to.equal('table_too_large')
    const none = await request(web).post(at('/imports')).set(headers()).field('csrf', opened.session.csrf)
    expect(none.status).to.equal(422)
    expect(page(none)('.problems').text()).to.contain('Choose a file')
    const broken = request(web)
      .post(at('/imports'))
      .set(headers())
      .type('multipart/form-data; boundary=x')
      .send('--x\r\nnever')
    expect(await code(broken)).to.equal('bad_request')
  })

  it('checks token and origin of an upload as of any form', async () => {
    expect(errorCode(await upload('Email\na\n', 'a.csv', 'guessed'))).to.equal('csrf')
    const foreign = await request(web)
      .post(at('/imports'))
      .set({ ...headers(), Origin: 'https://evil.example' })
      .field('csrf', opened.session.csrf)
      .attach('file', Buffer.from('Email\na\n'), 'a.csv')
    expect(errorCode(foreign)).to.equal('foreign_origin')
  })

  it('gives everybody’s progress away as CSV and XLSX, as filtered, in the language of the page', async () => {
    await course.earn(course.learner(1), 'completed')
    const csv = await get(at('/progress.csv?lang=cy')).buffer(true).parse(bytes)
    expect(csv.headers['content-type']).to.equal('text/csv; charset=utf-8')
    expect(csv.headers['content-disposition']).to.contain('attachment')
    const [sheet] = await readTable(csv.body)
    expect(sheet?.rows).to.have.length(6)
    expect(sheet?.rows[0]?.[0]).to.equal('Dysgwr')
    expect(sheet?.rows.find(([name]) => name === 'Siân Llywelyn')?.slice(1, 5)).to.deep.equal([
      'student01@example.test',
      'SIS-STUDENT01',
      'Wedi’i ennill',
      '2026-11-02',
    ])
    const xlsx = await get(at('/progress.xlsx?lang=en&search=garcia')).buffer(true).parse(bytes)
    const [found] = await readTable(xlsx.body)
    expect(found?.rows).to.have.length(2)
    expect(found?.rows[1]?.slice(0, 4)).to.deep.equal([
      'Ana García',
      'student02@example.test',
      'SIS-STUDENT02',
      'Not yet',
    ])
    expect(found?.rows[1]?.[5]).to.match(/^Not yet: /)
  })
})

function bytes(response: request.Response, done: (error: Error | null, body: Buffer) => void): void {
  const pieces: Buffer[] = []
  response.on('data', (piece: Buffer) => pieces.push(piece))
  response.on('end', () => done(null, Buffer.concat(pieces)))
}

describe('the page of a register', () => {
  it('lets a tutor choose among several people, and escapes what a file says', async () => {
    const asked: unknown[] = []
    const { app } = fixtureApp({
      role: 'tutor',
      parts: {
        imports: fixtureImports({
          choose: async (_visit, _id, choices) => void asked.push([...choices]),
          view: async () => importView(),
        }),
      },
    })
    const { get, post } = await site({ app })
    const shown = await get('/s/session-tutor/imports/import-1')
    expect(shown.text).to.contain('Ben &lt;b&gt;').and.not.to.contain('Ben <b>')
    expect(page(shown)('select[name="choice.6"] option')).to.have.length(4)
    await post('/s/session-tutor/imports/import-1/choices', {
      'choice.6': 'p5',
      'choice.9': 'nobody',
      'choice.10': '',
    })
    expect(asked).to.deep.equal([
      [
        [6, 'p5'],
        [9, null],
      ],
    ])
  })
})
