import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { expect } from 'chai'
import { createFileStore } from '../../src/files/index.ts'
import type { S3Settings } from '../../src/files/s3.ts'
import { BUCKET, KEYS, type ObjectStore, openObjectStore, REGION } from '../support/s3.ts'
import { PDF } from './samples.ts'

describe('files in a bucket', function () {
  this.timeout(30_000)
  let folder: string
  let bucket: ObjectStore
  let ids: number
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ladder-s3-'))
    bucket = await openObjectStore()
    ids = 0
  })
  afterEach(async () => {
    await bucket.close()
    await rm(folder, { recursive: true })
  })

  const open = (change: Partial<S3Settings> = {}) =>
    createFileStore({
      folder,
      scanCommand: null,
      s3: { bucket: BUCKET, region: REGION, endpoint: bucket.url, keys: KEYS, ...change },
      random: { uuid: () => `file-${++ids}` },
    })
  const put = async (content: Buffer, change: Partial<S3Settings> = {}) => {
    const store = await open(change)
    const record = async () => {}
    return store.put({ name: 'Plan.pdf', stream: Readable.from([content]), maxBytes: 50_000_000, record })
  }
  const failure = (work: Promise<unknown>) =>
    work.then(
      () => expect.fail('it succeeded'),
      (error) => error,
    )
  const left = () => readdir(join(folder, 'incoming'))

  it('are kept under an id, and nothing stays on this machine', async () => {
    const { id } = await put(PDF)
    expect([...bucket.objects]).to.deep.equal([[`files/${id}`, { body: PDF, type: 'application/pdf' }]])
    const store = await open()
    expect((await buffer(await store.open(id))).equals(PDF)).to.equal(true)
    expect(await left()).to.deep.equal([])
  })

  it('go in parts where they are large', async () => {
    const large = Buffer.concat([PDF, Buffer.alloc(12_000_000, 'x')])
    const { id, size } = await put(large)
    expect(bucket.log.filter((kind) => kind === 'PUT part')).to.have.length(3)
    expect(size).to.equal(large.length)
    expect(bucket.objects.get(`files/${id}`)?.body.equals(large)).to.equal(true)
    expect(bucket.open.size).to.equal(0)
  })

  it('leave nothing where a part is refused', async () => {
    bucket.fail('PUT part', 400)
    await failure(put(Buffer.concat([PDF, Buffer.alloc(12_000_000, 'x')])))
    expect([bucket.objects.size, bucket.open.size, await left()]).to.deep.equal([0, 0, []])
  })

  it('are removed for good, and one that is not there is told apart from a store that is down', async () => {
    const store = await open()
    const { id } = await put(PDF)
    await store.remove(id)
    await store.remove(id)
    expect(bucket.objects.size).to.equal(0)
    expect(await failure(store.open(id))).to.include({ code: 'file_gone', status: 404 })
    bucket.fail('GET object', 403)
    expect(await failure(store.open(id))).to.not.have.property('code', 'file_gone')
  })

  it('are not taken by a store that knows other keys, or no such bucket', async () => {
    for (const change of [{ keys: { ...KEYS, secret: 'other' } }, { bucket: 'elsewhere' }]) {
      await failure(put(PDF, change))
      expect([bucket.objects.size, await left()]).to.deep.equal([0, []])
    }
  })
})
