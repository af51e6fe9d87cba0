/** What is unusual and legal: a tool that refuses it locks somebody out. */
import { type Attempt, clock, withClaims, withLogin } from '../attempts.ts'
import { type Claims, DEEP_LINKING, INSTRUCTOR, LTI } from '../forge.ts'

export interface Oddity {
  readonly what: string
  /** Default: a learner. */
  readonly person?: Claims
  readonly attempt: Attempt
}

export const PLAIN: Oddity = { what: 'a launch as it should be', attempt: withClaims(() => ({})) }

export const ODDITIES: readonly Oddity[] = [
  PLAIN,
  { what: "the platform's clock 15 s behind", attempt: clock(-15) },
  { what: "the platform's clock 60 s behind", attempt: clock(-60) },
  { what: "the platform's clock 15 s ahead", attempt: clock(15) },
  { what: 'no sub: an anonymous launch', attempt: withClaims(() => ({ sub: undefined })) },
  { what: 'no roles in the array', attempt: withClaims(() => ({ [`${LTI}/roles`]: [] })) },
  {
    what: 'an audience in an array of one',
    attempt: withClaims(({ target }) => ({ aud: [target.registered.clientId] })),
  },
  {
    what: 'a shared audience, with our client id as azp',
    attempt: withClaims(({ target: { registered } }) => ({
      aud: ['another-tool', registered.clientId],
      azp: registered.clientId,
    })),
  },
  { what: 'a login without client_id', attempt: withLogin(() => ({ client_id: '' })) },
  {
    what: 'a query in the target link',
    attempt: withClaims(({ target }) => ({
      [`${LTI}/target_link_uri`]: `${target.registered.launchUrl}?unit=2`,
    })),
  },
  {
    what: 'identifiers that are numbers',
    attempt: withClaims(({ target }) => ({
      sub: 101,
      [`${LTI}/context`]: { id: Number(target.course.id), title: target.course.title },
      [`${LTI}/resource_link`]: { id: 7 },
    })),
  },
  {
    what: 'a custom field that the platform does not know',
    attempt: withClaims(() => ({ [`${LTI}/custom`]: { due: '$Activity.id', nothing: null } })),
  },
  {
    what: 'deep linking without a target link',
    person: INSTRUCTOR,
    attempt: withClaims(({ target }) => ({
      [`${LTI}/message_type`]: 'LtiDeepLinkingRequest',
      [`${LTI}/target_link_uri`]: undefined,
      [`${LTI}/resource_link`]: undefined,
      [DEEP_LINKING]: {
        deep_link_return_url: `${target.vle.url}/deep-link/return`,
        accept_types: ['ltiResourceLink'],
        accept_presentation_document_targets: ['iframe'],
      },
    })),
  },
  {
    what: 'submission review',
    person: INSTRUCTOR,
    attempt: withClaims(() => ({
      [`${LTI}/message_type`]: 'LtiSubmissionReviewRequest',
      [`${LTI}/for_user`]: { user_id: '102' },
    })),
  },
]
