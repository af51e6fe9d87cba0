import {
  BOOLEAN,
  JSON_TEXT,
  MILLISECONDS,
  MILLISECONDS_OR_NULL,
  TEXT,
  TEXT_KEY,
  TEXT_OR_NULL,
} from './fields.ts'

export const oauthClients = {
  id: TEXT_KEY,
  secretHash: TEXT_OR_NULL,
  authMethod: TEXT,
  name: TEXT,
  host: TEXT,
  redirectUris: JSON_TEXT,
  scope: TEXT,
  refreshes: BOOLEAN,
  policyUri: TEXT_OR_NULL,
  registeredAt: MILLISECONDS,
}

export const oauthRequests = {
  codeHash: TEXT_KEY,
  clientId: TEXT,
  redirectUri: TEXT,
  scope: TEXT,
  state: TEXT_OR_NULL,
  codeChallenge: TEXT,
  expiresAt: MILLISECONDS,
}

export const oauthCodes = {
  codeHash: TEXT_KEY,
  clientId: TEXT,
  personId: TEXT,
  redirectUri: TEXT,
  scope: TEXT,
  codeChallenge: TEXT,
  expiresAt: MILLISECONDS,
}

export const oauthGrants = {
  id: TEXT_KEY,
  clientId: TEXT,
  personId: TEXT,
  scope: TEXT,
  codeHash: TEXT,
  grantedAt: TEXT,
}

export const oauthTokens = {
  tokenHash: TEXT_KEY,
  grantId: TEXT,
  kind: TEXT,
  scope: TEXT,
  expiresAt: MILLISECONDS,
  spentAt: MILLISECONDS_OR_NULL,
}
