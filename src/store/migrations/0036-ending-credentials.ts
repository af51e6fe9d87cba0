import { statements } from './dialect.ts'

export default statements('0036-ending-credentials', () => [
  // Who is to be reminded is found without reading everything that was ever issued.
  `CREATE INDEX credentials_ending ON credentials (expires_at)
    WHERE state = 'live' AND replaced_by IS NULL AND expires_at IS NOT NULL`,
])
