import type { NoticeListing } from '../../app/contract.ts'
import type { NoticeKind } from '../../app/model.ts'
import type { ToldNotice } from '../../app/ports.ts'
import type { Words } from '../language/words.ts'

export interface NoticeView {
  readonly id: string
  readonly title: string
  /** Whom it is about, and when. */
  readonly detail: string
  readonly link: { readonly href: string; readonly text: string } | null
  readonly isNew: boolean
}

const PLACES: Readonly<Record<NoticeKind, (subject: string) => string>> = {
  'evidence-accepted': () => '/evidence',
  'evidence-returned': () => '/evidence',
  'evidence-declined': () => '/evidence',
  'time-granted': () => '/evidence',
  'time-refused': () => '/evidence',
  'credential-awarded': () => '/',
  'credential-withdrawn': () => '/',
  'credential-reissued': () => '/',
  'credential-ends-in-60': () => '/',
  'credential-ends-in-14': () => '/',
  'evidence-waits': (id) => `/reviews/evidence/${id}`,
  'evidence-second': (id) => `/reviews/evidence/${id}`,
  'evidence-disagreement': (id) => `/reviews/evidence/${id}`,
  'time-asked': (id) => `/reviews/time/${id}`,
}

/** What a person is told. `home`: it is shown on the page to which some of it leads. */
export function presentNotices(
  { rows }: NoticeListing,
  words: Words,
  base: string,
  home = false,
): NoticeView[] {
  return rows.map((notice) => {
    const place = PLACES[notice.kind](notice.subjectId)
    return {
      id: notice.id,
      title: words.t(`notices.${notice.kind}.title`, valuesOf(notice, words)),
      detail: [notice.aboutName, dayOf(notice, words), words.moment(notice.createdAt)]
        .filter((part) => part !== null)
        .join(' · '),
      link:
        home && place === '/'
          ? null
          : { href: `${base}${place}`, text: words.t(`notices.${notice.kind}.link`) },
      isNew: notice.readAt === null,
    }
  })
}

function valuesOf({ kind, detail }: ToldNotice, words: Words): { level: string } {
  return { level: kind.startsWith('credential-') ? words.t(`levels.${detail}.name`) : '' }
}

function dayOf({ kind, detail }: ToldNotice, words: Words): string | null {
  return kind === 'time-granted' && detail ? words.t('notices.until', { date: words.date(detail) }) : null
}
