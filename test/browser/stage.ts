import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ADMINISTRATOR, LEARNERS, TUTORS } from '../../demo/people.ts'
import { playCourse } from '../../demo/play.ts'
import { openVle } from '../../demo/vle.ts'
import { readConfig } from '../../src/config.ts'
import { type RunningServer, startServer } from '../../src/server.ts'
import type { Vle } from '../vle/index.ts'
import { createRobot } from '../vle/robot.ts'

/** The demo's course, played to its end. Journeys only look at it; what changes something makes a course of its own. */
export const PLAYED = '2'

export interface Stage {
  /** On `http://127.0.0.1`: another site than the tool. */
  readonly vle: Vle
  readonly server: RunningServer
  /** On `http://localhost`, without a trailing slash. */
  readonly toolUrl: string
  /** A course with the demo's staff, these learners, and the tool's three kinds of link with one check-in. */
  addCourse(options: { id: string; title: string; learners: readonly string[] }): Promise<void>
  linkId(courseId: string, title: string): string
  close(): Promise<void>
}

/** The tool and the reference VLE in this process, on free ports, with the demo's course, in a folder of their own. */
export async function startStage(): Promise<Stage> {
  const dataDir = mkdtempSync(join(tmpdir(), 'credential-ladder-browser-'))
  const port = await freePort()
  const toolUrl = `http://localhost:${port}`
  const { vle } = await openVle({ port: 0, file: join(dataDir, 'vle.json'), toolUrl, courseId: PLAYED })
  const server = await startServer(
    readConfig({
      PORT: String(port),
      HOST: 'localhost',
      PUBLIC_URL: toolUrl,
      DATA_DIR: dataDir,
      ALLOW_PRIVATE_PLATFORMS: 'true',
      LOG_LEVEL: 'error',
      RATE_LIMIT_PER_MINUTE: '100000',
      REFRESH_MINUTES: '0',
      ISSUER_NAME: 'Riverside College',
      ISSUER_EMAIL: 'badges@riverside.example',
    }),
  )
  const close = async () => {
    await server.stop()
    await vle.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    await playCourse(vle, server.tool, PLAYED)
  } catch (error) {
    await close()
    throw error
  }

  return {
    vle,
    server,
    toolUrl,
    async addCourse({ id, title, learners }) {
      vle.addCourse({ id, label: id.toUpperCase(), title, startsAt: inDays(-60), endsAt: inDays(30) })
      for (const tutor of TUTORS) vle.enrol(id, tutor.id, 'Instructor')
      vle.enrol(id, ADMINISTRATOR.id, 'Administrator')
      for (const learner of learners) vle.enrol(id, learner, 'Learner')
      const robot = createRobot(vle)
      await robot.enterAs(TUTORS[0].id)
      await robot.submit(await robot.startDeepLinking(id), 'form[action$="/deep-link"]', {
        ladder: 'on',
        checkIn: 'on',
        checkIns: '1',
        checkInTitle: 'Session',
        coursework: 'on',
        courseworkTitle: 'Reflection',
        courseworkKind: 'coursework',
      })
    },
    linkId(courseId, title) {
      const link = vle.links(courseId).find((item) => item.title === title)
      if (!link) throw new Error(`the course has no link "${title}"`)
      return link.id
    },
    close,
  }
}

/** A learner of the demo by what is told about them in `demo/people.ts`. */
export function nameOf(userId: string): string {
  const person = [...TUTORS, ADMINISTRATOR, ...LEARNERS].find(({ id }) => id === userId)
  if (!person) throw new Error(`nobody has the id ${userId}`)
  return `${person.givenName} ${person.familyName}`
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

/** The tool's address is part of its settings, so its port is chosen before it starts. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, 'localhost', resolve)
  })
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
