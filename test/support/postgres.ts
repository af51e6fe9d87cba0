/** One PostgreSQL server for the whole run of the tests, started by whoever asks first and stopped at the end. */
import { type PostgresServer, startPostgres } from './postgres-server.ts'

let starting: Promise<PostgresServer> | null = null

/** The URL of a fresh, empty database. */
export async function freshPostgres(): Promise<string> {
  starting ??= startPostgres()
  return (await starting).fresh()
}

after(async function stopPostgres() {
  const started = await starting?.catch(() => null)
  await started?.stop()
})
