/** A row about a person in every table that has rows about people. */
import type { Executor } from '../../src/store/executor.ts'
import type { Tables } from '../../src/store/models/index.ts'
import { activity, type world } from './factories.ts'

const AT = '2026-11-23T10:00:00.000Z'
const LATER = '2027-11-23T10:00:00.000Z'

export type World = Awaited<ReturnType<typeof world>>

/** What is filled in is about `sub`; `other` had a hand in it, as `sub` has in what is `other`'s. Answers the ids of the person's credentials. */
export async function fillEverything(
  db: Executor,
  tables: Tables,
  { course, person, credential }: World,
  sub: string,
  other: string,
): Promise<string[]> {
  const [personId, by] = [person(sub), person(other)]
  const courseId = course.id
  const id = (what: string) => `${what} of ${courseId}`
  const put = <Name extends keyof Tables>(
    name: Name,
    ...rows: Parameters<Tables[Name]['insert']>[1][number][]
  ) =>
    // The compiler cannot see that the rows are of the table that it looked them up in.
    (tables[name].insert as (db: Executor, rows: readonly unknown[]) => Promise<number>)(db, rows)
  const own = activity(courseId, { source: 'coursework', lineItemUrl: 'https://vle.test/items/9' })
  await put('activities', own)

  const completed = await credential(sub, 'completed', { offeredAt: AT, publishedAt: AT })
  const demonstrated = await credential(sub, 'demonstrated')
  const others = await credential(other, 'completed', { awardedBy: personId, offeredAt: AT })
  await put('credentials', completed, demonstrated, others)
  await put('scoreRefusals', { credentialId: completed.id, refusedAt: AT })
  await put('publications', {
    credentialId: completed.id,
    state: 'published',
    publishedAt: AT,
    showName: true,
    showEvidence: true,
  })
  await put('shareLinks', {
    id: id('link'),
    token: id('token'),
    tokenHash: id('hash'),
    credentialId: completed.id,
    name: `For the mother of ${sub}`,
    showName: true,
    showEvidence: false,
    madeAt: AT,
    endsAt: null,
    openedAt: null,
    endedAt: null,
  })
  const clientId = id('wallet')
  await put('oauthClients', {
    id: clientId,
    secretHash: null,
    authMethod: 'none',
    name: 'Wallet',
    host: 'wallet.test',
    redirectUris: [],
    scope: 'read',
    refreshes: false,
    policyUri: null,
    registeredAt: 5,
  })
  await put('oauthCodes', {
    clientId,
    personId,
    codeHash: id('waiting code'),
    redirectUri: 'https://wallet.test',
    scope: 'read',
    codeChallenge: 'c',
    expiresAt: 5,
  })
  await put('oauthGrants', {
    id: id('grant'),
    clientId,
    personId,
    scope: 'read',
    codeHash: id('code'),
    grantedAt: AT,
  })
  await put('oauthTokens', {
    tokenHash: id('access'),
    grantId: id('grant'),
    kind: 'access',
    scope: 'read',
    expiresAt: 5,
    spentAt: null,
  })
  await put('postedScores', { activityId: own.id, personId, postedAt: AT, clearedAt: null })
  await put('courseGroups', { courseId, id: 'g', name: 'Group' })
  await put('groupMembers', { courseId, groupId: 'g', personId })
  await put('collections', {
    personId,
    title: `My ${sub}`,
    introduction: null,
    listed: true,
    showName: true,
    savedAt: AT,
  })
  await put('collectionItems', { personId, credentialId: completed.id, position: 1 })
  await put('collectionAddresses', { address: id('address'), personId, madeAt: AT, endedAt: null })

  const file = { courseId, since: AT, type: 'text/plain', size: 3, sha256: 'aa' } as const
  await put(
    'files',
    { ...file, id: id('file'), personId, purpose: 'evidence', standing: 'handed-in', name: `${sub}.txt` },
    { ...file, id: id('loose'), personId, purpose: 'coursework', standing: 'loose', name: `${sub}.pdf` },
  )
  const evidence = {
    courseId,
    state: 'accepted',
    institution: null,
    links: [],
    shared: [],
    stage: 'first',
    submittedAt: AT,
    decidedAt: AT,
    feedback: 'Good',
  } as const
  await put(
    'evidence',
    {
      ...evidence,
      id: id('evidence'),
      personId,
      ownPractice: `I am ${sub}`,
      files: [id('file')],
      credentialId: completed.id,
      decidedBy: by,
    },
    {
      ...evidence,
      id: `reviewed by ${id('evidence')}`,
      personId: by,
      ownPractice: 'Mine',
      files: [],
      credentialId: null,
      decidedBy: personId,
    },
  )
  const review = { stage: 'first', verdict: 'accepted', feedback: null, judgements: [], at: AT } as const
  await put(
    'evidenceReviews',
    { ...review, evidenceId: id('evidence'), reviewerId: by },
    { ...review, evidenceId: `reviewed by ${id('evidence')}`, reviewerId: personId },
  )
  const saved = { courseId, personId, savedAt: AT }
  await put('evidenceDrafts', {
    ...saved,
    ownPractice: `Draft of ${sub}`,
    institution: '',
    links: '',
    files: [],
    shared: [],
  })
  await put('evidenceExtensions', {
    id: id('extension'),
    courseId,
    personId,
    reason: `${sub} was ill`,
    askedAt: AT,
    state: 'granted',
    until: LATER,
    decidedAt: AT,
    decidedBy: by,
    answer: null,
  })
  await put('submissions', {
    id: id('submission'),
    activityId: own.id,
    personId,
    number: 1,
    text: `Work of ${sub}`,
    url: null,
    files: [],
    submittedAt: AT,
  })
  await put('marks', {
    submissionId: id('submission'),
    number: 1,
    score: 1,
    maximum: 2,
    feedback: `Well done ${sub}`,
    markedAt: AT,
    markedBy: by,
  })
  await put('workDrafts', {
    activityId: own.id,
    personId,
    text: `Next of ${sub}`,
    url: '',
    files: [],
    savedAt: AT,
  })
  const took = { activityId: own.id, personId, completed: true, score: null, maximum: null, observedAt: AT }
  await put('participation', {
    ...took,
    courseId,
    standing: null,
    origin: 'learner',
    recordedBy: by,
    statement: null,
  })
  await put('confirmations', {
    courseId,
    personId,
    statement: 'said',
    confirmedAt: AT,
    confirmedBy: by,
    note: `${sub} did it`,
    takenOn: null,
  })
  await put('codeTries', { activityId: own.id, personId, tries: 2, since: 5 })
  await put('progress', {
    courseId,
    personId,
    progress: { levels: [] },
    criteriaVersion: 1,
    flagged: [],
    proposed: [],
    computedAt: AT,
    hasFlag: false,
    hasUnknown: false,
    hasProposal: false,
  })
  await put('rulings', {
    courseId,
    personId,
    level: 'completed',
    ruling: 'kept',
    criteriaVersion: 1,
    reason: `As ${sub} was ill`,
    decidedBy: by,
    decidedAt: AT,
  })
  const register = {
    courseId,
    state: 'preview',
    contentHash: 'h',
    headings: ['Who', 'Minutes'],
    firstRow: 2,
    rowCount: 2,
    settings: {
      columns: {},
      meaning: 'attendance',
      target: { title: 'x', kind: null },
      minutes: null,
      outOf: 1,
    },
    createdAt: AT,
    expiresAt: LATER,
    activityId: null,
    madeActivity: false,
    appliedAt: null,
    appliedBy: null,
    undoneAt: null,
    undoneBy: null,
    sheets: [],
    sheet: 0,
  } as const
  await put(
    'imports',
    {
      ...register,
      id: id('import'),
      fileName: 'a.csv',
      choices: { '3': personId },
      leftAlone: [personId, by],
      createdBy: by,
    },
    { ...register, id: id('own import'), fileName: 'b.csv', choices: {}, leftAlone: [], createdBy: personId },
  )
  await put('importRows', {
    importId: id('import'),
    page: 0,
    cells: [
      [`NAME  ${sub}`, '5'],
      [`nickname of ${sub}`, '6'],
      [`Name ${other}`, '7'],
    ],
  })
  await put('importChanges', {
    importId: id('import'),
    personId,
    beforeRecord: null,
    afterRecord: took,
  })
  const notice = { courseId, detail: null, createdAt: AT, readAt: null, mail: 'waiting' } as const
  await put(
    'notices',
    {
      ...notice,
      id: id('notice'),
      personId,
      kind: 'credential-awarded',
      subjectId: completed.id,
      aboutId: null,
    },
    {
      ...notice,
      id: id('notice to other'),
      personId: by,
      kind: 'evidence-waits',
      subjectId: id('evidence'),
      aboutId: personId,
    },
  )
  await put('contactChoices', { personId, mail: true, language: 'cy' })
  const visit = { secretHash: 'h', csrf: 'c', courseId, locale: null, expiresAt: LATER } as const
  const launch = {
    messageType: 'LtiResourceLinkRequest',
    resourceLinkId: null,
    link: 'ladder',
    activityId: null,
    deepLinking: null,
    looking: null,
    frameOrigins: [],
    returnUrl: null,
  } as const
  await put(
    'sessions',
    { ...visit, id: id('session'), personId, role: 'learner', launch: { ...launch, forUser: null } },
    { ...visit, id: id('review'), personId: by, role: 'tutor', launch: { ...launch, forUser: sub } },
    { ...visit, id: id('other'), personId: by, role: 'tutor', launch: { ...launch, forUser: other } },
  )
  const read = { courseId, differences: null }
  await put(
    'snapshots',
    { ...read, source: 'roster', entries: { [sub]: 'x', [other]: 'y' } },
    { ...read, source: own.id, entries: { [other]: 'y' } },
  )
  await put('auditNotes', { id: id('note'), reason: `Because of ${sub}` })
  await put('auditLines', {
    at: AT,
    platformId: course.platformId,
    courseId,
    actorId: by,
    action: 'credential.kept',
    subjectId: personId,
    noteId: id('note'),
    detail: { level: 'completed' },
  })
  await put('auditNotes', { id: id('own note'), reason: `Because of ${other}` })
  await put('auditLines', {
    at: AT,
    platformId: course.platformId,
    courseId,
    actorId: personId,
    action: 'credential.kept',
    subjectId: by,
    noteId: id('own note'),
    detail: {},
  })
  return [completed.id, demonstrated.id]
}
