import type { Applications } from '../contract/applications.ts'
import type { Credentials } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { ask, clientAt, refusalAddress } from './ask.ts'
import { allow, allowed, asked, refuse, takeBack } from './consent.ts'
import { registerClient } from './register.ts'
import { credentialsPage } from './standing.ts'
import { authenticate, exchange, readerOf, refresh, revoke } from './tokens.ts'

/** Applications that learners let read their credentials. */
export function createApplications(deps: Deps, documents: Pick<Credentials, 'token'>): Applications {
  return {
    register: (metadata) => registerClient(deps, metadata),
    clientAt: (clientId, redirectUri) => clientAt(deps, clientId, redirectUri),
    ask: (client, redirectUri, query) => ask(deps, client, redirectUri, query),
    refusalAddress: (redirectUri, error, state) => refusalAddress(deps.toolUrl, redirectUri, error, state),
    async liveVisit(sessionIds) {
      const now = isoNow(deps.clock)
      for (const id of sessionIds) {
        const session = await deps.store.sessions.find(id, now)
        if (session?.role === 'learner' && session.personId !== null) return id
      }
      return null
    },
    asked: (visit, code) => asked(deps, visit, code),
    allow: (visit, code) => allow(deps, visit, code),
    refuse: (visit, code) => refuse(deps, visit, code),
    allowed: (visit) => allowed(deps, visit),
    takeBack: (visit, grantId) => takeBack(deps, visit, grantId),
    authenticate: (proof) => authenticate(deps, proof),
    exchange: (client, request) => exchange(deps, client, request),
    refresh: (client, token, scope) => refresh(deps, client, token, scope),
    revoke: (client, token) => revoke(deps, client, token),
    reader: (token, scope) => readerOf(deps, token, scope),
    credentials: (reader, query) => credentialsPage(deps, documents, reader, query),
  }
}
