import { drawCertificate } from '../../certificates/index.ts'
import {
  bakePng,
  bakeSvg,
  buildAchievement,
  buildAssertion20,
  buildBadgeClass20,
  buildDidDocument,
  buildIssuer20,
  buildIssuerProfile,
  buildRevocationList,
  buildRevokedAssertion20,
  type CredentialInput,
} from '../../openbadges/index.ts'
import type { CredentialForm, Credentials } from '../contract.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { achievementInput, issuerInput } from '../issuing/achievements.ts'
import { ISSUED_LOCALE } from '../issuing/narrative.ts'
import { publicUrls } from '../issuing/urls.ts'
import { createDrawings } from '../looks/draw.ts'
import type { Credential, Issuer } from '../model.ts'
import { certificateOf } from './certificate.ts'
import { createPages } from './kept-pages.ts'
import { evidenceIn } from './page.ts'
import { missing, standingInWords, standingOf, standsFor } from './standing.ts'
import { createStatusLists } from './status-lists.ts'
import { createTokens } from './tokens.ts'
import { achievementById, allBelow, issuerById, type Whole, wholeById } from './whole.ts'

/** Everything that anybody may ask about what was issued, without a session. */
export function createCredentials(deps: Deps): Omit<Credentials, 'verify'> {
  const { store, toolUrl } = deps
  const urls = publicUrls(toolUrl)
  const drawings = createDrawings(deps)
  const image = async ({ achievement }: Pick<Whole, 'achievement'>) => (await drawings.whole(achievement)).png
  const token = createTokens(deps)

  function input({ credential, achievement, below, issuer }: Whole): CredentialInput {
    return {
      id: urls.credential(credential.id),
      ob2Id: urls.assertion(credential.id),
      subjectId: credential.subjectId,
      recipient: {
        type: credential.recipientType,
        identityHash: credential.recipientHash,
        salt: credential.salt,
      },
      issuer: issuerInput(toolUrl, issuer),
      achievement: achievementInput(deps, achievement, below),
      validFrom: credential.awardedAt,
      validUntil: credential.expiresAt,
      refreshUrl: urls.refresh(credential.id),
      narrative: credential.narrative,
      evidence: evidenceIn(credential),
      status: { listUrl: urls.statusList(credential.statusListId), index: credential.statusIndex },
    }
  }

  /** What an issuer publishes of its keys. */
  const keysOf = (id: string) =>
    Promise.all([
      deps.issuerKeys.published(id),
      deps.issuerKeys.revoked(id),
      deps.issuerKeys.publishedTokens(id),
    ])
  async function logoOf({ logo }: Issuer): Promise<Buffer | null> {
    return logo === null ? null : ((await store.pictures.byHash(logo))?.bytes ?? null)
  }

  const standing = (credential: Credential) => standingOf(credential, deps.clock.now())

  const files: Record<CredentialForm, (found: Whole) => Promise<Buffer | string>> = {
    jwt: token,
    async png(found) {
      const assertion = JSON.stringify(buildAssertion20(input(found)))
      return bakePng(await image(found), { ob3: found.credential.document, ob2: assertion })
    },
    svg: async ({ credential, achievement }) =>
      bakeSvg((await drawings.whole(achievement)).svg, credential.document),
    pdf: async (found) =>
      drawCertificate(
        certificateOf(deps.words, {
          ...found,
          badge: await image(found),
          logo: await logoOf(found.issuer),
          url: urls.credential(found.credential.id),
          standing: standing(found.credential),
        }),
      ),
  }

  return {
    page: createPages(deps),
    async document(id) {
      const document = await store.credentials.document(id)
      if (document !== null) return document
      throw await missing(store.credentials, id)
    },
    token: async (id) => token(await wholeById(deps, id)),
    async file(id, form) {
      const found = await wholeById(deps, id)
      const { level, courseTitle } = found.achievement
      return { body: await files[form](found), level, courseTitle }
    },
    async achievement(id) {
      const { achievement, below, issuer } = await achievementById(deps, id)
      const document = buildAchievement(achievementInput(deps, achievement, below))
      return { achievement, below: await allBelow(deps, achievement), issuer, document }
    },
    async achievementImage(id, small = false) {
      const found = await achievementById(deps, id)
      return small ? drawings.small(found.achievement) : image(found)
    },
    async picture(hash) {
      const found = await store.pictures.byHash(hash)
      if (found?.type !== 'image/png') throw new AppError('picture_not_found', 404, 'no such picture')
      return found.bytes
    },
    async issuer(id) {
      const issuer = await issuerById(deps, id)
      const courses = (await store.courses.list()).filter((course) => course.issuerId === id).length
      const document = buildIssuerProfile(issuerInput(toolUrl, issuer), ...(await keysOf(id)))
      return { issuer, document, courses }
    },
    async tokenKey(issuerId, keyId) {
      await issuerById(deps, issuerId)
      const address = urls.tokenKey(issuerId, keyId)
      const found = (await deps.issuerKeys.publishedTokens(issuerId)).find(({ id }) => id === address)
      if (!found) throw new AppError('page_not_found', 404, 'no such key')
      return found.jwk
    },
    async assertion(id) {
      if (await store.credentials.erased(id)) {
        const reason = deps.words(ISSUED_LOCALE, 'issued.standing.erased')
        return { document: buildRevokedAssertion20(urls.assertion(id), reason), gone: true }
      }
      const found = await wholeById(deps, id)
      const gone = found.credential.state === 'withdrawn'
      const document = gone
        ? buildRevokedAssertion20(urls.assertion(id), standingInWords(deps, standing(found.credential)))
        : buildAssertion20(input(found))
      return { document, gone }
    },
    async badgeClass(id) {
      const { achievement, below, issuer } = await achievementById(deps, id)
      return buildBadgeClass20(achievementInput(deps, achievement, below), issuerInput(toolUrl, issuer))
    },
    async ob2Issuer(id) {
      return buildIssuer20(issuerInput(toolUrl, await issuerById(deps, id)))
    },
    statusList: createStatusLists(deps),
    async revocationList(id) {
      await issuerById(deps, id)
      const withdrawn = await store.credentials.withdrawnOf(id)
      const why = (cause: Credential['withdrawnCause']) =>
        deps.words(ISSUED_LOCALE, `issued.withdrawal.${cause ?? 'none'}`)
      return buildRevocationList({
        id: urls.revocationList(id),
        issuerId: urls.issuer(id),
        revoked: withdrawn.map(({ id: credential, withdrawnAt: at, withdrawnCause }) => ({
          id: urls.credential(credential),
          at,
          reason: why(withdrawnCause),
        })),
      })
    },
    standsFor: async (id) => (await standsFor(store.credentials, id)).id,
    didDocument: async () => buildDidDocument(toolUrl, ...(await keysOf(deps.defaultIssuerId))),
    async issuerDid(id) {
      await issuerById(deps, id)
      return buildDidDocument(urls.issuer(id), ...(await keysOf(id)))
    },
  }
}
