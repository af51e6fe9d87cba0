/**
 * Sequelize's models: the one place that names tables and columns. They are read for their columns; statements
 * are set-based and written by hand (a model's own `create()` is forty times slower by the thousand).
 */
import type { ModelAttributes, Sequelize } from 'sequelize'
import type { ImportRecord } from '../../app/importing/types.ts'
import type * as app from '../../app/model.ts'
import type { MoodleSite, ParticipationOf, ScoreRemoval } from '../../app/ports.ts'
import type { LevelId } from '../../core/ladder.ts'
import type { LoginState } from '../../lti/types.ts'
import { type Table, tableOf } from '../table.ts'
import * as access from './access.ts'
import * as applications from './applications.ts'
import * as attendance from './attendance.ts'
import * as collecting from './collecting.ts'
import * as copies from './copies.ts'
import * as coursework from './coursework.ts'
import * as credentials from './credentials.ts'
import * as defaults from './defaults.ts'
import * as erasing from './erasing.ts'
import * as files from './files.ts'
import * as groups from './groups.ts'
import * as imports from './imports.ts'
import * as looks from './looks.ts'
import * as moodle from './moodle-sites.ts'
import * as people from './people.ts'
import * as pictures from './pictures.ts'
import * as publishing from './publishing.ts'
import * as reviewing from './reviewing.ts'
import * as scores from './scores.ts'
import * as work from './work.ts'

const models: Record<keyof Rows, ModelAttributes> = {
  ...people,
  ...work,
  ...credentials,
  ...access,
  ...applications,
  ...copies,
  ...attendance,
  ...coursework,
  ...files,
  ...erasing,
  ...moodle,
  ...reviewing,
  ...imports,
  ...defaults,
  ...publishing,
  ...pictures,
  ...looks,
  ...collecting,
  ...scores,
  ...groups,
}

/** Each table's rows, as records. */
export interface Rows {
  platforms: app.Platform
  platformChanges: { platformId: string; addresses: app.PlatformAddresses }
  issuers: app.Issuer
  courseLooks: app.CourseLook
  drawings: { hash: string; png: string; svg: string }
  platformIssuers: { platformId: string; issuerId: string }
  pictures: Omit<app.StoredPicture, 'bytes'> & { bytes: string; kept: boolean }
  courses: app.Course
  people: app.Person & { foldedName: string | null; erasedAt: string | null }
  enrolments: {
    courseId: string
    personId: string
    role: app.CourseRole
    active: boolean
    rosterRole: app.CourseRole | null
    staffAt: string | null
    since: string | null
    leftAt: string | null
  }
  activities: app.CourseActivity
  participation: ParticipationOf & { courseId: string }
  confirmations: app.ConfirmationRecord
  submissions: app.Submission
  workDrafts: app.WorkDraft
  markings: app.Marking
  marks: app.Mark
  evidence: app.EvidenceRecord
  snapshots: app.Snapshot
  courseSettings: {
    courseId: string
    settings: Partial<app.CourseSettings>
    savedAt: string
    savedBy: string | null
  }
  criteriaVersions: app.CriteriaVersion
  platformDefaults: app.PlatformDefaults
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
  publications: app.Publication
  shareLinks: Omit<app.ShareLink, 'token' | 'name'> & {
    token: string | null
    name: string | null
    tokenHash: string
    endedAt: string | null
  }
  scoreRefusals: { credentialId: string; refusedAt: string }
  levelColumns: { courseId: string; level: LevelId; lineItemUrl: string }
  erasedCredentials: { id: string; statusListId: string; statusIndex: number; erasedAt: string }
  erasedLinks: { tokenHash: string }
  erasures: { courseId: string; number: number }
  scoreRemovals: ScoreRemoval
  statusLists: app.StatusList & { nextIndex: number }
  loginStates: { state: string; expiresAt: number; login: LoginState }
  sessions: app.Session
  tickets: { idHash: string; payload: string; expiresAt: number }
  oauthClients: app.OAuthClient
  oauthRequests: app.OAuthRequest
  oauthCodes: app.AuthorizationCode
  oauthGrants: app.OAuthGrant
  oauthTokens: app.OAuthToken
  registrationLinks: app.RegistrationLink & { claim: string | null; claimedUntil: number | null }
  keys: app.StoredKey
  auditLines: Omit<app.AuditLine, 'reason'> & { noteId: string | null }
  auditNotes: { id: string; reason: string }
  courseCopies: app.CourseCopy
  copiedActivities: { courseId: string; originActivityId: string; activityId: string }
  checkInSessions: app.CheckInSession
  codeTries: { activityId: string; personId: string; tries: number; since: number }
  files: app.FileRecord
  moodleSites: MoodleSite
  imports: ImportRecord
  importRows: { importId: string; page: number; cells: readonly (readonly string[])[] }
  importChanges: {
    importId: string
    personId: string
    beforeRecord: ParticipationOf | null
    afterRecord: ParticipationOf
  }
  activityLinks: { courseId: string; linkId: string; activityId: string }
  evidenceReviews: app.EvidenceReview
  evidenceDrafts: app.EvidenceDraft
  evidenceExtensions: app.Extension
  notices: app.Notice
  collections: Omit<app.Collection, 'credentialIds'>
  collectionItems: { personId: string; credentialId: string; position: number }
  collectionAddresses: { address: string; personId: string; madeAt: string; endedAt: string | null }
  postedScores: app.PostedScore
  courseGroups: app.CourseGroup & { courseId: string }
  groupMembers: { courseId: string; groupId: string; personId: string }
  contactChoices: { personId: string; mail: boolean; language: string | null }
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
