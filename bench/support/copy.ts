import type { Client } from 'pg'

/** What `pg` calls of a query while it runs, and the connection that it hands over. */
interface Connection {
  query(text: string): void
  sendCopyFromChunk(bytes: Buffer): void
  endCopyFrom(): void
}

/** `COPY … FROM STDIN`: the fastest way into PostgreSQL. */
export function copyInto(
  client: Client,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  const text = rows.map((row) => `${row.map(cell).join('\t')}\n`).join('')
  return new Promise((resolve, reject) => {
    let fault: Error | null = null
    const query = {
      submit: (connection: Connection) => {
        connection.query(`COPY ${table} (${columns.join(', ')}) FROM STDIN`)
        return null
      },
      handleCopyInResponse(connection: Connection) {
        connection.sendCopyFromChunk(Buffer.from(text))
        connection.endCopyFrom()
      },
      handleError(error: Error) {
        fault = error
        reject(error)
      },
      handleCommandComplete: () => undefined,
      handleReadyForQuery: () => (fault ? undefined : resolve()),
    }
    client.query(query as unknown as Parameters<Client['query']>[0])
  })
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function cell(value: unknown): string {
  return value === null ? '\\N' : String(value).replace(/[\\\t\n\r]/g, (letter) => ESCAPES[letter] ?? letter)
}
