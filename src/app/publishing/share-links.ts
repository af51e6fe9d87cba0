import type { NewShareLink } from '../contract/publishing.ts'
import type { PublicCredential, Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { ShareLink } from '../model.ts'
import { publicPage } from '../public/page.ts'
import { wholeById } from '../public/whole.ts'
import { doerOf, hashSecret } from '../visiting/visit.ts'
import { ownCredential } from './own-credential.ts'
import { lineOf } from './record.ts'

/** 192 bits: nobody guesses an address. */
const TOKEN_BYTES = 24
const MOST = 20

/** Errors: `only_looking` 403, `credential_not_found` 404, `credential_withdrawn` 409, `share_links_many` 409. */
export async function makeLink(
  deps: Deps,
  visit: Visit,
  credentialId: string,
  wanted: NewShareLink,
): Promise<ShareLink> {
  doerOf(visit)
  const credential = await ownCredential(deps, visit, credentialId)
  if (credential.state !== 'live')
    throw new AppError('credential_withdrawn', 409, 'a withdrawn credential is not shared')
  const token = deps.random.token(TOKEN_BYTES)
  const link: ShareLink = {
    ...wanted,
    id: deps.random.uuid(),
    token,
    credentialId,
    madeAt: isoNow(deps.clock),
    openedAt: null,
  }
  const line = lineOf(deps, visit, credential, 'credential.link-made')
  await deps.store.write(async (unit) => {
    if ((await unit.shareLinks.ofCredential(credentialId)).length >= MOST)
      throw new AppError('share_links_many', 409, 'as many links as there may be')
    await unit.shareLinks.make(link, hashSecret(token))
    await unit.audit.append([line])
  })
  return link
}

/** Nothing is to be done where it was taken back before. Errors: `only_looking` 403, `credential_not_found` 404. */
export async function endLink(deps: Deps, visit: Visit, credentialId: string, id: string): Promise<void> {
  doerOf(visit)
  const credential = await ownCredential(deps, visit, credentialId)
  const line = lineOf(deps, visit, credential, 'credential.link-ended')
  await deps.store.write(async (unit) => {
    if (await unit.shareLinks.end(credentialId, id, isoNow(deps.clock))) await unit.audit.append([line])
  })
}

/** What a stranger reads by a link. Errors: `share_link_not_found` 404; `credential_erased` 410, `share_link_ended` 410 once it was taken back or its time is over. */
export async function shared(deps: Deps, token: string): Promise<PublicCredential> {
  const { shareLinks } = deps.store
  const hash = hashSecret(token)
  const link = await shareLinks.byToken(hash)
  if (link === null && (await shareLinks.wasErased(hash)))
    throw new AppError('credential_erased', 410, 'its person was erased')
  if (link === null) throw new AppError('share_link_not_found', 404, 'no such link')
  const now = isoNow(deps.clock)
  if (link.ended || (link.endsAt !== null && link.endsAt <= now))
    throw new AppError('share_link_ended', 410, 'the link was taken back or is over')
  const found = await wholeById(deps, link.credentialId)
  await shareLinks.noteOpened(hash, now)
  return publicPage(found, { state: 'unlisted', ...link }, deps.clock.now())
}
