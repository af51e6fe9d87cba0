import { randomBytes } from 'node:crypto'
import type { PendingLaunch, Site } from '../site.ts'
import type { Tool } from '../types.ts'

export interface LoginInitiation {
  readonly method: 'GET' | 'POST'
  readonly action: string
  readonly params: Readonly<Record<string, string>>
}

/** Begins a launch and gives the third-party initiated login (security framework §5.1.1.1) to send to the tool. */
export function initiateLogin(site: Site, tool: Tool, launch: PendingLaunch): LoginInitiation {
  const launchId = randomBytes(12).toString('hex')
  site.launches.set(launchId, { launch, uses: 0 })
  const hint = launch.linkId ? { cmid: Number(launch.linkId), launchid: launchId } : { launchid: launchId }
  const params: Record<string, string> = {
    iss: site.issuer,
    target_link_uri: site.behaviour.encodesTargetTwice
      ? launch.targetLinkUri.replaceAll('%', '%25')
      : launch.targetLinkUri,
    login_hint: launch.userId,
    lti_message_hint: JSON.stringify(hint),
    client_id: tool.clientId,
    lti_deployment_id: tool.deploymentId,
  }
  if (site.behaviour.storageTarget) params.lti_storage_target = site.behaviour.storageTarget
  return { method: site.behaviour.loginMethod, action: tool.loginUrl, params }
}
