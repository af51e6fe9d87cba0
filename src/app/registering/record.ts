import type { PlatformConfiguration, RegisteredClient } from '../../lti/registration/types.ts'
import type { Registered } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import type { Platform, PlatformAddresses } from '../model.ts'
import type { UnitOfWork } from '../ports.ts'

/**
 * Records what a platform registered. One that is known by issuer and client id keeps its id, name and status; only a link
 * that approves by itself changes the addresses of an approved one at once: otherwise the new ones wait for the operator, and the
 * platform goes on with those it has. A suspended platform stays suspended whatever the link.
 */
export async function recordPlatform(
  deps: Deps,
  unit: UnitOfWork,
  configuration: PlatformConfiguration,
  client: RegisteredClient,
  autoApprove: boolean,
): Promise<Registered> {
  const known = await unit.platforms.lock(configuration.issuer, client.clientId)
  const addresses = addressesOf(configuration)
  const deployments = client.deploymentId === null ? [] : [client.deploymentId]
  const status = known?.status === 'suspended' || !autoApprove ? (known?.status ?? 'pending') : 'approved'
  const waits =
    known !== null &&
    !sameAddresses(known, addresses) &&
    (known.status === 'suspended' || (known.status === 'approved' && !autoApprove))
  const platform = await unit.platforms.save({
    id: known?.id ?? deps.random.uuid(),
    name: known?.name ?? configuration.name,
    issuer: configuration.issuer,
    clientId: client.clientId,
    ...(waits ? addressesOf(known) : addresses),
    family: configuration.family,
    status,
    deploymentIds: [...new Set([...(known?.deploymentIds ?? []), ...deployments])],
  })
  // What waited from an earlier registration is overtaken by this one.
  await unit.platforms.propose(platform.id, waits ? addresses : null)
  await unit.audit.append([
    {
      at: isoNow(deps.clock),
      platformId: platform.id,
      courseId: null,
      actorId: null,
      action: 'platform.registered',
      subjectId: platform.id,
      reason: null,
      detail: { issuer: platform.issuer, clientId: platform.clientId, status, waits: waits ? 1 : 0 },
    },
  ])
  return {
    platform,
    product: configuration.product,
    again: known !== null,
    changeWaits: waits,
    frameOrigins: configuration.frameOrigins,
  }
}

function addressesOf(one: PlatformConfiguration | Platform): PlatformAddresses {
  const { authUrl, tokenUrl, jwksUrl, tokenAudience } = one
  return { authUrl, tokenUrl, jwksUrl, tokenAudience }
}

function sameAddresses(a: PlatformAddresses, b: PlatformAddresses): boolean {
  return (
    a.authUrl === b.authUrl &&
    a.tokenUrl === b.tokenUrl &&
    a.jwksUrl === b.jwksUrl &&
    a.tokenAudience === b.tokenAudience
  )
}
