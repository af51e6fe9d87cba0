/** What people are told, and by which way they want to be told. */
import type { Notice, NoticeKind } from '../model.ts'

/** With the name of whom it is about. */
export type ToldNotice = Notice & { readonly aboutName: string | null }

export interface ContactChoice {
  /** Whether mails are wanted: yes, until somebody says no. */
  readonly mail: boolean
  /** As the last launch said it; `null`: it did not. */
  readonly language: string | null
}

export interface NoticesQuery {
  /** Those alone that nobody put away. */
  readonly unread: boolean
  /** Kinds to leave out. */
  readonly without?: readonly NoticeKind[]
  readonly offset: number
  readonly limit: number
}

export interface NoticeToMail {
  readonly notice: Notice
  readonly courseTitle: string
  readonly email: string | null
  readonly choice: ContactChoice
}

export interface NoticeRepository {
  /** Unique on (person, kind, subject): one that was told stands. Answers how many are new. */
  add(notices: readonly Notice[]): Promise<number>
  /** Newest first. */
  of(courseId: string, personId: string, query: NoticesQuery): Promise<{ total: number; rows: ToldNotice[] }>
  /** One of a person's notices, or all (`null`). */
  putAway(courseId: string, personId: string, id: string | null, at: string): Promise<void>
  /** Nobody need do anything about it any more: for everyone who was told. */
  settle(courseId: string, subjectId: string, kinds: readonly NoticeKind[], at: string): Promise<void>
  /** Oldest first. */
  toMail(courseId: string, limit: number): Promise<NoticeToMail[]>
  /** `false` when it was not waiting any more. */
  noteMail(id: string, mail: 'none' | 'sent' | 'refused'): Promise<boolean>
  choice(personId: string): Promise<ContactChoice>
  chooseMail(personId: string, mail: boolean): Promise<void>
  noteLanguage(personId: string, language: string): Promise<void>
}
