import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { DeleteObjectCommand, GetObjectCommand, NoSuchKey, S3Client } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { AppError } from '../app/errors.ts'
import type { Shelf } from './intake.ts'

export interface S3Settings {
  readonly bucket: string
  readonly region: string
  /** Of a store that is not Amazon's; `null`: Amazon's own. */
  readonly endpoint: string | null
  /** `null`: as the machine provides them (a role, a profile). */
  readonly keys: { readonly id: string; readonly secret: string } | null
}

/** Files in a bucket, as `files/{id}`. Sent in parts, so that a large one is never in memory as a whole. */
export function s3Shelf({ bucket, region, endpoint, keys }: S3Settings): Shelf {
  const client = new S3Client({
    region,
    // Stores other than Amazon's know buckets in the path, and not every one knows the newer checksums.
    ...(endpoint !== null && { endpoint, forcePathStyle: true }),
    ...(keys !== null && { credentials: { accessKeyId: keys.id, secretAccessKey: keys.secret } }),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  const at = (id: string) => ({ Bucket: bucket, Key: `files/${id}` })
  return {
    async keep(id, path, { type }) {
      const params = { ...at(id), Body: createReadStream(path), ContentType: type }
      await new Upload({ client, params, queueSize: 2 }).done()
    },
    async open(id) {
      const { Body } = await client.send(new GetObjectCommand(at(id))).catch((error: unknown) => {
        if (error instanceof NoSuchKey)
          throw new AppError('file_gone', 404, 'the bytes of a file are not there')
        throw error
      })
      return Body as Readable
    },
    async remove(id) {
      await client.send(new DeleteObjectCommand(at(id)))
    },
  }
}
