/**
 * What each table holds about people: the one list by which a person's data is taken out, and erased. A table that is not in it does not
 * compile; a test walks the database and asks of every column that can lead to a person whether it is told of here.
 */
import type { Rows } from './models/index.ts'

export interface Held {
  /** SQL after WHERE: the rows about person `$1`. `null`: no row is about a person. */
  readonly about: string | null
  /** What becomes of those rows. `otherwise`: by steps of their own in `repositories/erasing.ts`. */
  readonly erased: 'deleted' | 'otherwise' | 'stays'
  /** Columns with the id of somebody who did something: other people's decisions stay, and the id of an erased person leads to nobody. */
  readonly by?: readonly string[]
  /** Attributes that their person does not take away: who else had a hand in it, and what opens a door. */
  readonly withheld?: readonly string[]
}

/** Nothing about anybody, but perhaps who saved it. */
const nobody = (...by: string[]): Held => ({ about: null, erased: 'stays', by })

const OWN = 'person_id = $1'
const ofEvidence = 'evidence_id IN (SELECT id FROM evidence WHERE person_id = $1)'
const ofCredentials = 'credential_id IN (SELECT id FROM credentials WHERE person_id = $1)'

/** In the order in which rows can be deleted: nothing may point at what is gone. */
export const HELD: { readonly [Name in keyof Rows]: Held } = {
  collectionItems: { about: OWN, erased: 'deleted' },
  collections: { about: OWN, erased: 'deleted' },
  // An address that was given stays known as one that leads nowhere.
  collectionAddresses: { about: OWN, erased: 'otherwise' },
  scoreRefusals: { about: ofCredentials, erased: 'deleted' },
  publications: { about: ofCredentials, erased: 'deleted' },
  shareLinks: { about: ofCredentials, erased: 'otherwise', withheld: ['token', 'tokenHash'] },
  // Reviews of the person's evidence go with it; those that the person made of others' stay.
  evidenceReviews: { about: ofEvidence, erased: 'otherwise', by: ['reviewer_id'], withheld: ['reviewerId'] },
  evidence: { about: OWN, erased: 'deleted', by: ['decided_by'], withheld: ['decidedBy'] },
  evidenceDrafts: { about: OWN, erased: 'deleted' },
  evidenceExtensions: { about: OWN, erased: 'deleted', by: ['decided_by'], withheld: ['decidedBy'] },
  // Their places on the status lists stay taken, and withdrawn.
  credentials: { about: OWN, erased: 'otherwise', by: ['awarded_by'], withheld: ['awardedBy'] },
  marks: {
    about: 'submission_id IN (SELECT id FROM submissions WHERE person_id = $1)',
    erased: 'deleted',
    by: ['marked_by'],
    withheld: ['markedBy'],
  },
  submissions: { about: OWN, erased: 'deleted' },
  workDrafts: { about: OWN, erased: 'deleted' },
  // What still stands in a gradebook was noted before, to be taken out of it.
  postedScores: { about: OWN, erased: 'deleted' },
  participation: { about: OWN, erased: 'deleted', by: ['recorded_by'], withheld: ['recordedBy'] },
  confirmations: { about: OWN, erased: 'deleted', by: ['confirmed_by'], withheld: ['confirmedBy'] },
  codeTries: { about: OWN, erased: 'deleted' },
  progress: { about: OWN, erased: 'deleted' },
  rulings: { about: OWN, erased: 'deleted', by: ['decided_by'], withheld: ['decidedBy'] },
  importChanges: { about: OWN, erased: 'deleted' },
  // What others were told about the person goes with it, and is theirs until then.
  notices: { about: OWN, erased: 'otherwise', by: ['about_id'], withheld: ['aboutId'] },
  contactChoices: { about: OWN, erased: 'deleted' },
  sessions: { about: OWN, erased: 'otherwise', withheld: ['secretHash', 'csrf', 'launch'] },
  // Their rows stay, without a name, until their bytes are gone.
  files: { about: OWN, erased: 'otherwise' },
  // Rows of an uploaded register are known by what stands in them.
  imports: {
    about: 'created_by = $1',
    erased: 'otherwise',
    by: ['applied_by', 'undone_by'],
    withheld: ['choices', 'leftAlone', 'headings', 'sheets'],
  },
  importRows: { about: null, erased: 'otherwise' },
  // By the platform's own id of the person, with a fingerprint of what was read last.
  snapshots: { about: null, erased: 'otherwise' },
  // Whoever was allowed to read them reads nothing more.
  oauthTokens: {
    about: 'grant_id IN (SELECT id FROM oauth_grants WHERE person_id = $1)',
    erased: 'deleted',
    withheld: ['tokenHash'],
  },
  oauthGrants: { about: OWN, erased: 'deleted', withheld: ['codeHash'] },
  oauthCodes: { about: OWN, erased: 'deleted', withheld: ['codeHash', 'codeChallenge'] },
  groupMembers: { about: OWN, erased: 'deleted' },
  enrolments: { about: OWN, erased: 'deleted' },
  auditNotes: {
    about: 'id IN (SELECT note_id FROM audit_lines WHERE subject_id = $1)',
    erased: 'deleted',
  },
  people: { about: 'id = $1', erased: 'deleted', withheld: ['foldedName', 'erasedAt'] },

  // The record of who did what stays as it is, by ids that then lead to nobody.
  auditLines: {
    about: 'subject_id = $1',
    erased: 'stays',
    by: ['actor_id'],
    withheld: ['actorId', 'noteId'],
  },

  activities: nobody(),
  activityLinks: nobody(),
  achievements: nobody(),
  checkInSessions: nobody(),
  // The ids of credentials, with nothing about whose they were.
  erasedCredentials: nobody(),
  // Hashes of the addresses of such credentials.
  erasedLinks: nobody(),
  erasures: nobody(),
  copiedActivities: nobody(),
  courseGroups: nobody(),
  courseCopies: nobody('decided_by'),
  courseSettings: nobody('saved_by'),
  courses: nobody(),
  criteriaVersions: nobody('saved_by'),
  issuers: nobody(),
  pictures: nobody(),
  courseLooks: nobody('saved_by'),
  drawings: nobody(),
  platformIssuers: nobody(),
  keys: nobody(),
  levelColumns: nobody(),
  // Of a login under way, for minutes: nobody is named before it ends.
  loginStates: nobody(),
  markings: nobody('set_by'),
  moodleSites: nobody(),
  oauthClients: nobody(),
  // Of whom is not known before they answer.
  oauthRequests: nobody(),
  platformChanges: nobody(),
  platformDefaults: nobody('saved_by'),
  platforms: nobody(),
  refreshRuns: nobody(),
  registrationLinks: nobody(),
  // The platform's id of somebody who was erased, until their score is out of its gradebook: 30 days at most.
  scoreRemovals: { about: null, erased: 'stays', by: ['sub'] },
  statusLists: nobody(),
  // A launch that was set aside until its browser is known, for minutes.
  tickets: nobody(),
}
