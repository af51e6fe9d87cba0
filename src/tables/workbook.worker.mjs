// Runs in a thread of its own: whatever a workbook does to its reader, the thread's memory and time have an end. Plain JavaScript,
// so that the thread begins at once and needs no compiler. What it tells is `FromWorker` in xlsx.ts.
import { parentPort, workerData } from 'node:worker_threads'
import readXlsxFile from 'read-excel-file/node'

const { bytes, limits } = workerData
const ROWS_AT_ONCE = 5_000

/** A cell without a day is a time: spreadsheets count from 30 December 1899. */
function textOf(value) {
  if (value === null || value === undefined) return ''
  if (!(value instanceof Date)) return String(value)
  const [day, time] = value.toISOString().split('T')
  const clock = time.slice(0, 8)
  if (value.getUTCFullYear() < 1901) return clock
  return clock === '00:00:00' ? day : `${day} ${clock}`
}

function faultOf(sheets) {
  if (sheets.some(({ data }) => data.length > limits.rows)) return 'table_too_many_rows'
  if (sheets.some(({ data }) => data.some((row) => row.length > limits.columns)))
    return 'table_too_many_columns'
  return null
}

try {
  const sheets = await readXlsxFile(Buffer.from(bytes))
  const fault = faultOf(sheets)
  if (fault) parentPort.postMessage({ fault })
  else {
    for (const { sheet, data } of sheets) {
      parentPort.postMessage({ sheet })
      for (let start = 0; start < data.length; start += ROWS_AT_ONCE)
        parentPort.postMessage({
          rows: data.slice(start, start + ROWS_AT_ONCE).map((row) => row.map(textOf)),
        })
    }
    parentPort.postMessage({ end: true })
  }
} catch {
  parentPort.postMessage({ fault: 'table_broken' })
}
