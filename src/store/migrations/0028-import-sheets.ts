import { statements } from './dialect.ts'

/** The tables that an uploaded workbook holds, and which of them is meant. Rows of the n-th begin at page n × 1,000 of `import_rows`. */
export default statements('0028-import-sheets', () => [
  `ALTER TABLE imports ADD COLUMN sheets TEXT NOT NULL DEFAULT '[]'`,
  'ALTER TABLE imports ADD COLUMN sheet INTEGER NOT NULL DEFAULT 0',
])
