/**
 * Sequelize's models: the one place that names tables and columns. They are read for their columns; statements
 * are set-based and written by hand (a model's own `create()` is forty times slower by the thousand).
 */
import type { ModelAttributes, Sequelize } from 'sequelize'
import type * as app from '../../app/model.ts'
import type { ParticipationOf } from '../../app/ports.ts'
import type { LevelId } from '../../core/ladder.ts'
import type { LoginState } from '../../lti/types.ts'
import { type Table, tableOf } from '../table.ts'
import * as access from './access.ts'
import * as copies from './copies.ts'
import * as credentials from './credentials.ts'
import * as people from './people.ts'
import * as work from './work.ts'

const models: Record<keyof Rows, ModelAttributes> = {
  ...people,
  ...work,
  ...credentials,
  ...access,
  ...copies,
}

/** Each table's rows, as records. */
export interface Rows {
  platforms: app.Platform
  platformChanges: { platformId: string; addresses: app.PlatformAddresses }
  issuers: app.Issuer
  courses: app.Course
  people: app.Person & { foldedName: string | null; erasedAt: string | null }
  enrolments: {
    courseId: string
    personId: string
    role: app.CourseRole
    active: boolean
    rosterRole: app.CourseRole | null
    staffAt: string | null
  }
  activities: app.CourseActivity
  participation: ParticipationOf & { courseId: string }
  confirmations: {
    courseId: string
    personId: string
    statement: string
    confirmedAt: string
    confirmedBy: string | null
    note: string | null
  }
  submissions: app.Submission
  evidence: app.EvidenceRecord
  snapshots: app.Snapshot
  courseSettings: {
    courseId: string
    settings: Partial<app.CourseSettings>
    savedAt: string
    savedBy: string | null
  }
  criteriaVersions: app.CriteriaVersion
  progress: app.ProgressRow & {
    courseId: string
    hasFlag: boolean
    hasUnknown: boolean
    hasProposal: boolean
  }
  rulings: app.Ruling
  refreshRuns: app.RefreshRun
  achievements: app.Achievement
  credentials: app.Credential
  scoreRefusals: { credentialId: string; refusedAt: string }
  levelColumns: { courseId: string; level: LevelId; lineItemUrl: string }
  statusLists: app.StatusList & { nextIndex: number }
  loginStates: { state: string; expiresAt: number; login: LoginState }
  sessions: app.Session
  tickets: { idHash: string; payload: string; expiresAt: number }
  registrationLinks: app.RegistrationLink & { claim: string | null; claimedUntil: number | null }
  keys: app.StoredKey
  auditLines: app.AuditLine
  courseCopies: app.CourseCopy
  copiedActivities: { courseId: string; originActivityId: string; activityId: string }
  activityLinks: { courseId: string; linkId: string; activityId: string }
}

export type Tables = { readonly [Name in keyof Rows]: Table<Rows[Name]> }

/** Defines every model on `sequelize` and answers the tables the repositories work with. */
export function defineTables(sequelize: Sequelize): Tables {
  const tables = Object.entries(models).map(([name, attributes]) => {
    const tableName = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    // `define` writes the column's name into each attribute, so none may be shared between models.
    const own = Object.entries(attributes).map(([attribute, field]) => [attribute, { ...(field as object) }])
    const model = sequelize.define(name, Object.fromEntries(own), {
      tableName,
      underscored: true,
      timestamps: false,
    })
    // Sequelize gives a table without a key an `id` of its own invention.
    if (!('id' in attributes)) model.removeAttribute('id')
    return [name, tableOf(model)] as const
  })
  // `models` and `Rows` have the same keys; a test compares the columns with the migrated database.
  return Object.fromEntries(tables) as unknown as Tables
}
