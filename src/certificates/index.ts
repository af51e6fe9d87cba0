/** Certificates on paper. Knows nothing of who uses it. */
export type { CertificateContent } from './content.ts'
export { drawCertificate } from './draw.ts'
export { drawOverview, type OverviewContent } from './overview.ts'
