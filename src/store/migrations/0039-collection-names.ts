import { statements } from './dialect.ts'

// Nobody was named on a collection before.
export default statements('0039-collection-names', () => [
  'ALTER TABLE collections ADD COLUMN show_name BOOLEAN NOT NULL DEFAULT FALSE',
])
