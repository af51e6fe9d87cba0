import type { Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WAITING_DAYS } from './app/applications/register.ts'
import { AppError } from './app/errors.ts'
import { sweepFiles } from './app/files/remove.ts'
import { remindOfEnds } from './app/issuing/expiring.ts'
import { enqueueRefresh } from './app/launching/launch.ts'
import type { Channel } from './cli/channel/listen.ts'
import type { Config } from './config.ts'
import { createMetrics } from './metrics.ts'
import { listenToOperator } from './operator.ts'
import { createPageArt } from './page-art.ts'
import { wrongSecret } from './secret-key.ts'
import { assembleTool, type Tool } from './tool.ts'
import { createHttpServer } from './web/http-server.ts'
import { createWeb } from './web/index.ts'

const SWEEP_MINUTES = 15
/** For so long an old registration link is told that it is over, not that it never was. */
const LINKS_KEPT_DAYS = 30
/** A gradebook that has not taken a score back by then will not: its person is to be forgotten. */
const REMOVALS_KEPT_DAYS = 30

export interface RunningServer {
  readonly config: Config
  readonly tool: Tool
  readonly port: number
  /** Takes no more requests, finishes those and the jobs in flight, closes the database. */
  stop(): Promise<void>
}

/** Starts everything in this process: pages, jobs and timers. */
export async function startServer(config: Config): Promise<RunningServer> {
  const tool = await assembleTool(config)
  let operator: Channel | null = null
  try {
    await tendKeys(tool)
    // First of all, so that commands get through whenever the tool can be seen to run.
    operator = await listenToOperator(tool)
    const web = await createWeb({
      app: tool.app,
      lti: tool.lti,
      log: tool.log,
      clock: tool.clock,
      random: tool.random,
      art: createPageArt(tool.deps.art),
      metrics: createMetrics(tool),
      config: {
        toolUrl: config.toolUrl,
        production: config.production,
        toolName: 'Credential Ladder',
        timeZone: config.timeZone,
        requestsPerMinute: config.rateLimitPerMinute,
        trustProxy: config.trustProxy,
      },
    })
    const server = createHttpServer(web)
    const answered = trackRequests(server)
    await listen(server, config)
    await tool.engine.start(tool.handlers)
    const timers = startTimers(tool)
    const channel = operator
    return {
      config,
      tool,
      port: (server.address() as AddressInfo).port,
      async stop() {
        for (const timer of timers) clearInterval(timer)
        await channel?.stop()
        // Listening ends last: a job or a request in flight may need an access token, and before it gives one a VLE fetches our keys.
        await Promise.all([tool.engine.stop(), answered()])
        const closed = new Promise((resolve) => server.close(resolve))
        await answered()
        // What is left are connections that browsers keep in reserve: they would hold the process for ever.
        server.closeAllConnections()
        await closed
        await tool.close()
      },
    }
  } catch (error) {
    await operator?.stop()
    await tool.close()
    throw error
  }
}

/** Says what is wrong with the keys now, and not when the first learner opens the tool. Errors: `SecretKeyError`. */
async function tendKeys({ config, deps: { keyRing } }: Tool): Promise<void> {
  await keyRing.check().catch((error) => {
    throw error instanceof AppError && error.code === 'secret_unreadable' ? wrongSecret(config) : error
  })
  // A tool that is restarted often may never come to its timer.
  await keyRing.tend()
}

/** Answers a wait for the requests that have no answer yet. */
function trackRequests(server: Server): () => Promise<unknown> {
  const underWay = new Set<ServerResponse>()
  server.on('request', (_req, res) => {
    underWay.add(res)
    res.once('close', () => underWay.delete(res))
  })
  return () =>
    Promise.all([...underWay].map((res) => new Promise<void>((resolve) => res.once('close', resolve))))
}

function listen(server: Server, config: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.port, config.host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function startTimers({ config, store, deps, clock, log }: Tool): NodeJS.Timeout[] {
  const every = (minutes: number, work: () => Promise<unknown>) =>
    setInterval(() => {
      work().catch((err: unknown) => log.error({ err }, 'a timer failed'))
    }, minutes * 60_000)
  const sweep = async () => {
    await store.sessions.sweep(clock.now())
    await store.applications.sweep(clock.now(), clock.now() - WAITING_DAYS * 86_400_000)
    await store.registrationLinks.sweep(clock.now() - LINKS_KEPT_DAYS * 86_400_000)
    await store.personal.sweepRemovals(new Date(clock.now() - REMOVALS_KEPT_DAYS * 86_400_000).toISOString())
  }
  const timers = [
    every(SWEEP_MINUTES, sweep),
    every(SWEEP_MINUTES, () => deps.keyRing.tend()),
    every(SWEEP_MINUTES, () => sweepFiles(deps)),
    every(SWEEP_MINUTES, () => remindOfEnds(deps)),
  ]
  if (config.refreshMinutes > 0) {
    const refreshAll = async () => {
      const now = new Date(clock.now()).toISOString()
      for (const course of await store.courses.list())
        await store.write((unit) => enqueueRefresh(unit, course.id, now))
    }
    timers.push(every(config.refreshMinutes, refreshAll))
  }
  return timers
}
