import type { Request, Response } from 'express'
import type { PublicCredential } from '../../app/contract.ts'
import type { WebDeps } from '../deps.ts'
import { localsOf } from '../locals.ts'
import { credentialCard } from '../presenters/card.ts'
import { presentCredential } from '../presenters/credential.ts'
import { type KeptPage, renderPage } from '../render.ts'

/** The page of a credential: one template, whether a stranger reads it or its learner looks at it beforehand. `address`: where it is read, if that is not its own page. */
export function showCredential(
  req: Request,
  res: Response,
  { art, config }: Pick<WebDeps, 'art' | 'config'>,
  shown: PublicCredential,
  more: { readonly preview?: true; readonly address?: string } = {},
  keep?: (page: KeptPage) => void,
): void {
  const { words } = localsOf(res)
  const credential = presentCredential(shown, words, art, config.toolUrl)
  const data = {
    title: `${credential.name}: ${credential.course}`,
    credential,
    card: credentialCard(shown, words, config.toolUrl, more.address),
    listed: shown.listed,
    ...more,
  }
  renderPage(req, res, 'public/credential', 'public', data, keep)
}
