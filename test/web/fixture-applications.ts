import { OAuthError } from '../../src/app/applications/fault.ts'
import type { AskedView } from '../../src/app/contract/applications.ts'
import type { App } from '../../src/app/contract.ts'
import { AppError } from '../../src/app/errors.ts'
import type { OAuthClient } from '../../src/app/model.ts'

type Note = <T>(name: string, answer: T) => (visit: unknown, ...args: unknown[]) => Promise<T>

export const WAITING_CODE = 'BCDFGHJK'

export const oauthClient: OAuthClient = {
  id: 'client-1',
  secretHash: 'hash',
  authMethod: 'client_secret_basic',
  name: 'Open Wallet',
  host: 'wallet.example',
  redirectUris: ['https://wallet.example/back'],
  scope: '',
  refreshes: true,
  policyUri: 'https://wallet.example/privacy',
  registeredAt: 0,
}

const wants = { credentials: true, profile: true, later: true }

function askedView(): AskedView {
  return {
    client: oauthClient,
    redirectUri: 'https://wallet.example/back',
    wants,
    credentials: [
      {
        id: 'credential-1',
        level: 'demonstrated',
        courseTitle: 'Digital Leadership in Practice',
        awardedAt: '2026-11-20T10:00:00Z',
      },
    ],
  }
}

/** One application waits under one code; another may read. */
export function fixtureApplications(note: Note): App['applications'] {
  const unexpected = async (): Promise<never> => {
    throw new OAuthError('invalid_token', 'This test expects no call', 401)
  }
  return {
    register: unexpected,
    clientAt: async (id, redirectUri) => {
      if (id !== oauthClient.id) throw new AppError('client_unknown', 400, 'no such client')
      if (!oauthClient.redirectUris.includes(redirectUri))
        throw new AppError('redirect_mismatch', 400, 'another address')
      return oauthClient
    },
    ask: async (_client, _redirectUri, { responseType }) => {
      if (responseType !== 'code')
        throw new OAuthError('unsupported_response_type', 'The only response_type is code')
      return WAITING_CODE
    },
    refusalAddress: (redirectUri, { code }, state) => `${redirectUri}?error=${code}&state=${state}`,
    liveVisit: async ([first]) => first || null,
    asked: async (_visit, code) => {
      if (code.replace('-', '') !== WAITING_CODE) throw new AppError('asked_gone', 410, 'nothing waits')
      return askedView()
    },
    allow: note('applications.allow', 'https://wallet.example/back?code=secret'),
    refuse: note('applications.refuse', 'https://wallet.example/back?error=access_denied'),
    allowed: note('applications.allowed', [
      {
        grantId: 'grant-1',
        client: { name: 'Portfolio', host: 'portfolio.example' },
        wants,
        since: '2026-11-12T10:00:00Z',
      },
    ]),
    takeBack: note('applications.takeBack', undefined),
    authenticate: unexpected,
    exchange: unexpected,
    refresh: unexpected,
    revoke: unexpected,
    reader: unexpected,
    credentials: unexpected,
  }
}
