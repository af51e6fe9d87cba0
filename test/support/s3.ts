import { createHash, createHmac, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

export const KEYS = { id: 'AKIDEXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' }
export const BUCKET = 'ladder-files'
export const REGION = 'eu-west-2'

const SMALLEST_PART = 5 * 1024 * 1024

export interface ObjectStore {
  readonly url: string
  readonly objects: Map<string, { body: Buffer; type: string }>
  /** Uploads in parts that were begun and neither completed nor given up. */
  readonly open: Map<string, { key: string; type: string; parts: Map<number, Buffer> }>
  /** What was asked, as `METHOD kind`. */
  readonly log: string[]
  /** Answers the next request of this kind so, for as often as is said. */
  fail(kind: string, status: number): void
  close(): Promise<void>
}

class Refusal extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string) {
    super(code)
    this.status = status
    this.code = code
  }
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest()
const etagOf = (body: Buffer) => `"${createHash('md5').update(body).digest('hex')}"`

/** A store that speaks as much S3 as we need, and refuses what Amazon's refuses: wrong signatures, parts that are too small, tags that do not match. */
export async function openObjectStore(): Promise<ObjectStore> {
  const objects: ObjectStore['objects'] = new Map()
  const open: ObjectStore['open'] = new Map()
  const log: string[] = []
  const failures = new Map<string, number>()

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '', 'http://store')
    const body = await buffer(req)
    const kind = kindOf(req.method ?? '', url.searchParams)
    log.push(kind)
    const failing = failures.get(kind)
    if (failing !== undefined) throw new Refusal(failing, 'InternalError')
    checkSignature(req, url, body)
    const [, bucket, ...rest] = url.pathname.split('/')
    if (bucket !== BUCKET) throw new Refusal(404, 'NoSuchBucket')
    perform(kind, rest.join('/'), url.searchParams, { type: req.headers['content-type'] ?? '', body }, res)
  }

  function perform(
    kind: string,
    key: string,
    query: URLSearchParams,
    sent: { type: string; body: Buffer },
    res: ServerResponse,
  ): void {
    const upload = () => {
      const found = open.get(query.get('uploadId') ?? '')
      if (!found || found.key !== key) throw new Refusal(404, 'NoSuchUpload')
      return found
    }
    switch (kind) {
      case 'PUT object':
        objects.set(key, sent)
        return void res.setHeader('ETag', etagOf(sent.body)).end()
      case 'GET object': {
        const found = objects.get(key)
        if (!found) throw new Refusal(404, 'NoSuchKey')
        return void res.setHeader('Content-Type', found.type).end(found.body)
      }
      case 'DELETE object':
        objects.delete(key)
        return void res.writeHead(204).end()
      case 'POST begin': {
        const id = randomUUID()
        open.set(id, { key, type: sent.type, parts: new Map() })
        return void xml(
          res,
          `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
        )
      }
      case 'PUT part':
        upload().parts.set(Number(query.get('partNumber')), sent.body)
        return void res.setHeader('ETag', etagOf(sent.body)).end()
      case 'POST complete': {
        const { parts, type } = upload()
        const named = [...sent.body.toString().matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part = '']) => part)
        const bodies = named.map((part) => namedPart(part, parts))
        if (bodies.slice(0, -1).some(({ length }) => length < SMALLEST_PART))
          throw new Refusal(400, 'EntityTooSmall')
        objects.set(key, { type, body: Buffer.concat(bodies) })
        open.delete(query.get('uploadId') ?? '')
        return void xml(res, '<CompleteMultipartUploadResult></CompleteMultipartUploadResult>')
      }
      case 'DELETE upload':
        upload()
        open.delete(query.get('uploadId') ?? '')
        return void res.writeHead(204).end()
      default:
        throw new Refusal(405, 'MethodNotAllowed')
    }
  }

  const server = createServer((req, res) => {
    answer(req, res).catch((error) => {
      const { status, code } = error instanceof Refusal ? error : new Refusal(500, String(error))
      res.writeHead(status, { 'Content-Type': 'application/xml' })
      res.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    open,
    log,
    fail: (kind, status) => void failures.set(kind, status),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function kindOf(method: string, query: URLSearchParams): string {
  if (query.has('uploads')) return `${method} begin`
  if (!query.has('uploadId')) return `${method} object`
  return `${method} ${{ PUT: 'part', POST: 'complete', DELETE: 'upload' }[method] ?? 'unknown'}`
}

function namedPart(xmlOfPart: string, parts: ReadonlyMap<number, Buffer>): Buffer {
  const body = parts.get(Number(/<PartNumber>(\d+)</.exec(xmlOfPart)?.[1]))
  const tag = /<ETag>(.*?)</.exec(xmlOfPart)?.[1]?.replaceAll('&quot;', '"')
  if (!body || etagOf(body) !== tag) throw new Refusal(400, 'InvalidPart')
  return body
}

function xml(res: ServerResponse, text: string): void {
  res.setHeader('Content-Type', 'application/xml').end(`<?xml version="1.0"?>${text}`)
}

/** AWS Signature Version 4, as the store's own side computes it. */
function checkSignature(req: IncomingMessage, url: URL, body: Buffer): void {
  const given = /^AWS4-HMAC-SHA256 Credential=(.+?)\/(.+?), SignedHeaders=(.+?), Signature=(.+)$/.exec(
    req.headers.authorization ?? '',
  )
  const [, id, scope = '', signed = '', signature] = given ?? []
  const at = String(req.headers['x-amz-date'] ?? '')
  if (scope !== `${at.slice(0, 8)}/${REGION}/s3/aws4_request`) throw new Refusal(403, 'AccessDenied')
  if (id !== KEYS.id) throw new Refusal(403, 'InvalidAccessKeyId')
  const hash = String(req.headers['x-amz-content-sha256'] ?? '')
  if (hash !== sha256(body)) throw new Refusal(400, 'XAmzContentSHA256Mismatch')
  for (const needed of ['host', 'x-amz-date', 'x-amz-content-sha256'])
    if (!signed.split(';').includes(needed)) throw new Refusal(403, 'AccessDenied')
  const query = [...url.searchParams].map((pair) => pair.map(encodeURIComponent).join('=')).sort()
  const headers = signed.split(';').map((name) => `${name}:${String(req.headers[name] ?? '').trim()}\n`)
  const canonical = [req.method, url.pathname, query.join('&'), headers.join(''), signed, hash].join('\n')
  const text = ['AWS4-HMAC-SHA256', at, scope, sha256(canonical)].join('\n')
  const key = scope
    .split('/')
    .reduce<string | Buffer>((before, part) => hmac(before, part), `AWS4${KEYS.secret}`)
  if (hmac(key, text).toString('hex') !== signature) throw new Refusal(403, 'SignatureDoesNotMatch')
}
