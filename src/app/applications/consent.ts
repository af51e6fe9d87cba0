import type { AllowedView, AskedView, SeenCredential } from '../contract/applications.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { AuditLine, Credential, OAuthClient, OAuthRequest } from '../model.ts'
import type { UnitOfWork } from '../ports.ts'
import { doerOf, hashSecret, learnerOf } from '../visiting/visit.ts'
import { answerAddress, refusalAddress } from './ask.ts'
import { readUserCode } from './code.ts'
import { OAuthError } from './fault.ts'
import { wantsOf } from './scopes.ts'
import { standingOfPerson } from './standing.ts'

/** The browser goes on at once. */
const CODE_MINUTES = 2
const CODE_BYTES = 32

const gone = () => new AppError('asked_gone', 410, 'the request was answered, has expired or never was')

/** Errors: `anonymous` 403, `asked_gone` 410. */
export async function asked(deps: Deps, visit: Visit, code: string): Promise<AskedView> {
  const person = learnerOf(visit)
  const { applications } = deps.store
  const request = await applications.asked(hashSecret(readUserCode(code)), deps.clock.now())
  const client = request && (await applications.client(request.clientId))
  if (!request || !client) throw gone()
  const wants = wantsOf(request.scope)
  const { name, host, policyUri } = client
  const credentials = wants.credentials ? await standingOfPerson(deps, person.id) : []
  return {
    client: { name, host, policyUri },
    redirectUri: request.redirectUri,
    wants,
    credentials: await Promise.all(credentials.reverse().map((credential) => seen(deps, credential))),
  }
}

async function seen({ store }: Deps, credential: Credential): Promise<SeenCredential> {
  const { id, level, awardedAt, achievementId } = credential
  const achievement = await store.credentials.achievement(achievementId)
  return { id, level, awardedAt, courseTitle: achievement?.courseTitle ?? '' }
}

/** Errors: `anonymous`, `only_looking` 403, `asked_gone` 410. */
export async function allow(deps: Deps, visit: Visit, typed: string): Promise<string> {
  const person = doerOf(visit)
  const code = deps.random.token(CODE_BYTES)
  const request = await answered(deps, typed, async (unit, taken, client) => {
    const { clientId, redirectUri, scope, codeChallenge } = taken
    await unit.applications.putCode({
      codeHash: hashSecret(code),
      clientId,
      personId: person.id,
      redirectUri,
      scope,
      codeChallenge,
      expiresAt: deps.clock.now() + CODE_MINUTES * 60_000,
    })
    await unit.audit.append([lineOf(deps, visit, 'application.allowed', client)])
  })
  const { redirectUri, scope, state } = request
  return answerAddress(deps.toolUrl, redirectUri, { code, scope, state: state ?? undefined })
}

/** Errors: as `allow`. */
export async function refuse(deps: Deps, visit: Visit, typed: string): Promise<string> {
  doerOf(visit)
  const { redirectUri, state } = await answered(deps, typed, async () => {})
  const denied = new OAuthError('access_denied', 'The learner did not allow it')
  return refusalAddress(deps.toolUrl, redirectUri, denied, state ?? undefined)
}

/** Takes the request and does what follows in one transaction. */
async function answered(
  { store, clock }: Deps,
  typed: string,
  then: (unit: UnitOfWork, request: OAuthRequest, client: OAuthClient) => Promise<void>,
): Promise<OAuthRequest> {
  return store.write(async (unit) => {
    const request = await unit.applications.takeAsked(hashSecret(readUserCode(typed)), clock.now())
    const client = request && (await unit.applications.client(request.clientId))
    if (!request || !client) throw gone()
    await then(unit, request, client)
    return request
  })
}

export async function allowed({ store, clock }: Deps, visit: Visit): Promise<AllowedView[]> {
  const found = await store.applications.ofPerson(learnerOf(visit).id, clock.now())
  return found.map(({ grant, client: { name, host } }) => ({
    grantId: grant.id,
    client: { name, host },
    wants: wantsOf(grant.scope),
    since: grant.grantedAt,
  }))
}

/** Errors: `anonymous`, `only_looking` 403. */
export async function takeBack(deps: Deps, visit: Visit, grantId: string): Promise<void> {
  const person = doerOf(visit)
  await deps.store.write(async (unit) => {
    const now = deps.clock.now()
    const mine = (await unit.applications.ofPerson(person.id, now)).find(({ grant }) => grant.id === grantId)
    if (!mine || !(await unit.applications.endGrant(grantId, person.id))) return
    await unit.audit.append([lineOf(deps, visit, 'application.taken-back', mine.client)])
  })
}

function lineOf(
  { clock }: Deps,
  { course, person }: Visit,
  action: 'application.allowed' | 'application.taken-back',
  { name, host }: OAuthClient,
): AuditLine {
  const personId = person?.id ?? null
  return {
    at: isoNow(clock),
    platformId: course.platformId,
    courseId: course.id,
    actorId: personId,
    action,
    subjectId: personId,
    reason: null,
    detail: { application: name, host },
  }
}
