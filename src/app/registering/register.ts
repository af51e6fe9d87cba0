import type { Registered, RegistrationRequest } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { RegistrationLink } from '../model.ts'
import { openLink } from './links.ts'
import { toolProfile } from './profile.ts'
import { recordPlatform } from './record.ts'

/** Longer than both requests to the platform can take together, so that whoever holds a link's claim has ended when it is over. */
const CLAIM_SECONDS = 120

/**
 * Registers the tool with the platform that a one-time link was pasted into. The link is claimed by one atomic update
 * before the platform is asked, given back when the platform did not take the registration, and used up in the transaction that
 * records the platform. A process that dies in between leaves a claim that is over after two minutes.
 *
 * Errors: those of `openLink` and of `DynamicRegistration`, `registration_host_refused` 403, `registration_link_busy` 409.
 */
export async function registerPlatform(deps: Deps, request: RegistrationRequest): Promise<Registered> {
  const link = await openLink(deps, request.token)
  checkHost(link, request.configurationUrl)
  const { registrationToken } = request
  const configuration = await deps.lti.registration.readConfiguration({
    url: request.configurationUrl,
    registrationToken,
    vouchedHost: link.host,
  })
  const claim = deps.random.uuid()
  await takeClaim(deps, link, claim)
  try {
    const client = await deps.lti.registration.register(
      configuration,
      registrationToken,
      toolProfile(deps.toolUrl),
    )
    return await deps.store.write(async (unit) => {
      const registered = await recordPlatform(deps, unit, configuration, client, link.autoApprove)
      const { id } = registered.platform
      if (!(await unit.registrationLinks.use(link.tokenHash, claim, id, isoNow(deps.clock)))) throw busy()
      return registered
    })
  } catch (error) {
    await deps.store.registrationLinks.release(link.tokenHash, claim)
    throw error
  }
}

/** Before anything is fetched. What is no address at all is for the library to refuse. */
function checkHost({ host }: RegistrationLink, configurationUrl: string): void {
  if (host === null || !URL.canParse(configurationUrl)) return
  if (new URL(configurationUrl).host !== host)
    throw new AppError('registration_host_refused', 403, 'the link is for another host')
}

async function takeClaim(deps: Deps, link: RegistrationLink, claim: string): Promise<void> {
  const now = deps.clock.now()
  if (await deps.store.registrationLinks.claim(link.tokenHash, claim, now, now + CLAIM_SECONDS * 1000)) return
  // Whoever was faster may have ended meanwhile.
  const found = await deps.store.registrationLinks.find(link.tokenHash)
  throw found?.usedAt ? new AppError('registration_link_used', 410, 'the registration link was used') : busy()
}

const busy = () => new AppError('registration_link_busy', 409, 'the registration link is being used')
