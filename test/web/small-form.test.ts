import { expect } from 'chai'
import express from 'express'
import request, { type Test } from 'supertest'
import { AppError } from '../../src/app/errors.ts'
import { receivedFile, smallForm } from '../../src/web/small-form.ts'

const LIMITS = {
  ...{ fields: 2, fieldBytes: 10, fileBytes: 100 },
  ...{ tooLarge: 'much_too_large', unreadable: 'not_to_be_read' },
}

const web = express()
web.post('/', smallForm(LIMITS), (req, res) => {
  const file = receivedFile(req)
  res.json({ fields: req.body, file: file && [file.name, file.bytes.toString('utf8')] })
})
web.use(((error, _req, res, _next) => {
  res.status(error instanceof AppError ? error.status : 500).json(error.code ?? String(error))
}) satisfies express.ErrorRequestHandler)

const answer = async (fill: (form: Test) => Test) => {
  const { status, body } = await fill(request(web).post('/'))
  return [status, body]
}

describe('a form with one small file', () => {
  it('has its fields, and its file by the name that the person knows', async () => {
    expect(
      await answer((form) => form.field('a', 'ŵ').attach('file', Buffer.from('ŷ'), 'Siân.csv')),
    ).to.deep.equal([200, { fields: { a: 'ŵ' }, file: ['Siân.csv', 'ŷ'] }])
  })

  it('may come without a file, and as a form without files', async () => {
    const bare = { fields: { a: 'b' }, file: null }
    expect(await answer((form) => form.field('a', 'b'))).to.deep.equal([200, bare])
    const unchosen =
      '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x\r\nContent-Disposition: form-data; name="file"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--x--\r\n'
    expect(await answer((form) => form.type('multipart/form-data; boundary=x').send(unchosen))).to.deep.equal(
      [200, bare],
    )
    expect(await answer((form) => form.type('form').send({ a: 'b' }))).to.deep.equal([200, bare])
  })

  const large: readonly [string, (form: Test) => Test][] = [
    ['a file', (form) => form.attach('file', Buffer.alloc(101), 'a')],
    ['a field', (form) => form.field('a', 'x'.repeat(11))],
    ['the whole', (form) => form.attach('file', Buffer.alloc(100_000), 'a')],
    ['the number of fields', (form) => form.field('a', '1').field('b', '2').field('c', '3')],
    [
      'the number of files',
      (form) => form.attach('file', Buffer.from('1'), 'a').attach('file', Buffer.from('2'), 'b'),
    ],
  ]
  for (const [what, fill] of large)
    it(`is refused where ${what} is over its limit`, async () => {
      expect(await answer(fill)).to.deep.equal([413, 'much_too_large'])
    })

  for (const body of ['--x\r\nnever', '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb'])
    it(`is refused where it breaks off: ${JSON.stringify(body)}`, async () => {
      expect(await answer((form) => form.type('multipart/form-data; boundary=x').send(body))).to.deep.equal([
        400,
        'not_to_be_read',
      ])
    })
})
