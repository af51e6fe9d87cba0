import { join } from 'node:path'
import { z } from 'zod'

const flag = z.enum(['true', 'false']).transform((value) => value === 'true')
const secret = z.string().min(32, 'must be at least 32 characters long')
const HOUR = 3_600_000
const origin = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ''))

/** Addresses by commas. */
const origins = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  )
  .pipe(z.array(origin))

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().min(1).default('0.0.0.0'),
  PUBLIC_URL: origin.optional(),
  FORMER_PUBLIC_URLS: origins.default([]),
  DATA_DIR: z.string().min(1).default('data'),
  DATABASE_URL: z
    .string()
    .regex(/^(sqlite:|postgres(ql)?:\/\/)/, 'must start with sqlite: or postgres://')
    .optional(),
  SECRET_KEY: secret.optional(),
  SECRET_KEY_OLD: secret.optional(),
  KEY_ROTATION_DAYS: z.coerce.number().int().min(0).max(3650).default(90),
  KEY_LEAD_HOURS: z.coerce.number().int().min(0).max(720).default(24),
  KEY_KEEP_DAYS: z.coerce.number().int().min(1).max(365).default(7),
  ALLOW_PRIVATE_PLATFORMS: flag.default(false),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(600),
  TIME_ZONE: z
    .string()
    .default('UTC')
    .refine((zone) => isTimeZone(zone), 'must be a time zone such as Europe/London'),
  ISSUER_NAME: z.string().min(1).max(200).default('Credential Ladder'),
  ISSUER_URL: origin.optional(),
  ISSUER_EMAIL: z.email().optional(),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must be like smtp://user:password@mail.example.ac.uk:587' })
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]*@[^\r\n]*$/, 'must be like Credentials <credentials@example.ac.uk>')
    .max(200)
    .optional(),
  REFRESH_MINUTES: z.coerce.number().int().min(0).max(10_080).default(30),
  FILE_MAX_MB: z.coerce.number().int().min(1).max(2000).default(20),
  FILE_MAX_COUNT: z.coerce.number().int().min(1).max(50).default(10),
  FILE_SCAN_COMMAND: z.string().trim().min(1).optional(),
  FILES_S3_BUCKET: z.string().min(1).optional(),
  FILES_S3_REGION: z.string().min(1).default('us-east-1'),
  FILES_S3_ENDPOINT: origin.optional(),
  FILES_S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  FILES_S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  NODE_ENV: z.string().optional(),
})

/** Every setting, checked and frozen. */
export interface Config {
  readonly port: number
  readonly host: string
  /** Without a trailing slash. */
  readonly toolUrl: string
  /** Where the tool was before: what was issued there stays valid while those hosts point here. */
  readonly formerUrls: readonly string[]
  readonly dataDir: string
  /** `sqlite:/path` or `postgres://…`. */
  readonly databaseUrl: string
  /** `null`: a key file in the data folder. */
  readonly secretKey: string | null
  /** Opens what was encrypted before `secretKey` was changed. */
  readonly secretKeyOld: string | null
  /** Milliseconds: how long a key signs (0: until somebody rotates), is published before it does, and after, where it may leave. */
  readonly keys: { readonly every: number; readonly lead: number; readonly keep: number }
  readonly allowPrivatePlatforms: boolean
  /** How many proxies stand in front. */
  readonly trustProxy: number
  readonly logLevel: string
  readonly rateLimitPerMinute: number
  readonly timeZone: string
  readonly issuer: { readonly name: string; readonly url: string; readonly email: string | null }
  /** How often courses are read again by themselves; 0: never. */
  readonly refreshMinutes: number
  /** Files that people hand in. */
  readonly files: {
    readonly folder: string
    readonly maxBytes: number
    /** Of one hand-in. */
    readonly maxCount: number
    /** `null`: nobody scans. */
    readonly scanCommand: string | null
    /** `null`: they stay in the folder. */
    readonly s3: {
      readonly bucket: string
      readonly region: string
      readonly endpoint: string | null
      readonly keys: { readonly id: string; readonly secret: string } | null
    } | null
  }
  /** `null`: no mail is sent. */
  readonly mail: { readonly url: string; readonly from: string } | null
  readonly production: boolean
}

/** All that is wrong with the settings at once, each with the variable's name. */
export class ConfigError extends Error {
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(
      `The settings are not right:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\nSee .env.example.`,
    )
    this.name = 'ConfigError'
    this.problems = problems
  }
}

