// Verifies every bad input, one after the other, in a process of its own. Prints a line each: `{ name, verdict, checks, cpuMilliseconds, megabytes }`.
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createGuardedFetch } from '../../../src/net/guarded-fetch.ts'
import { type Fetch, verifyBadge } from '../../../src/openbadges/index.ts'
import { clock, HOST } from '../../openbadges/support/factories.ts'
import { issuerSite } from '../../openbadges/support/site.ts'
import { signed } from '../../openbadges/support/verifying.ts'
import { BAD_INPUT } from './bad-input.ts'

const site = await issuerSite()
const server = createServer((req, res) => answer(req.url ?? '', res)).listen(0, '127.0.0.1')
await once(server, 'listening')
const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const inside = createGuardedFetch({ allowPrivate: true, userAgent: 'test' })
const outside = createGuardedFetch({ allowPrivate: false, userAgent: 'test' })

/** The issuer's pages from memory, the bad host over the loopback, all else as in production. */
const fetch = ((url: string, init: RequestInit) => {
  if (url.startsWith(HOST)) return site.fetch(url, init)
  return url.startsWith(host) ? inside(url, init) : outside(url, init)
}) as Fetch

function answer(path: string, res: ServerResponse): void {
  if (path === '/round') return void res.writeHead(302, { location: '/round' }).end()
  res.writeHead(200, { 'content-type': 'application/json' })
  if (path === '/drip') {
    const drip = setInterval(() => res.write(' '), 1000)
    return void res.once('close', () => clearInterval(drip))
  }
  const block = Buffer.alloc(1024 * 1024, 0x20)
  const send = () => {
    while (!res.closed && res.write(block));
  }
  res.on('drain', send)
  send()
}

/** The most memory that was resident since it was last asked, in megabytes (Linux, proc(5): VmHWM and clear_refs). */
function forgetPeak(): void {
  writeFileSync('/proc/self/clear_refs', '5')
}
function peak(): number {
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return Number(kilobytes) / 1024
}

// What every verification needs is loaded before anything is counted.
await verifyBadge(Buffer.from(JSON.stringify(await signed())), { fetch, clock })
for (const [name, input] of Object.entries(BAD_INPUT)) {
  const bytes = Buffer.from(await input.make({ host, site }))
  globalThis.gc?.()
  forgetPeak()
  const before = peak()
  const cpu = process.cpuUsage()
  const { verdict, checks } = await verifyBadge(bytes, { fetch, clock })
  const { user, system } = process.cpuUsage(cpu)
  const megabytes = peak() - before
  console.log(JSON.stringify({ name, verdict, checks, cpuMilliseconds: (user + system) / 1000, megabytes }))
}
process.exit(0)
