/** Cases that are more than one request of a forged platform. */
import { createRobot } from '../../vle/robot.ts'
import { type At, claims, LEARNER, launch, login, type Target } from '../forge.ts'
import { judge, type Outcome } from '../judge.ts'

/** One token, posted so many times at once by the browser that logged in. */
export async function inParallel(target: Target, times: number): Promise<Outcome[]> {
  const at: At = { target, person: LEARNER, accept: 'application/json' }
  const begun = await login(at)
  const id_token = await target.vle.keys.sign(claims(at, begun.nonce))
  const post = async () => judge(target, await launch(at, { ...begun, id_token }, begun))
  return Promise.all(Array.from({ length: times }, post))
}

/** The VLE's own launch, in a frame, with cookies as Chromium keeps them. */
export async function inFrame({ vle, registered, course }: Target): Promise<Outcome> {
  const url = registered.launchUrl
  const link = vle.addLink(course.id, { title: 'In a frame', url, toolId: registered.id, custom: {} })
  const robot = createRobot(vle, { thirdPartyCookies: 'partitioned' })
  await robot.enterAs(LEARNER.sub)
  const page = await robot.openLink(course.id, link.id)
  const onTool = new URL(page.url).origin === new URL(url).origin
  return page.status === 200 && onTool
    ? { accepted: true, said: '' }
    : { accepted: false, said: `HTTP ${page.status}` }
}
