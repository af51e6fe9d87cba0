import { CLAIM, type Claims } from '../claims.ts'
import { LtiError } from '../errors.ts'
import type { LoginState, Registration } from '../types.ts'
import { identifier } from '../values.ts'

/** `deployment_id` is known to the registration, and the one that the login named (LTI 1.3 core §5.3.3, §4.1.2). */
export function checkDeployment(claims: Claims, login: LoginState, { deploymentIds }: Registration): string {
  const deploymentId = identifier(claims[CLAIM.deploymentId])
  if (deploymentId === null) throw new LtiError('deployment_missing', 'the message names no deployment')
  if (login.deploymentId !== null && login.deploymentId !== deploymentId) {
    throw new LtiError('deployment_mismatch', 'the message is for another deployment than its login')
  }
  if (deploymentIds.length > 0 && !deploymentIds.includes(deploymentId)) {
    throw new LtiError('deployment_unknown', 'this deployment is not known to the registration')
  }
  return deploymentId
}
