import type { Logger } from 'pino'
import type { App } from '../app/contract.ts'
import type { Achievement } from '../app/model.ts'
import type { Clock, Random } from '../app/ports.ts'
import type { LevelId } from '../core/ladder.ts'
import type { LtiTool } from '../lti/types.ts'

export interface WebConfig {
  /** `https://tool` without a trailing slash. */
  readonly toolUrl: string
  readonly production: boolean
  readonly toolName: string
  /** IANA name; UTC where nobody says otherwise. */
  readonly timeZone?: string
  /** Requests a minute from one address to the public and LTI endpoints. */
  readonly requestsPerMinute?: number
  /** Express's `trust proxy`: how many proxies stand in front. */
  readonly trustProxy?: number
}

/** A level's badge as markup, `size` CSS pixels wide; `badge`: the achievement whose it is, if it is anybody's. */
export type Art = (
  level: LevelId,
  state: 'earned' | 'locked',
  size: number,
  badge?: Pick<Achievement, 'id' | 'look'> | null,
) => string

export interface WebDeps {
  readonly app: App
  readonly lti: LtiTool
  readonly log: Logger
  readonly config: WebConfig
  readonly clock: Clock
  readonly random: Random
  readonly art: Art
  /** Text in the Prometheus format. */
  readonly metrics?: () => Promise<string>
}
