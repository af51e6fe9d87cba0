import { pipeline } from 'node:stream/promises'
import type { WebDeps } from '../deps.ts'
import { identifier } from '../input.ts'
import type { AddRoute } from './routes.ts'

/** Whatever is in a file, it must not run in the tool's name: saved and not shown, and powerless where a browser shows it all the same. */
const POWERLESS = "default-src 'none'; sandbox"

/** A file that was handed in, to be saved. */
export function filePages(add: AddRoute, { app, log }: WebDeps): void {
  add('GET /files/:fileId', async ({ req, res, visit }) => {
    const { file, stream } = await app.files.open(visit, identifier.parse(req.params.fileId))
    res.attachment(file.name)
    res.set({
      'Content-Type': file.type,
      'Content-Length': String(file.size),
      'Content-Security-Policy': POWERLESS,
      'X-Content-Type-Options': 'nosniff',
    })
    await pipeline(stream, res).catch((err: unknown) => {
      // The answer has begun: all that can be done is to end it short, which the browser notices by its length.
      log.warn({ err }, 'a download ended in the middle')
      res.destroy()
    })
  })
}
