import { existsSync } from 'node:fs'
import { type Config, ConfigError, readConfig } from './config.ts'

/** The settings from the environment, with `.env` for what it does not say. Errors: `ConfigError`. */
export function loadSettings(): Config {
  return readConfig(environment())
}

const SAY_WHERE_DATA_IS = ['DATABASE_URL', 'DATA_DIR', 'SECRET_KEY']

export interface UsableSettings {
  readonly config: Config
  /** What is wrong, each with the variable's name. Such a variable is taken as not set. */
  readonly problems: readonly string[]
  /** Whether one of them says where the data is: then nothing must be opened, or a new database would be made elsewhere. */
  readonly dataUncertain: boolean
}

/** For a diagnosis: the settings that are right, and what is wrong with the others. */
export function usableSettings(env: Readonly<Record<string, string | undefined>>): UsableSettings {
  const given = { ...env }
  const problems = new Set<string>()
  const doubted = new Set<string>()
  for (;;) {
    try {
      const config = readConfig(given)
      return {
        config,
        problems: [...problems],
        dataUncertain: SAY_WHERE_DATA_IS.some((name) => doubted.has(name)),
      }
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      const wrong = error.problems.map((problem) => problem.split(':')[0] ?? '')
      // What is missing cannot be left out, but what asks for it can: production, or PostgreSQL.
      const left = [wrong, ['NODE_ENV'], ['DATABASE_URL']]
        .map((names) => names.filter((name) => name in given))
        .find((names) => names.length > 0)
      if (left === undefined) throw error
      for (const name of left) delete given[name]
      for (const name of [...wrong, ...left]) doubted.add(name)
      for (const problem of error.problems) problems.add(problem)
    }
  }
}

export function environment(): Readonly<Record<string, string | undefined>> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  return process.env
}
