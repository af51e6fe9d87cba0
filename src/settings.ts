import { existsSync } from 'node:fs'
import { type Config, readConfig } from './config.ts'

/** The settings from the environment, with `.env` for what it does not say. Errors: `ConfigError`. */
export function loadSettings(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env')
  return readConfig(process.env)
}
