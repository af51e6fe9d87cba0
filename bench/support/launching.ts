/** A browser and a platform that launch as fast as a tool lets them. */
import { Agent, request } from 'undici'

export interface Launched {
  /** Seconds for all of them. */
  readonly seconds: number
  /** Milliseconds of each. */
  readonly latencies: readonly number[]
}

export interface Launcher {
  readonly loginUrl: string
  readonly launchUrl: string
  /** The platform's login request for the n-th launch. */
  login(n: number): Readonly<Record<string, string>>
  /** The platform's signed answer. */
  token(n: number, nonce: string): Promise<string>
}

interface Begun {
  readonly state: string
  readonly nonce: string
  readonly cookie: string
}

/** A platform's answer is good for a minute and ltijs takes it for ten seconds: few enough are signed ahead. */
const BATCH = 48

/**
 * Whole launches, so many in flight: login, authentication response, redirect, and the page it leads to, which must answer
 * 200 with the cookies of the launch. What the platform takes to sign its tokens is not counted.
 */
export async function launchAll(launcher: Launcher, launches: number, inFlight: number): Promise<Launched> {
  const agent = new Agent({ connections: inFlight })
  const latencies: number[] = []
  let seconds = 0
  for (let first = 0; first < launches; first += BATCH) {
    const batch = await launchBatch(agent, launcher, first, Math.min(BATCH, launches - first), inFlight)
    seconds += batch.seconds
    latencies.push(...batch.latencies)
  }
  await agent.close()
  return { seconds, latencies }
}

async function launchBatch(
  agent: Agent,
  launcher: Launcher,
  first: number,
  size: number,
  inFlight: number,
): Promise<Launched> {
  const all = Array.from({ length: size }, (_, index) => ({
    n: first + index,
    milliseconds: 0,
    begun: { state: '', nonce: '', cookie: '' },
    token: '',
  }))
  let seconds = 0
  const timed = async (work: (one: (typeof all)[number]) => Promise<void>) => {
    const start = performance.now()
    await each(all, inFlight, async (one) => {
      const begin = performance.now()
      await work(one)
      one.milliseconds += performance.now() - begin
    })
    seconds += (performance.now() - start) / 1000
  }
  await timed(async (one) => {
    one.begun = await beginLogin(agent, launcher, one.n)
  })
  for (const one of all) one.token = await launcher.token(one.n, one.begun.nonce)
  await timed(({ begun: { state, cookie }, token }) =>
    finish(agent, launcher, { state, id_token: token }, cookie),
  )
  return { seconds, latencies: all.map(({ milliseconds }) => milliseconds) }
}

async function beginLogin(agent: Agent, { loginUrl, login }: Launcher, n: number): Promise<Begun> {
  const reply = await request(`${loginUrl}?${new URLSearchParams(login(n))}`, { dispatcher: agent })
  await reply.body.dump()
  const { searchParams } = new URL(String(reply.headers.location))
  const { state, nonce } = Object.fromEntries(searchParams)
  if (reply.statusCode !== 302 || !state || !nonce) throw new Error(`a login answered ${reply.statusCode}`)
  return { state, nonce, cookie: cookiesOf(reply.headers['set-cookie']) }
}

async function finish(
  agent: Agent,
  { launchUrl }: Launcher,
  form: Readonly<Record<string, string>>,
  cookie: string,
): Promise<void> {
  const reply = await request(launchUrl, {
    dispatcher: agent,
    method: 'POST',
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    body: new URLSearchParams(form).toString(),
  })
  const { location } = reply.headers
  if (typeof location !== 'string')
    throw new Error(`a launch answered ${reply.statusCode}: ${(await reply.body.text()).slice(0, 500)}`)
  await reply.body.dump()
  const page = await request(new URL(location, launchUrl), {
    dispatcher: agent,
    headers: { cookie: cookiesOf(reply.headers['set-cookie']), accept: 'text/html' },
  })
  await page.body.dump()
  if (page.statusCode !== 200) throw new Error(`the page after a launch answered ${page.statusCode}`)
}

function cookiesOf(header: string | string[] | undefined): string {
  return [header ?? []]
    .flat()
    .map((line) => line.split(';')[0])
    .join('; ')
}

/** Works on all items, so many at once. */
async function each<T>(items: readonly T[], inFlight: number, work: (item: T) => Promise<void>) {
  const waiting = [...items].reverse()
  const worker = async () => {
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) await work(item)
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
}
