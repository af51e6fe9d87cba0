import type { Request } from 'express'
import { decodeJwt } from 'jose'
import type { CourseRole } from '../../app/model.ts'

const ROLES = 'https://purl.imsglobal.org/spec/lti/claim/roles'

/**
 * The role that a refused launch claims, before anybody verified it: it chooses how a refusal is worded, and opens nothing.
 * `null` where there is no message to read.
 */
export function roleHint(req: Request): CourseRole | null {
  const token: unknown = req.body?.id_token
  if (typeof token !== 'string') return null
  try {
    const roles = decodeJwt(token)[ROLES]
    const words = Array.isArray(roles) ? roles.filter((role) => typeof role === 'string').join(' ') : ''
    if (/Administrator/.test(words)) return 'administrator'
    return /Instructor|ContentDeveloper|TeachingAssistant/.test(words) ? 'tutor' : 'learner'
  } catch {
    return null
  }
}
