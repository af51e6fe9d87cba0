import type { WorkView } from '../../app/contract/work.ts'
import type { LadderView, OwnEvidence, Visit } from '../../app/contract.ts'
import type { ContactChoice, ToldNotice } from '../../app/ports.ts'
import type { Words } from '../language/words.ts'
import { type EvidenceView, presentEvidence } from './evidence.ts'
import { type ExtensionView, presentExtension } from './extension.ts'
import { type FileView, presentFile } from './files.ts'
import { type NoticeView, presentNotices } from './notices.ts'
import { presentWork, type WorkPanel } from './work.ts'

/** What the tool holds about a person in a course. Tutors have no ladder and no evidence. */
export interface Held {
  readonly ladder: LadderView | null
  readonly work: readonly WorkView[]
  readonly own:
    | (Pick<OwnEvidence, 'draft' | 'extensions'> & { readonly evidence: readonly OwnRecord[] })
    | null
  readonly notices: readonly ToldNotice[]
  /** `null` where the tool sends no mail. */
  readonly contact: ContactChoice | null
}

/** Evidence without the names of those who reviewed it. */
type OwnRecord = Omit<OwnEvidence['evidence'][number], 'preview' | 'decidedBy' | 'reviews'> & {
  readonly reviews: readonly Omit<
    OwnEvidence['evidence'][number]['reviews'][number],
    'reviewerId' | 'evidenceId'
  >[]
}

export interface AboutMeView {
  readonly facts: readonly { name: string; value: string }[]
  readonly credentials: readonly { name: string; date: string; href: string; withdrawn: boolean }[]
  readonly evidence: readonly EvidenceView[]
  readonly work: readonly (WorkPanel & {
    readonly draft: {
      readonly when: string
      readonly text: string
      readonly url: string
      readonly files: readonly FileView[]
    } | null
  })[]
  readonly draft: {
    readonly saved: string
    readonly ownPractice: string
    readonly institution: string
    readonly links: string
    readonly files: readonly FileView[]
  } | null
  readonly extensions: readonly ExtensionView[]
  readonly notices: readonly NoticeView[]
  readonly mail: ContactChoice | null
  readonly seen: readonly string[]
}

/** What is held about a person, for themselves. `base` is `/s/{id}`. */
export function presentAboutMe(
  { person, course }: Visit,
  { ladder, work, own, notices, contact }: Held,
  words: Words,
  base: string,
): AboutMeView {
  const absent = words.t('about.notShared')
  return {
    facts: [
      { name: words.t('about.name'), value: person?.name ?? absent },
      { name: words.t('about.email'), value: person?.email ?? absent },
      { name: words.t('about.sourcedId'), value: person?.sourcedId ?? absent },
      { name: words.t('about.sub'), value: person?.sub ?? absent },
      { name: words.t('about.course'), value: course.title },
    ],
    credentials: (ladder?.rungs ?? []).flatMap(({ credential }) =>
      credential === null
        ? []
        : [
            {
              name: words.t(`levels.${credential.level}.name`),
              date: words.date(credential.awardedAt),
              href: `/credentials/${credential.id}`,
              withdrawn: credential.state === 'withdrawn',
            },
          ],
    ),
    work: work.map((one) => ({
      ...presentWork(one, words, base),
      draft: one.draft && {
        when: words.moment(one.draft.savedAt),
        text: one.draft.text,
        url: one.draft.url,
        files: one.draft.files.map((file) => presentFile(file, words, base)),
      },
    })),
    evidence: (own?.evidence ?? []).map((record) => presentEvidence(record, words, base)),
    draft: own?.draft
      ? {
          ...own.draft,
          saved: words.moment(own.draft.savedAt),
          files: own.draft.files.map((file) => presentFile(file, words, base)),
        }
      : null,
    extensions: (own?.extensions ?? []).map((one) => presentExtension(one, words)),
    notices: presentNotices({ total: notices.length, rows: notices }, words, base),
    mail: contact,
    seen: seenTitles(ladder),
  }
}

/** Titles of the activities in which something was seen of the person. */
function seenTitles(ladder: LadderView | null): string[] {
  const titles = new Set<string>()
  const waiting = (ladder?.rungs ?? []).flatMap(({ progress }) => (progress ? [progress.evaluation] : []))
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const { outcome, title } of next.reason.activities ?? []) if (outcome === 'met') titles.add(title)
    waiting.push(...next.children)
  }
  return [...titles]
}
