/** Puts the rooms together. Only the entries know everybody. */
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pino, { type Logger } from 'pino'
import { createBackground } from './app/background.ts'
import type { Deps, Meter } from './app/deps.ts'
import { type App, createApp } from './app/index.ts'
import { publicUrls } from './app/issuing/urls.ts'
import { createIssuerKeys } from './app/keys/issuer-keys.ts'
import { createKeyRing } from './app/keys/key-ring.ts'
import { createToolKeys } from './app/keys/tool-keys.ts'
import { createDoctor, type Doctor } from './app/operating/doctor.ts'
import type { Clock, JobEngine, JobHandlers, Mailer, Random, Store } from './app/ports.ts'
import { createMoodleSites } from './app/sources/moodle-sites.ts'
import type { Config } from './config.ts'
import { parseLadder } from './core/index.ts'
import { LEVEL_IDS } from './core/ladder.ts'
import { createFileStore } from './files/index.ts'
import { createJobs } from './jobs/index.ts'
import { createLtiTool, type LtiTool } from './lti/index.ts'
import { createMailer } from './mail/mailer.ts'
import { createGuardedFetch } from './net/guarded-fetch.ts'
import { createCredentialSigner } from './openbadges/index.ts'
import { createRandom } from './random.ts'
import { openSecretBox } from './secret-key.ts'
import { type OnStatement, openStore } from './store/index.ts'
import { surroundingsOf } from './surroundings.ts'
import { loadLocales, wordsIn } from './web/language/locales.ts'

const CONFIG_FOLDER = join(import.meta.dirname, '..', 'config')
const DEFAULT_ISSUER = 'main'

/** A VLE that is down for some minutes costs nobody anything; a minute at most between two tries, so that nobody waits long once it is back. */
const ATTEMPTS = 12
const backoff = (attempt: number) => Math.min(60_000, 1_000 * 2 ** attempt)

export interface Tool {
  readonly config: Config
  readonly deps: Deps
  readonly app: App
  readonly lti: LtiTool
  readonly store: Store
  readonly engine: JobEngine
  readonly handlers: JobHandlers
  readonly log: Logger
  readonly clock: Clock
  readonly random: Random
  readonly fetch: typeof globalThis.fetch
  readonly doctor: Doctor
  /** What was done since the process began. */
  readonly counts: Readonly<Record<Parameters<Meter['add']>[0], number>>
  close(): Promise<void>
}

/** Opens the database and builds everything; listens to nothing and runs no job yet. Tests bring their own clock and count statements. */
export async function assembleTool(
  config: Config,
  outside: {
    clock?: Clock
    onStatement?: OnStatement
    /** Instead of the mail server that the settings name. */
    mailer?: Mailer
    logTo?: 'stdout' | 'stderr'
    /** Settings that were left out because they are wrong: a diagnosis tells them. */
    problems?: readonly string[]
  } = {},
): Promise<Tool> {
  const log = createLog(config, outside.logTo ?? 'stdout')
  const clock = outside.clock ?? { now: () => Date.now() }
  const random = createRandom(clock)
  mkdirSync(config.dataDir, { recursive: true })
  const jobs = createJobs({ clock, random, log, attempts: ATTEMPTS, backoff })
  const { onStatement } = outside
  const { store, engine } = await openStore({
    url: config.databaseUrl,
    clock,
    random,
    jobs,
    ...(onStatement ? { onStatement } : {}),
  })
  try {
    const fetch = createGuardedFetch({
      allowPrivate: config.allowPrivatePlatforms,
      userAgent: `CredentialLadder (+${config.toolUrl})`,
    })
    const urls = publicUrls(config.toolUrl)
    const box = await openSecretBox(config)
    const keyRing = createKeyRing({
      store,
      box,
      clock,
      random,
      issuerUrl: urls.issuer,
      periods: config.keys,
    })
    const lti = createLtiTool({
      store: store.lti,
      keys: createToolKeys(keyRing),
      fetch,
      clock: clock.now,
      random: random.token,
      toolUrl: config.toolUrl,
    })
    const counts = { evaluations: 0, signatures: 0, signaturesInFull: 0, awards: 0, scores: 0 }
    const moodleSites = createMoodleSites({ store, box, clock, fetch })
    const meter: Meter = {
      add(what, by) {
        counts[what] += by
      },
    }
    const deps: Deps = {
      store,
      files: await createFileStore({ ...config.files, random }),
      fileLimits: config.files,
      lti,
      ladder: parseLadder(JSON.parse(readFileSync(join(CONFIG_FOLDER, 'frameworks', 'jisc.json'), 'utf8'))),
      keyRing,
      issuerKeys: createIssuerKeys(keyRing, urls),
      signer: createCredentialSigner(),
      moodleSites,
      clock,
      random,
      words: wordsIn(await loadLocales()),
      mailer: outside.mailer ?? (config.mail && createMailer(config.mail)),
      log,
      meter,
      toolUrl: config.toolUrl,
      formerUrls: config.formerUrls,
      art: readArt(),
      defaultIssuerId: DEFAULT_ISSUER,
    }
    await store.issuers.follow({
      id: DEFAULT_ISSUER,
      description: null,
      logo: null,
      colour: null,
      savedAt: null,
      ...config.issuer,
    })
    const doctor = createDoctor({
      ...surroundingsOf(config, clock, outside.problems),
      store,
      lti,
      engine,
      openSecret: (sealed) => box.open(sealed),
      moodleSites,
      files: deps.files,
      mailer: deps.mailer,
    })
    const app = createApp(deps, { fetch, doctor })
    const handlers = createBackground(deps)
    const close = async () => {
      await engine.stop()
      await store.close()
    }
    return {
      config,
      deps,
      app,
      lti,
      store,
      engine,
      handlers,
      log,
      clock,
      random,
      fetch,
      doctor,
      counts,
      close,
    }
  } catch (error) {
    await store.close()
    throw error
  }
}

function createLog(config: Config, to: 'stdout' | 'stderr'): Logger {
  const options = {
    level: config.logLevel,
    // A second net: nothing personal or secret is handed to the log in the first place.
    redact: ['*.email', '*.token', '*.id_token', '*.secret', '*.authorization', '*.cookie', '*.returnUrl'],
  }
  return pino(options, pino.destination({ fd: process[to].fd, sync: true }))
}

function readArt(): Record<string, string> {
  return Object.fromEntries(
    LEVEL_IDS.map((level) => [level, readFileSync(join(CONFIG_FOLDER, 'art', `${level}.svg`), 'utf8')]),
  )
}
