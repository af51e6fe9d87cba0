/** Tables as files: CSV and XLSX, read from people one does not know and written for their spreadsheets. */
export { TABLE_FAULTS, TableError, type TableFault } from './errors.ts'
export { LIMITS } from './limits.ts'
export { readTable, type Sheet } from './read.ts'
export { CSV_TYPE, type Rows, toCsv, toXlsx, XLSX_TYPE } from './write.ts'
