import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { ISSUED_LOCALE } from '../issuing/narrative.ts'
import type { Letter, Mailer, NoticeToMail } from '../ports.ts'

const BATCH = 200

/** Some mailboxes take mail later only: the queue comes back to them. */
class MailWaits extends Error {
  readonly code = 'mail_waits'
}

/**
 * Mails what people are to be told, one letter a notice. A letter is marked when the server took it, so a repeated job sends only what
 * is left; killed right in between, a letter goes out again under the same id, which mailboxes show once. The letter names the course
 * and nobody, and holds no link that opens anything: the course is opened in the VLE.
 *
 * Errors: `mail_waits`, and what the mailer throws; both are worth another try.
 */
export async function mailNotices(deps: Deps, courseId: string): Promise<void> {
  const { mailer, store } = deps
  if (!mailer) return
  for (;;) {
    const batch = await store.notices.toMail(courseId, BATCH)
    let waiting = 0
    for (const one of batch) {
      const mail = await mailOne(deps, mailer, one)
      if (mail === 'later') waiting += 1
      else await store.notices.noteMail(one.notice.id, mail)
    }
    if (waiting > 0) throw new MailWaits(`${waiting} letters wait`)
    if (batch.length < BATCH) return
  }
}

async function mailOne(deps: Deps, mailer: Mailer, { email, ...told }: NoticeToMail) {
  if (email === null || !told.choice.mail) return 'none'
  return mailer.send({ ...letterOf(deps, told), to: email })
}

function letterOf({ words, toolUrl }: Deps, told: Omit<NoticeToMail, 'email'>): Omit<Letter, 'to'> {
  const { notice, choice } = told
  const language = choice.language ?? ISSUED_LOCALE
  const course = told.courseTitle.replaceAll(/\s+/g, ' ').trim()
  const level = notice.kind.startsWith('credential-') ? words(language, `levels.${notice.detail}.name`) : ''
  const what = words(language, `notices.${notice.kind}.title`, { level })
  const lines = ['mail.what', 'mail.where', 'mail.off'].map((key) => words(language, key, { what, course }))
  return {
    id: `${notice.id}@${new URL(toolUrl).hostname}`,
    subject: words(language, 'mail.subject', { what, course }),
    text: `${lines.join('\n\n')}\n`,
  }
}

/** How the person of a visit wants to be told; `null` where the tool sends no mail. */
export async function contactOf({ store, mailer }: Deps, visit: { person: { id: string } | null }) {
  if (!mailer || !visit.person) return null
  return store.notices.choice(visit.person.id)
}

/** Errors: `anonymous` 403 where the launch named nobody. */
export async function chooseMail(
  { store }: Deps,
  visit: { person: { id: string } | null },
  mail: boolean,
): Promise<void> {
  if (!visit.person) throw new AppError('anonymous', 403, 'the launch named nobody')
  await store.notices.chooseMail(visit.person.id, mail)
}