/** Reads the environment. Errors: `ConfigError`, which lists every mistake. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = environment.safeParse(given)
  const single = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  const problems = [...single, ...missingTogether(given)]
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems)
  const values = parsed.data
  const toolUrl = values.PUBLIC_URL ?? `http://localhost:${values.PORT}`
  const production = values.NODE_ENV === 'production'
  return Object.freeze({
    port: values.PORT,
    host: values.HOST,
    toolUrl,
    formerUrls: Object.freeze(values.FORMER_PUBLIC_URLS.filter((url) => url !== toolUrl)),
    dataDir: values.DATA_DIR,
    databaseUrl: values.DATABASE_URL ?? `sqlite:${values.DATA_DIR}/credential-ladder.db`,
    secretKey: values.SECRET_KEY ?? null,
    secretKeyOld: values.SECRET_KEY_OLD ?? null,
    keys: Object.freeze({
      every: values.KEY_ROTATION_DAYS * 24 * HOUR,
      lead: values.KEY_LEAD_HOURS * HOUR,
      keep: values.KEY_KEEP_DAYS * 24 * HOUR,
    }),
    allowPrivatePlatforms: values.ALLOW_PRIVATE_PLATFORMS,
    trustProxy: values.TRUST_PROXY,
    logLevel: values.LOG_LEVEL,
    rateLimitPerMinute: values.RATE_LIMIT_PER_MINUTE,
    timeZone: values.TIME_ZONE,
    issuer: Object.freeze({
      name: values.ISSUER_NAME,
      url: values.ISSUER_URL ?? toolUrl,
      email: values.ISSUER_EMAIL ?? null,
    }),
    refreshMinutes: values.REFRESH_MINUTES,
    files: Object.freeze({
      folder: join(values.DATA_DIR, 'files'),
      maxBytes: values.FILE_MAX_MB * 1_000_000,
      maxCount: values.FILE_MAX_COUNT,
      scanCommand: values.FILE_SCAN_COMMAND ?? null,
      s3: bucketOf(values),
    }),
    mail:
      values.SMTP_URL && values.MAIL_FROM
        ? Object.freeze({ url: values.SMTP_URL, from: values.MAIL_FROM })
        : null,
    production,
  })
}

function bucketOf(values: z.infer<typeof environment>): Config['files']['s3'] {
  const { FILES_S3_BUCKET: bucket, FILES_S3_REGION: region, FILES_S3_ENDPOINT: endpoint = null } = values
  const { FILES_S3_ACCESS_KEY_ID: id, FILES_S3_SECRET_ACCESS_KEY: secret } = values
  if (bucket === undefined) return null
  return Object.freeze({ bucket, region, endpoint, keys: id && secret ? { id, secret } : null })
}

/** What one setting asks of another, told from what was typed so that it stands in the same list as every other mistake. */
function missingTogether(given: Readonly<Record<string, string | undefined>>): string[] {
  const { FILES_S3_ACCESS_KEY_ID, FILES_S3_SECRET_ACCESS_KEY } = given
  const { NODE_ENV, PUBLIC_URL, ALLOW_PRIVATE_PLATFORMS, DATABASE_URL, SECRET_KEY, SMTP_URL, MAIL_FROM } =
    given
  const problems: string[] = []
  if (NODE_ENV === 'production') {
    if (!PUBLIC_URL)
      problems.push('PUBLIC_URL: is needed in production: the https address that VLEs and verifiers reach')
    else if (PUBLIC_URL.startsWith('http:') && ALLOW_PRIVATE_PLATFORMS !== 'true')
      problems.push('PUBLIC_URL: must be https in production')
  }
  if (DATABASE_URL?.startsWith('postgres') && !SECRET_KEY) {
    problems.push(
      'SECRET_KEY: is needed with PostgreSQL, the same on every machine (32 characters or more; `openssl rand -base64 32`)',
    )
  }
  if (!FILES_S3_ACCESS_KEY_ID !== !FILES_S3_SECRET_ACCESS_KEY)
    problems.push(
      'FILES_S3_ACCESS_KEY_ID, FILES_S3_SECRET_ACCESS_KEY: give both, or neither where the machine has a role',
    )
  if (SMTP_URL && !MAIL_FROM) problems.push('MAIL_FROM: is needed with SMTP_URL: whom mails come from')
  if (MAIL_FROM && !SMTP_URL) problems.push('SMTP_URL: is needed with MAIL_FROM: the server that sends mails')
  return problems
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
