export const LIMITS = {
  /** Of the file. */
  bytes: 10_000_000,
  rows: 100_000,
  columns: 200,
  /** Of all that a workbook holds, unpacked. */
  unpackedBytes: 120_000_000,
  /** Characters of one row. */
  rowLength: 1_000_000,
  /** For reading a workbook; and how much memory it may take. */
  milliseconds: 60_000,
  megabytes: 600,
} as const
