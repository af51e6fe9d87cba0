import type { Request, Response } from 'express'
import type { PublicCollection } from '../../app/contract/collections.ts'
import type { WebDeps } from '../deps.ts'
import { localsOf } from '../locals.ts'
import { plainCard } from '../presenters/card.ts'
import { presentCollection } from '../presenters/collection.ts'
import { renderPage } from '../render.ts'

/** The page of a collection: one template, whether a stranger reads it or its learner looks at it beforehand. `path`: where strangers do. */
export function showCollection(
  req: Request,
  res: Response,
  { art, config }: Pick<WebDeps, 'art' | 'config'>,
  shown: PublicCollection,
  more: { readonly preview: true } | { readonly path: string },
): void {
  const { words } = localsOf(res)
  const collection = presentCollection(shown, words, art)
  const { title, count: description } = collection
  const address =
    'path' in more ? { card: plainCard(more.path, { title, description }, words, config.toolUrl) } : {}
  renderPage(req, res, 'public/collection', 'public', {
    title,
    collection,
    listed: shown.listed,
    ...address,
    ...more,
  })
}
