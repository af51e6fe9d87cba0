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
  buildRevokedAssertion20,
  type CredentialInput,
  drawBadge,
  drawBadgeSvg,
  readEvidence,
  type ShownEvidence,
} from '../../openbadges/index.ts'
import type { Credentials, PublicCredential } from '../contract.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { achievementInput, issuerInput } from '../issuing/achievements.ts'
import { ISSUED_LOCALE } from '../issuing/narrative.ts'
import { publicUrls } from '../issuing/urls.ts'
import type { Achievement, Credential, Issuer } from '../model.ts'
import { certificateOf } from './certificate.ts'
import { standingInWords, standingOf } from './standing.ts'
import { createStatusLists } from './status-lists.ts'

const IMAGE_SIZE = 600
const IMAGES_KEPT = 200

interface Whole {
  readonly credential: Credential
  readonly achievement: Achievement
  readonly below: Achievement | null
  readonly issuer: Issuer
}

/** Everything that anybody may ask about what was issued, without a session. */
export function createCredentials(deps: Deps): Omit<Credentials, 'verify'> {
  const { store, toolUrl } = deps
  const urls = publicUrls(toolUrl)
  const images = new Map<string, Promise<Buffer>>()

  async function issuerById(id: string): Promise<Issuer> {
    const issuer = await store.issuers.byId(id)
    if (!issuer) throw new AppError('issuer_not_found', 404, 'no such issuer')
    return issuer
  }

  async function achievementById(id: string): Promise<Omit<Whole, 'credential'>> {
    const achievement = await store.credentials.achievement(id)
    if (!achievement) throw new AppError('achievement_not_found', 404, 'no such achievement')
    const below = achievement.belowId ? await store.credentials.achievement(achievement.belowId) : null
    return { achievement, below, issuer: await issuerById(achievement.issuerId) }
  }

  async function whole(id: string): Promise<Whole> {
    const credential = await store.credentials.byId(id)
    if (!credential) throw new AppError('credential_not_found', 404, 'no such credential')
    return { credential, ...(await achievementById(credential.achievementId)) }
  }

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
      narrative: credential.narrative,
      evidence: evidenceIn(credential),
      status: { listUrl: urls.statusList(credential.statusListId), index: credential.statusIndex },
    }
  }

  /** Drawn once an achievement; achievements never change, so that what is kept never goes stale. */
  function image({ achievement, issuer }: Pick<Whole, 'achievement' | 'issuer'>): Promise<Buffer> {
    const known = images.get(achievement.id)
    if (known) return known
    const drawn = Promise.resolve(
      drawBadge(artOf(achievement), badgeWords(achievement, issuer), { size: IMAGE_SIZE }),
    )
    const oldest = images.size >= IMAGES_KEPT ? images.keys().next().value : undefined
    if (oldest) images.delete(oldest)
    images.set(achievement.id, drawn)
    return drawn
  }

  function artOf({ level }: Achievement): string {
    const template = deps.art[level]
    if (!template) throw new AppError('level_missing', 500, 'no art for this level')
    return template
  }

  const badgeWords = ({ level, courseTitle: course }: Achievement, issuer: Issuer) => ({
    level: deps.words(ISSUED_LOCALE, `levels.${level}.name`),
    course,
    issuer: issuer.name,
  })

  const standing = (credential: Credential) => standingOf(credential, deps.clock.now())

  async function credentialBelow({ credential, below }: Whole): Promise<PublicCredential['below']> {
    if (!below) return null
    const held = await store.credentials.ofLearner(credential.courseId, credential.personId)
    const row = held.find(
      (item) => item.level === below.level && item.state === 'live' && item.replacedBy === null,
    )
    return row ? { credentialId: row.id, level: row.level, awardedAt: row.awardedAt } : null
  }

  return {
    async page(id) {
      const found = await whole(id)
      const { credential, achievement, issuer } = found
      return {
        credential,
        achievement,
        issuer,
        below: await credentialBelow(found),
        status: standing(credential).status,
        replacedBy: credential.replacedBy,
        evidence: evidenceIn(credential),
      }
    },
    async document(id) {
      return (await whole(id)).credential.document
    },
    async png(id) {
      const found = await whole(id)
      const assertion = JSON.stringify(buildAssertion20(input(found)))
      return bakePng(await image(found), { ob3: found.credential.document, ob2: assertion })
    },
    async svg(id) {
      const { credential, achievement, issuer } = await whole(id)
      const svg = drawBadgeSvg(artOf(achievement), badgeWords(achievement, issuer), {
        size: IMAGE_SIZE,
        text: true,
      })
      return bakeSvg(svg, credential.document)
    },
    async certificate(id) {
      const found = await whole(id)
      return drawCertificate(
        certificateOf(deps.words, {
          ...found,
          badge: await image(found),
          url: urls.credential(id),
          standing: standing(found.credential),
        }),
      )
    },
    async achievement(id) {
      const { achievement, below, issuer } = await achievementById(id)
      return { achievement, issuer, document: buildAchievement(achievementInput(deps, achievement, below)) }
    },
    async achievementImage(id) {
      return image(await achievementById(id))
    },
    async issuer(id) {
      const issuer = await issuerById(id)
      const keys = await deps.issuerKeys.published(id)
      const revoked = await deps.issuerKeys.revoked(id)
      const courses = (await store.courses.list()).filter((course) => course.issuerId === id).length
      return { issuer, document: buildIssuerProfile(issuerInput(toolUrl, issuer), keys, revoked), courses }
    },
    async assertion(id) {
      const found = await whole(id)
      const gone = found.credential.state === 'withdrawn'
      const document = gone
        ? buildRevokedAssertion20(urls.assertion(id), standingInWords(deps, standing(found.credential)))
        : buildAssertion20(input(found))
      return { document, gone }
    },
    async badgeClass(id) {
      const { achievement, below, issuer } = await achievementById(id)
      return buildBadgeClass20(achievementInput(deps, achievement, below), issuerInput(toolUrl, issuer))
    },
    async ob2Issuer(id) {
      return buildIssuer20(issuerInput(toolUrl, await issuerById(id)))
    },
    statusList: createStatusLists(deps),
    async didDocument() {
      const { issuerKeys, defaultIssuerId: id } = deps
      return buildDidDocument(toolUrl, await issuerKeys.published(id), await issuerKeys.revoked(id))
    },
  }
}

/** What was signed is what is shown, whatever became of the evidence since. */
function evidenceIn({ document }: Credential): ShownEvidence[] {
  return readEvidence(JSON.parse(document))
}
