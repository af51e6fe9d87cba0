import { CREDENTIAL_TYPE, DID_JSON, ENDINGS, JSON_LD, JWK_JSON, MEDIA_TYPES } from '../answers.ts'
import type { SchemaName } from './schemas.ts'

export interface Answer {
  readonly says: string
  /** `null`: bytes or a page. */
  readonly schema: SchemaName | null
  /** Media types; one body for each of them. */
  readonly types: readonly string[]
}

export interface Operation {
  readonly method: 'get' | 'post'
  /** As OpenAPI writes it: `{id}`. */
  readonly path: string
  readonly id: string
  readonly tag:
    | 'Credentials'
    | 'Achievements'
    | 'Issuers'
    | 'Open Badges 2.0'
    | 'Status'
    | 'Verify'
    | 'Service'
  readonly summary: string
  readonly query?: readonly { readonly name: string; readonly says: string; readonly required: boolean }[]
  readonly body?: { readonly schema: SchemaName; readonly multipart: boolean }
  /** By HTTP status. */
  readonly answers: Readonly<Record<number, Answer>>
}

const JSON_TYPE = 'application/json'
const answer = (says: string, schema: SchemaName | null, ...types: readonly string[]): Answer => ({
  says,
  schema,
  types,
})
const gone = (what: string) => answer(`No such ${what}`, 'Fault', JSON_TYPE)
const erased = answer('It no longer exists: its holder was erased', 'Fault', JSON_TYPE)

const FORMS = {
  json: 'the document as it was signed',
  jwt: 'a token (VC-JWT, RS256)',
  png: 'an image with the document inside (Open Badges 3.0 and 2.0)',
  svg: 'a scalable image with the document inside',
  pdf: 'a certificate on paper, with the document attached',
} as const

const credentials: readonly Operation[] = [
  {
    method: 'get',
    path: '/credentials/{id}',
    id: 'readCredential',
    tag: 'Credentials',
    summary: 'A credential by its address: the page, or what Accept asks for',
    answers: {
      200: {
        says: 'The credential, also where it was withdrawn: its status list tells',
        schema: 'OpenBadgeCredential',
        types: ['text/html', CREDENTIAL_TYPE, MEDIA_TYPES.png],
      },
      404: gone('credential'),
      410: erased,
    },
  },
  ...ENDINGS.map(
    (ending): Operation => ({
      method: 'get',
      path: `/credentials/{id}.${ending}`,
      id: `readCredentialAs${ending[0]?.toUpperCase()}${ending.slice(1)}`,
      tag: 'Credentials',
      summary: `A credential as ${FORMS[ending]}`,
      answers: {
        200:
          ending === 'json'
            ? answer('As signed', 'OpenBadgeCredential', CREDENTIAL_TYPE)
            : answer('The file', null, MEDIA_TYPES[ending]),
        404: gone('credential'),
        410: erased,
      },
    }),
  ),
]

const described = (
  [collection, tag, schema]:
    | ['achievements', 'Achievements', 'Achievement']
    | ['issuers', 'Issuers', 'Issuer'],
  summary: string,
): Operation[] => [
  {
    method: 'get',
    path: `/${collection}/{id}`,
    id: `read${schema}`,
    tag,
    summary: `${summary}: the page, or what Accept asks for`,
    answers: {
      200: answer('What it is', schema, 'text/html', JSON_LD),
      404: gone(schema.toLowerCase()),
    },
  },
  {
    method: 'get',
    path: `/${collection}/{id}.json`,
    id: `read${schema}AsJson`,
    tag,
    summary: `${summary}, as JSON-LD`,
    answers: { 200: answer('What it is', schema, JSON_LD), 404: gone(schema.toLowerCase()) },
  },
]

const hosted = (path: string, id: string, schema: SchemaName, summary: string): Operation => ({
  method: 'get',
  path,
  id,
  tag: 'Open Badges 2.0',
  summary,
  answers: { 200: answer('The document', schema, JSON_LD), 404: gone('document') },
})

const assertion = hosted('/ob2/assertions/{id}', 'readAssertion', 'Assertion', 'A hosted assertion')

