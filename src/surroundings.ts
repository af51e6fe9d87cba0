import { isIP } from 'node:net'
import type { Surroundings } from './app/operating/doctor.ts'
import type { Clock } from './app/ports.ts'
import type { Config } from './config.ts'
import { createGuardedFetch } from './net/guarded-fetch.ts'
import { isPrivateAddress } from './net/private-addresses.ts'

/** What a diagnosis knows of the tool before it has a database. `problems`: what is wrong with the settings. */
export function surroundingsOf(config: Config, clock: Clock, problems: readonly string[] = []): Surroundings {
  const { toolUrl, allowPrivatePlatforms, refreshMinutes } = config
  return {
    settings: {
      problems,
      toolUrl,
      isPrivate: isPrivateHost(new URL(toolUrl).hostname),
      allowPrivate: allowPrivatePlatforms,
      refreshMinutes,
    },
    clock,
    // Only ever asked for the tool's own address, which the operator set: behind a proxy it may well lead to a private one.
    fetch: createGuardedFetch({ allowPrivate: true, userAgent: `CredentialLadder (+${toolUrl})` }),
  }
}

function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0) return isPrivateAddress(host)
  return host === 'localhost' || /\.(localhost|local|internal)$/.test(host)
}
