import { startLtijs } from '../test/support/ltijs.ts'
import { addLadderTool } from '../test/vle/fixtures.ts'
import type { Tool, Vle } from '../test/vle/index.ts'
import { beginTool, openStage } from '../test/whole/stage.ts'
import { freePort, until } from '../test/whole/until.ts'
import type { Benchmark } from './support/benchmark.ts'
import { type Launched, type Launcher, launchAll } from './support/launching.ts'
import { interleaved, median, quantile } from './support/rounds.ts'

const PEOPLE = 200
const LAUNCHES = 480
/** Each is at work for so long before any launch is counted: what a server does all day its engine has long compiled. */
const WARMING_SECONDS = 25
const IN_FLIGHT = 16
const ROUNDS = 5
/** Both run as they would at a university: pages are compiled once, and nobody is told to come back later. */
const PRODUCTION = { NODE_ENV: 'production', RATE_LIMIT_PER_MINUTE: '1000000' }
const LTI = 'https://purl.imsglobal.org/spec/lti/claim'

/**
 * Whole launches of Credential Ladder and of ltijs, each in a process of its own with its own SQLite file, by the same
 * platform with the same key: the same people into the same course.
 */
export const launch: Benchmark = {
  name: 'launch',
  async run() {
    const stage = await openStage({ learners: 1 })
    const port = await freePort()
    const clientId = 'ltijs'
    const registered = addLadderTool(stage.vle, `http://localhost:${port}`, { name: 'ltijs', clientId })
    const ltijs = await startLtijs(port, [{ ...stage.vle.platform, clientId }])
    const ours = beginTool({ ...stage.settings, ...PRODUCTION })
    try {
      const ready = async () => (await fetch(`${stage.toolUrl}/readyz`).catch(() => null))?.status === 200
      await until('the tool answers', ready)
      const [tool] = stage.vle.tools()
      if (!tool) throw new Error('the VLE has no tool')
      for (const one of [registered, tool]) await warm(launcher(stage.vle, one))
      const found = await interleaved(ROUNDS, {
        ours: () => launchAll(launcher(stage.vle, tool), LAUNCHES, IN_FLIGHT),
        ltijs: () => launchAll(launcher(stage.vle, registered), LAUNCHES, IN_FLIGHT),
      })
      return findings(found)
    } finally {
      ours.child.kill('SIGKILL')
      await ours.ended
      await ltijs.close()
      await stage.close()
    }
  },
}

async function warm(one: Launcher) {
  for (let seconds = 0; seconds < WARMING_SECONDS; )
    seconds += (await launchAll(one, LAUNCHES, IN_FLIGHT)).seconds
}

function findings({ ours, ltijs }: Record<'ours' | 'ltijs', Launched[]>) {
  const perSecond = (rounds: Launched[]) => median(rounds.map(({ seconds }) => LAUNCHES / seconds))
  const p95 = (rounds: Launched[]) => median(rounds.map(({ latencies }) => quantile(latencies, 0.95)))
  const whole = (value: number) => value.toFixed(0)
  return [
    {
      id: 'G11',
      what: 'whole launches a second, against ltijs 5.9.9 on SQLite',
      measured: { ratio: perSecond(ours) / perSecond(ltijs) },
      goal: { at: 'least', value: 5 },
      figures: `${whole(perSecond(ours))}/s, ltijs ${whole(perSecond(ltijs))}/s`,
    },
    {
      id: 'G11-p95',
      what: `p95 of a launch at ${IN_FLIGHT} in flight, against ltijs`,
      measured: { ratio: p95(ours) / p95(ltijs) },
      goal: { at: 'most', value: 1 / 3 },
      figures: `${whole(p95(ours))} ms, ltijs ${whole(p95(ltijs))} ms`,
    },
  ] as const
}

export function launcher(
  { issuer, keys }: Vle,
  { loginUrl, launchUrl, clientId, deploymentId }: Tool,
): Launcher {
  const subOf = (n: number) => `person-${n % PEOPLE}`
  return {
    loginUrl,
    launchUrl,
    login: (n) => ({
      iss: issuer,
      client_id: clientId,
      login_hint: subOf(n),
      target_link_uri: launchUrl,
      lti_deployment_id: deploymentId,
    }),
    token(n, nonce) {
      const now = Math.floor(Date.now() / 1000)
      return keys.sign({
        iss: issuer,
        aud: clientId,
        sub: subOf(n),
        nonce,
        iat: now,
        exp: now + 60,
        name: `Person ${n % PEOPLE}`,
        email: `${subOf(n)}@example.test`,
        [`${LTI}/version`]: '1.3.0',
        [`${LTI}/message_type`]: 'LtiResourceLinkRequest',
        [`${LTI}/deployment_id`]: deploymentId,
        [`${LTI}/target_link_uri`]: launchUrl,
        [`${LTI}/resource_link`]: { id: '1', title: 'My credentials' },
        [`${LTI}/context`]: { id: '2', title: 'Teaching Online' },
        [`${LTI}/roles`]: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Learner'],
      })
    },
  }
}