/** Everything that programs may ask without an account. A test holds it to the routes, and what they answer to the schemas. */
export const OPERATIONS: readonly Operation[] = [
  ...credentials,
  ...described(['achievements', 'Achievements', 'Achievement'], 'What is awarded, and by which criteria'),
  {
    method: 'get',
    path: '/achievements/{id}.png',
    id: 'readAchievementImage',
    tag: 'Achievements',
    summary: 'The image of an achievement; nobody’s credential is inside',
    query: [{ name: 'size', says: 'small: 150 pixels, without small print', required: false }],
    answers: { 200: answer('The image', null, MEDIA_TYPES.png), 404: gone('achievement') },
  },
  ...described(['issuers', 'Issuers', 'Issuer'], 'Who issues, and the keys that verify it'),
  {
    method: 'get',
    path: '/pictures/{id}.png',
    id: 'readPicture',
    tag: 'Issuers',
    summary: 'A logo, by the SHA-256 of its bytes: under one address it never changes',
    answers: { 200: answer('The image', null, MEDIA_TYPES.png), 404: gone('picture') },
  },
  {
    ...assertion,
    answers: {
      ...assertion.answers,
      410: answer('It was withdrawn; the reason is for everybody', 'RevokedAssertion', JSON_LD),
    },
  },
  hosted('/ob2/badges/{id}', 'readBadgeClass', 'BadgeClass', 'What an assertion points at as its badge'),
  hosted('/ob2/issuers/{id}', 'readIssuer20', 'Issuer20', 'What a badge points at as its issuer'),
  {
    method: 'get',
    path: '/status/{id}',
    id: 'readStatusList',
    tag: 'Status',
    summary: 'A signed list of which credentials were withdrawn (Bitstring Status List 1.0)',
    answers: { 200: answer('The list', 'StatusList', CREDENTIAL_TYPE), 404: gone('list') },
  },
  {
    method: 'get',
    path: '/status/revoked/{id}',
    id: 'readRevocationList',
    tag: 'Status',
    summary: 'The credentials of an issuer that were withdrawn, by id',
    answers: { 200: answer('The list', 'RevocationList', JSON_TYPE), 404: gone('issuer') },
  },
  {
    method: 'get',
    path: '/credentials/{id}/refresh',
    id: 'refreshCredential',
    tag: 'Credentials',
    summary: 'A credential as it stands now: itself, or the one that was issued in its place',
    answers: {
      200: answer('As signed', 'OpenBadgeCredential', CREDENTIAL_TYPE, MEDIA_TYPES.jwt),
      404: gone('credential'),
      410: erased,
    },
  },
  {
    method: 'get',
    path: '/.well-known/did.json',
    id: 'readDidDocument',
    tag: 'Issuers',
    summary: 'The issuer’s keys as did:web',
    answers: { 200: answer('The document', 'DidDocument', DID_JSON) },
  },
  {
    method: 'get',
    path: '/issuers/{id}/did.json',
    id: 'readIssuerDid',
    tag: 'Issuers',
    summary: 'The keys of this issuer as did:web',
    answers: { 200: answer('The document', 'DidDocument', DID_JSON), 404: gone('issuer') },
  },
  {
    method: 'get',
    path: '/issuers/{id}/keys/{keyId}',
    id: 'readTokenKey',
    tag: 'Issuers',
    summary: 'The key that a token names as its kid, alone',
    answers: { 200: answer('The key', 'Jwk', JWK_JSON), 404: gone('key') },
  },
  {
    method: 'post',
    path: '/api/verify',
    id: 'verify',
    tag: 'Verify',
    summary: 'Is this badge genuine? Takes any Open Badge, 2.0 or 3.0, from anywhere; keeps nothing',
    body: { schema: 'VerifyRequest', multipart: true },
    answers: {
      200: answer('Each check by itself', 'Verdict', JSON_TYPE),
      400: answer('The body asks for nothing that is known', 'Fault', JSON_TYPE),
      413: answer('Larger than any badge', 'Fault', JSON_TYPE),
    },
  },
  {
    method: 'get',
    path: '/oembed',
    id: 'embed',
    tag: 'Credentials',
    summary: 'How to show a credential whose address somebody pasted (oEmbed 1.0)',
    query: [
      { name: 'url', says: 'The address of a credential', required: true },
      { name: 'format', says: 'json', required: false },
      { name: 'maxwidth', says: 'In pixels', required: false },
      { name: 'maxheight', says: 'In pixels', required: false },
    ],
    answers: {
      200: answer('HTML of a frame, and where the image is', 'OEmbed', JSON_TYPE),
      404: answer('The address is no credential of this tool', 'Fault', JSON_TYPE),
      501: answer('Another format than JSON', 'Fault', JSON_TYPE),
    },
  },
  {
    method: 'get',
    path: '/healthz',
    id: 'readHealth',
    tag: 'Service',
    summary: 'Whether the tool is alive',
    answers: { 200: answer('It is', 'Health', JSON_TYPE) },
  },
  {
    method: 'get',
    path: '/readyz',
    id: 'readReadiness',
    tag: 'Service',
    summary: 'Whether the tool can answer',
    answers: {
      200: answer('It can; degraded while a platform is down', 'Health', JSON_TYPE),
      503: answer('It cannot', 'Health', JSON_TYPE),
    },
  },
  {
    method: 'get',
    path: '/api/openapi.json',
    id: 'readApi',
    tag: 'Service',
    summary: 'This document',
    answers: { 200: answer('OpenAPI 3.1', 'Any', JSON_TYPE) },
  },
]
