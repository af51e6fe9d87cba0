import type { JwksCache } from '../keys/jwks-cache.ts'
import { quirksOf } from '../platforms/index.ts'
import type { Launch, LoginState, LtiToolOptions, Registration } from '../types.ts'
import { checkAudience } from './audience.ts'
import { readContext } from './context.ts'
import { readCustom } from './custom.ts'
import { readDeepLinking } from './deep-linking.ts'
import { checkDeployment } from './deployment.ts'
import { frameOrigins } from './frame-origins.ts'
import { checkIssuer } from './issuer.ts'
import { checkMessageType } from './message-type.ts'
import { checkNonce } from './nonce.ts'
import { readPlatform } from './platform.ts'
import { readPresentation } from './presentation.ts'
import { readResourceLink } from './resource-link.ts'
import { checkRoles } from './roles.ts'
import { readGrades, readGroups, readMemberships } from './services.ts'
import { verifySignature } from './signature.ts'
import { readForUser } from './submission-review.ts'
import { checkTargetLink } from './target-link.ts'
import { checkTimes } from './times.ts'
import { readUser } from './user.ts'
import { checkVersion } from './version.ts'

/** Every check of the token (security framework §5.1.3, LTI 1.3 core §5.3) against the login it answers. Changes nothing. */
export async function verifyLaunch(
  options: LtiToolOptions,
  jwks: JwksCache,
  token: string,
  login: LoginState,
  registration: Registration,
): Promise<Launch> {
  const claims = await verifySignature(token, registration.jwksUrl, jwks)
  checkIssuer(claims, registration.issuer)
  checkAudience(claims, registration.clientId)
  checkTimes(claims, options.clock())
  checkNonce(claims, login.nonce)
  checkVersion(claims)
  const messageType = checkMessageType(claims)
  const deploymentId = checkDeployment(claims, login, registration)
  const targetLinkUri = checkTargetLink(claims, messageType, login, options.toolUrl)
  const platform = readPlatform(claims)
  const quirks = quirksOf({ ...registration, family: platform.family ?? registration.family })
  const deepLinking = readDeepLinking(claims, messageType, registration)
  const presentation = readPresentation(claims)
  const { roles, ofInstitution } = checkRoles(claims, quirks.roleNames ?? {})
  return {
    registration,
    deploymentId,
    messageType,
    user: readUser(claims),
    roles,
    administersInstitution: ofInstitution,
    context: readContext(claims),
    resourceLink: readResourceLink(claims, messageType),
    custom: readCustom(claims),
    memberships: readMemberships(claims),
    grades: readGrades(claims),
    groups: readGroups(claims),
    deepLinking,
    forUser: readForUser(claims, messageType),
    locale: presentation.locale,
    returnUrl: presentation.returnUrl,
    platform,
    targetLinkUri,
    frameOrigins: frameOrigins([
      registration.authUrl,
      registration.issuer,
      presentation.returnUrl,
      deepLinking?.returnUrl ?? null,
    ]),
  }
}
