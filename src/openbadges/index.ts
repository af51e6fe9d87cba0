/** Open Badges 3.0 and 2.0: documents, proofs, status lists, images, verifying. Knows nothing of who uses it. */
export { type Dress, drawBadge, drawBadgeSvg } from './art/draw.ts'
export { type Palette, paletteOf } from './art/palette.ts'
export { type Logo, logoOf } from './art/plate.ts'
export type { BadgeWords } from './art/template.ts'
export { loadContext } from './contexts/loader.ts'
export { OB3_CONTEXT } from './contexts/urls.ts'
export { buildAchievement } from './documents/achievement.ts'
export {
  buildAssertion20,
  buildBadgeClass20,
  buildIssuer20,
  buildRevokedAssertion20,
} from './documents/assertion20.ts'
export { buildCredential } from './documents/credential.ts'
export { buildDidDocument } from './documents/did-document.ts'
export { readEvidence } from './documents/evidence.ts'
export { hashIdentity } from './documents/identity.ts'
export { buildIssuerProfile } from './documents/issuer-profile.ts'
export { buildRecord } from './documents/record.ts'
export { BadgeError } from './errors.ts'
export { bakePng, readPng } from './images/png.ts'
export { bakeSvg, readSvg } from './images/svg.ts'
export { cleanArt, cleanLogo, drawPicture, type Picture } from './pictures/picture.ts'
export { type CredentialSigner, createCredentialSigner, type Signed } from './proofs/compiled/signer.ts'
export { signCredential } from './proofs/sign.ts'
export { signToken } from './proofs/sign-token.ts'
export { createSigningKey } from './proofs/signing-key.ts'
export { type Bitstring, decodeBitstring, encodeBitstring } from './status/bitstring.ts'
export { buildRevocationList } from './status/revocation-list.ts'
export { buildStatusList } from './status/status-list.ts'
export type * from './types.ts'
export type { Fetch, VerifyOptions } from './verify/options.ts'
export { verifyBadge } from './verify/verify-badge.ts'
