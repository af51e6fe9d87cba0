import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { expect } from 'chai'
import type { FileFacts, FileStore } from '../../src/app/ports.ts'
import { createFileStore, type FileStoreOptions } from '../../src/files/index.ts'
import { EXE, PDF, ZIP_BOMB } from './samples.ts'

const MAX = 100_000

describe('a file that arrives', () => {
  let folder: string
  let ids: number
  const recorded: FileFacts[] = []
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ladder-files-'))
    ids = 0
    recorded.length = 0
  })
  afterEach(() => rm(folder, { recursive: true }))

  const open = (options: Partial<FileStoreOptions> = {}): Promise<FileStore> =>
    createFileStore({
      folder,
      scanCommand: null,
      s3: null,
      random: { uuid: () => `ab${++ids}-file` },
      ...options,
    })
  const put = (store: FileStore, name: string, stream: Readable) =>
    store.put({ name, stream, maxBytes: MAX, record: async (facts) => void recorded.push(facts) })
  const refused = (work: Promise<unknown>) =>
    work.then(
      () => expect.fail('it was taken'),
      (error) => error,
    )
  const bytes = async (store: FileStore, id: string) => buffer(await store.open(id))
  /** Every file in the folder, under way or kept. */
  const onDisk = async () =>
    (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name)

  it('is kept as it came, with its size, its hash and its type', async () => {
    const store = await open()
    const facts = await put(store, 'Plan.pdf', Readable.from([PDF]))
    expect(facts).to.deep.include({
      id: 'ab1-file',
      name: 'Plan.pdf',
      type: 'application/pdf',
      size: PDF.length,
    })
    expect(facts.sha256).to.match(/^[0-9a-f]{64}$/)
    expect((await bytes(store, facts.id)).equals(PDF)).to.equal(true)
    expect(recorded).to.deep.equal([facts])
    expect(await onDisk()).to.deep.equal(['ab1-file'])
  })

  it('is removed for good, and a second time is no fault', async () => {
    const store = await open()
    const { id } = await put(store, 'Plan.pdf', Readable.from([PDF]))
    await store.remove(id)
    await store.remove(id)
    expect(await onDisk()).to.deep.equal([])
    expect(await refused(store.open(id))).to.include({ code: 'file_gone', status: 404 })
  })

  for (const [what, name, content] of [
    ['a program that calls itself a PDF', 'Essay.pdf', EXE],
    ['a program under its own name', 'setup.exe', EXE],
    ['a zip archive, however much is packed into it', 'Essay.docx', ZIP_BOMB],
    ['bytes that are nothing', 'Essay.txt', Buffer.from([0, 1, 2, 3, 255])],
    [
      'text with a control character far in',
      'a.txt',
      Buffer.concat([Buffer.alloc(90_000, 'x'), Buffer.from([7])]),
    ],
    ['a container of old Office files under another name', 'a.pdf', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
  ] as const) {
    it(`is refused, and leaves nothing, where it is ${what}`, async () => {
      const error = await refused(put(await open(), name, Readable.from([content])))
      expect(error).to.include({ code: 'file_type_refused', status: 415 })
      expect(recorded).to.deep.equal([])
      expect(await onDisk()).to.deep.equal([])
    })
  }

  it('is a text where it is one in any script, also cut in the middle of a character', async () => {
    const text = Buffer.from('Beth ddysgais i: cynllunio’r tymor. 学んだこと 🎓\r\n\tإلخ')
    const { type } = await put(
      await open(),
      'Myfyrdod.md',
      Readable.from([text.subarray(0, 50), text.subarray(50)]),
    )
    expect(type).to.equal('text/plain')
  })

  it('is named after what it is, so that nothing runs when it is opened', async () => {
    const store = await open()
    const named = async (name: string, content: Buffer) =>
      (await put(store, name, Readable.from([content]))).name
    const text = Buffer.from('<script>alert(1)</script>')
    expect(await named('page.html', text)).to.equal('page.html.txt')
    expect(await named('run.bat', text)).to.equal('run.bat.txt')
    expect(await named('Essay.exe', PDF)).to.equal('Essay.exe.pdf')
    expect(await named('Essay', PDF)).to.equal('Essay.pdf')
  })

  it('is cut off as soon as it is over the limit, whoever sends on for ever', async () => {
    let sent = 0
    const endless = Readable.from(
      (function* () {
        for (;;) {
          sent += 10_000
          yield Buffer.alloc(10_000, 'a')
        }
      })(),
    )
    const error = await refused(put(await open(), 'a.txt', endless))
    expect(error).to.include({ code: 'file_too_large', status: 413 })
    expect(sent).to.be.below(MAX * 3)
    expect(endless.destroyed).to.equal(true)
    expect(await onDisk()).to.deep.equal([])
  })

  it('is refused where it is empty, and taken at exactly the limit', async () => {
    const store = await open()
    expect(await refused(put(store, 'a.txt', Readable.from([])))).to.include({ code: 'file_empty' })
    expect((await put(store, 'a.txt', Readable.from([Buffer.alloc(MAX, 'a')]))).size).to.equal(MAX)
  })

  it('leaves nothing where its sender goes away in the middle', async () => {
    const stream = new PassThrough()
    const arriving = refused(put(await open(), 'Plan.pdf', stream))
    stream.write(PDF)
    stream.destroy(new Error('gone'))
    expect((await arriving).message).to.equal('gone')
    expect(recorded).to.deep.equal([])
    expect(await onDisk()).to.deep.equal([])
  })

  it('leaves nothing where its row cannot be written', async () => {
    const store = await open()
    const record = () => Promise.reject(new Error('no row'))
    const error = await refused(
      store.put({ name: 'a.pdf', stream: Readable.from([PDF]), maxBytes: MAX, record }),
    )
    expect(error.message).to.equal('no row')
    expect(await onDisk()).to.deep.equal([])
  })

  it('is swept where its process was killed while it arrived, and left alone while somebody writes', async () => {
    const store = await open()
    const [old, fresh] = ['old', 'fresh'].map((name) => join(folder, 'incoming', name))
    for (const path of [old, fresh]) await writeFile(path ?? '', 'half')
    await utimes(old ?? '', 1, 1)
    await store.sweep(Date.now() - 60_000)
    expect(await onDisk()).to.deep.equal(['fresh'])
  })

  it('is tried with one of the store’s own, of which nothing stays, and told by a code where that cannot be', async () => {
    const store = await open()
    expect(await store.condition()).to.deep.equal({ fault: null, scan: null })
    expect(await onDisk()).to.deep.equal([])
    for (const [command, scan] of [
      ['true', 'clean'],
      ['false', 'infected'],
      [join(folder, 'no-such-scanner'), 'unknown'],
      ['rm', 'clean'],
    ] as const) {
      const { fault, scan: said } = await (await open({ scanCommand: command })).condition()
      expect([said, fault], command).to.deep.equal([scan, command === 'rm' ? 'ENOENT' : null])
    }
    await rm(join(folder, 'incoming'), { recursive: true })
    expect(await store.condition()).to.deep.equal({ fault: 'ENOENT', scan: null })
    const bucket = {
      bucket: 'b',
      region: 'r',
      endpoint: 'http://127.0.0.1:1',
      keys: { id: 'k', secret: 's' },
    }
    const far = await (await open({ s3: bucket })).condition()
    expect(far.fault).to.match(/^\w+$/)
  })

  describe('is scanned', () => {
    /** A scanner of one line. It is told the path and nothing else. */
    const scanner = async (script: string) => {
      const path = join(folder, '..', `${folder.split('/').at(-1)}-scanner.mjs`)
      await writeFile(path, script)
      after(() => rm(path, { force: true }))
      return `${process.execPath} ${path}`
    }
    const script = `
      import { readFileSync } from 'node:fs'
      const text = readFileSync(process.argv[2], 'latin1')
      process.exit(text.includes('VIRUS') ? 1 : text.includes('ODD') ? 2 : 0)`

    it('and taken where it is clean', async () => {
      const store = await open({ scanCommand: await scanner(script) })
      expect((await put(store, 'a.txt', Readable.from(['well']))).size).to.equal(4)
    })
    it('and refused where it is not', async () => {
      const store = await open({ scanCommand: await scanner(script) })
      const error = await refused(put(store, 'a.txt', Readable.from(['a VIRUS'])))
      expect(error).to.include({ code: 'file_infected', status: 422 })
      expect(await onDisk()).to.deep.equal([])
    })
    it('and refused with other words where the scanner has no answer, or is not there', async () => {
      for (const command of [await scanner(script), join(folder, 'no-such-scanner')]) {
        const error = await refused(
          put(await open({ scanCommand: command }), 'a.txt', Readable.from(['ODD'])),
        )
        expect(error).to.include({ code: 'file_unscanned', status: 503 })
      }
      expect(await onDisk()).to.deep.equal([])
    })
  })
})
