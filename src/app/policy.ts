import type { CourseRole, CourseSettings, Session } from './model.ts'

/**
 * Who may do what in a course, in one place: by role, and by what an administrator set for the course. What a visit is beside
 * that (without a name, a tutor with a learner's eyes) is looked at where something is done.
 */
const RULES = {
  /** One's own ladder, work and evidence. */
  learn: () => ['learner'],
  /** Everybody's progress, reviews and decisions. */
  teach: () => ['tutor', 'administrator'],
  /** The record, the connection, the settings. */
  administer: () => ['administrator'],
  'edit-criteria': ({ tutorsEditCriteria }) =>
    tutorsEditCriteria ? ['tutor', 'administrator'] : ['administrator'],
} as const satisfies Record<string, (settings: CourseSettings) => readonly CourseRole[]>

export type Action = keyof typeof RULES

/** Whether somebody of this role may. Pure: the settings are the course's own. */
export function mayDo(role: CourseRole, action: Action, settings: CourseSettings): boolean {
  const roles: readonly CourseRole[] = RULES[action](settings)
  return roles.includes(role)
}

/** Whether an administrator may decide for every course of the platform: by a role of the institution or of the platform, not of one course. */
export function mayForInstitution({ role, launch }: Pick<Session, 'role' | 'launch'>): boolean {
  return role === 'administrator' && launch.administersInstitution === true
}
