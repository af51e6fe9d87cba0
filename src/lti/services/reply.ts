import type { z } from 'zod'
import { LtiError } from '../errors.ts'

/** A reply in the shape the service promises; unknown members are let through, a wrong shape is a fault of the platform. */
export function shaped<T>(schema: z.ZodType<T>, json: unknown, what: string): T {
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  throw new LtiError('reply_invalid', `the platform's reply is no ${what}`, { status: 502, retryable: true })
}
