import type { OwnEvidence } from '../../app/contract.ts'
import { AppError } from '../../app/errors.ts'
import type { WebDeps } from '../deps.ts'
import { type Held, presentAboutMe } from '../presenters/about-me.ts'
import { sendPersonalFile } from '../session/personal-file.ts'
import type { AddRoute, Turn } from '../session/routes.ts'

/** More than anybody is ever told in a course. */
const ALL_NOTICES = 10_000

/** What is held about the person who asks, to read and to take away. */
export function aboutMePages(add: AddRoute, { app }: WebDeps): void {
  const held = async ({ visit }: Turn): Promise<Held> => {
    if (visit.person === null) throw new AppError('anonymous', 403, 'the launch named nobody')
    const isLearner = visit.session.role === 'learner'
    const [ladder, work, own, notices, contact] = await Promise.all([
      isLearner ? app.ladder(visit) : null,
      app.work.ofMine(visit),
      isLearner ? app.reviews.own(visit) : null,
      app.reviews.notices(visit, { unread: false, offset: 0, limit: ALL_NOTICES }),
      app.reviews.contact(visit),
    ])
    return { ladder, work, own: own && withoutReviewers(own), notices: notices.rows, contact }
  }
  add('GET /about-me', async (turn) => {
    const about = presentAboutMe(turn.visit, await held(turn), turn.words, turn.base)
    turn.page('learner/about-me', { title: turn.words.t('about.title'), about })
  })
  add('GET /about-me.json', async (turn) => {
    sendPersonalFile(turn.res, await app.personal.own(turn.visit))
  })
  add('POST /about-me/mail', async (turn) => {
    await app.reviews.chooseMail(turn.visit, turn.req.body.mail === 'on')
    turn.goTo('/about-me', 'mail')
  })
}

/** Who reviewed it is not the learner's to have. */
function withoutReviewers(own: OwnEvidence) {
  return {
    evidence: own.evidence.map(({ preview: _, decidedBy: __, reviews, ...record }) => ({
      ...record,
      reviews: reviews.map(({ reviewerId: ___, evidenceId: ____, ...review }) => review),
    })),
    draft: own.draft,
    extensions: own.extensions,
  }
}
