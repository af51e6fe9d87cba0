import { follow, type Target } from './forge.ts'

/** How a launch ended: on a page of the tool, or refused with a code. */
export interface Outcome {
  readonly accepted: boolean
  /** The code of a refusal, or what was odd about being accepted. */
  readonly said: string
}

/** What a tool's answer to a launch comes to, judged from outside and the same for every tool. */
export async function judge(target: Target, reply: Response): Promise<Outcome> {
  const location = reply.headers.get('location')
  if (location === null) return { accepted: reply.ok, said: await codeOf(reply) }
  const { launchUrl } = target.registered
  const to = new URL(location, launchUrl)
  if (to.origin !== new URL(launchUrl).origin) {
    return {
      accepted: true,
      said: `redirects to //${to.host}${to.search === '' ? '' : ' with the session token'}`,
    }
  }
  const page = await follow(target, reply)
  return { accepted: page.status === 200, said: page.status === 200 ? '' : await codeOf(page) }
}

/** The code in an error's JSON, ours or the peer's; else the status. */
async function codeOf(reply: Response): Promise<string> {
  const text = await reply.text()
  try {
    const { error, details } = JSON.parse(text)
    return String(error.code ?? details.message)
  } catch {
    return `HTTP ${reply.status}`
  }
}
