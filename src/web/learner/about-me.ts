import { AppError } from '../../app/errors.ts'
import type { WebDeps } from '../deps.ts'
import { aboutPerson, presentAboutMe } from '../presenters/about-me.ts'
import type { AddRoute, Turn } from '../session/routes.ts'

/** What is held about the person who asks, to read and to take away. */
export function aboutMePages(add: AddRoute, { app }: WebDeps): void {
  const held = async (turn: Turn) => {
    const { person, session } = turn.visit
    if (person === null) throw new AppError('anonymous', 403, 'the launch named nobody')
    const ladder = session.role === 'learner' ? await app.ladder(turn.visit) : null
    return { ladder, work: await app.work.ofMine(turn.visit) }
  }
  add('GET /about-me', async (turn) => {
    const about = presentAboutMe(turn.visit, { ...(await held(turn)), base: turn.base }, turn.words)
    turn.page('learner/about-me', { title: turn.words.t('about.title'), about })
  })
  add('GET /about-me.json', async (turn) => {
    turn.res.attachment('about-me.json').json(aboutPerson(turn.visit, await held(turn)))
  })
}
