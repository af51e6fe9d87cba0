/**
 * `npm run demo`: the tool and the reference VLE with a course in which every state of the ladder is to be seen.
 * Nothing in the database is canned: the first start plays the course through the pages, as its people would.
 * `-- --reset` starts over.
 */
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net'
import { join } from 'node:path'
import { type Config, readConfig } from '../src/config.ts'
import { startServer } from '../src/server.ts'
import { explain } from '../src/start-fault.ts'
import { LEARNERS, nameOf, type Turn, whose } from './people.ts'
import { playCourse } from './play.ts'
import { openVle } from './vle.ts'

const COURSE = '2'

/**
 * `localhost` may be two addresses, of which one is listened to. Node gives the first 250 ms, and then tries the other, which refuses: while the
 * course is played this one process is often busy for longer than that, and would miss that the first had answered.
 */
setDefaultAutoSelectFamilyAttemptTimeout(10_000)

async function main(): Promise<void> {
  const config = demoConfig()
  const file = join(config.dataDir, 'vle.json')
  // Without the VLE's file the first start was cut short: half a course helps nobody.
  if (process.argv.includes('--reset') || !existsSync(file))
    rmSync(config.dataDir, { recursive: true, force: true })
  mkdirSync(config.dataDir, { recursive: true })

  const vle = await openVle({
    port: Number(process.env.VLE_PORT ?? 3001),
    file,
    toolUrl: config.toolUrl,
    courseId: COURSE,
  })
  const server = await startServer(config)
  const stop = async () => {
    await server.stop()
    vle.save()
    await vle.vle.close()
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
  }

  if (vle.isNew) {
    say('First start: the course is being played (some seconds) …')
    await playCourse(vle.vle, server.tool, COURSE)
  }
  vle.keep()
  say(guide(vle.vle.url, config))
  say('ready')
}

function demoConfig(): Config {
  const { PORT = '3000', DATA_DIR = 'demo-data', LOG_LEVEL = 'warn', ...rest } = process.env
  return readConfig({
    ...rest,
    PORT,
    DATA_DIR,
    LOG_LEVEL,
    HOST: rest.HOST ?? 'localhost',
    PUBLIC_URL: rest.PUBLIC_URL ?? `http://localhost:${PORT}`,
    ALLOW_PRIVATE_PLATFORMS: 'true',
    RATE_LIMIT_PER_MINUTE: rest.RATE_LIMIT_PER_MINUTE ?? '100000',
    ISSUER_NAME: rest.ISSUER_NAME ?? 'Riverside College',
    ISSUER_EMAIL: rest.ISSUER_EMAIL ?? 'badges@riverside.example',
    NODE_ENV: 'development',
  })
}

function guide(vleUrl: string, config: Config): string {
  const [earned, present, marked, , top, mirrored, , worked] = LEARNERS
  const of = (turn: Turn) => nameOf(whose(turn))
  return `
The VLE      ${vleUrl}
The tool     ${config.toolUrl} (opens inside the VLE)

Open the VLE, choose whom to enter as, open the course, then "My credentials":
  ${nameOf(earned)} (learner)   holds Completed and Demonstrated, evidence waits for a tutor
  ${nameOf(top)} (learner)       holds all three
  Helen Marsh (tutor)      everybody's progress, evidence to review, links to add
  Ines Duarte (administrator)   the criteria of the course; "Manage tools" takes a registration link
What moved whom; each of their pages says why:
  check-ins ${nameOf(present)} · a gradebook column ${nameOf(marked)} · work handed in ${nameOf(worked)}
  a quiz's mirrored grade ${nameOf(mirrored)} · a checkpoint ${of('unit-test')} · an imported report ${of('webinar')}
  a tutor's word ${of('seminar')}, ${of('elsewhere')} · the VLE's web service ${of('forum')} · coming back to the course ${of('leaves')}

A registration link: DATA_DIR=${config.dataDir} PUBLIC_URL=${config.toolUrl} npm run tool -- registration-link
The badge's PNG can be checked with: npm run tool -- verify FILE (ALLOW_PRIVATE_PLATFORMS=true while the demo runs on http)
`
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`)
  process.exit(1)
})
