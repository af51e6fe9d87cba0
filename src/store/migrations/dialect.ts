import type { Dialect, Executor } from '../executor.ts'

export interface Migration {
  readonly name: string
  up(db: Executor): Promise<void>
}

/** A migration of statements that both databases read alike. */
export function statements(name: string, list: (dialect: Dialect) => readonly string[]): Migration {
  return {
    name,
    async up(db) {
      for (const sql of list(db.dialect)) await db.write(sql)
    },
  }
}

/**
 * A trigger that refuses a change of a row. `when` may speak of NEW and OLD.
 * @param event e.g. `BEFORE UPDATE`
 */
export function refuse(
  dialect: Dialect,
  trigger: { name: string; event: string; table: string; when?: string; message: string },
): string[] {
  const { name, event, table, when = dialect === 'sqlite' ? '1' : 'TRUE', message } = trigger
  if (dialect === 'sqlite') {
    return [
      `CREATE TRIGGER ${name} ${event} ON ${table} FOR EACH ROW WHEN ${when}
       BEGIN SELECT RAISE(ABORT, '${message}'); END`,
    ]
  }
  return [
    `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       IF ${when} THEN RAISE EXCEPTION '${message}'; END IF;
       IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
       RETURN NEW;
     END $$`,
    `CREATE TRIGGER ${name} ${event} ON ${table} FOR EACH ROW EXECUTE FUNCTION ${name}()`,
  ]
}

/** Takes away a trigger that `refuse` made. */
export function drop(dialect: Dialect, name: string, table: string): string[] {
  return dialect === 'sqlite'
    ? [`DROP TRIGGER ${name}`]
    : [`DROP TRIGGER ${name} ON ${table}`, `DROP FUNCTION ${name}()`]
}
