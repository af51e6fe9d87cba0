/** Payloads shaped as Moodle 4.5 sends them, names and numbers made up. */

const lti = 'https://purl.imsglobal.org/spec/lti/claim'
const membership = 'http://purl.imsglobal.org/vocab/lis/v2/membership'

export const ISSUER = 'https://moodle.example'
export const CLIENT_ID = 'Eq4WNSZnlQU9M0I'
export const TOOL_URL = 'https://tool.example'
export const TARGET = `${TOOL_URL}/lti/launch?badge=1`

export const claim = (name: string): string => `${lti}/${name}`
export const DL_SETTINGS = 'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings'

type Payload = Record<string, unknown>

function common(nowSeconds: number, nonce: string): Payload {
  return {
    nonce,
    iat: nowSeconds,
    exp: nowSeconds + 60,
    iss: ISSUER,
    aud: CLIENT_ID,
    sub: '3',
    [claim('deployment_id')]: '1',
    [claim('target_link_uri')]: TARGET,
    [claim('roles')]: [`${membership}#Learner`],
    [claim('lis')]: { person_sourcedid: 'SIS-STUDENT01', course_section_sourcedid: 'SIS-MKT-101' },
    [claim('context')]: { id: '2', label: 'MKT-101', title: 'Marketing & Practice', type: ['CourseSection'] },
    [claim('version')]: '1.3.0',
    [claim('ext')]: { user_username: 'student01', lms: 'moodle-2' },
    [claim('tool_platform')]: {
      product_family_code: 'moodle',
      version: '2024100706',
      guid: 'dac87ab83daa4b981f47fd80d02143ef',
      name: 'Lab Institute',
      description: 'Moodle Lab',
    },
    [claim('custom')]: {
      badge_id: 'b-1',
      due: '$ResourceLink.submission.endDateTime',
      context_history: '',
      p_email: null,
      mixedcase: 'kept',
      MixedCase: 'kept',
    },
    given_name: 'Ana',
    family_name: 'García',
    name: 'Ana García',
    email: 'student01@example.test',
    'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint': {
      scope: [
        'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem',
        'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly',
        'https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly',
        'https://purl.imsglobal.org/spec/lti-ags/scope/score',
      ],
      lineitems: `${ISSUER}/mod/lti/services.php/2/lineitems?type_id=1`,
      lineitem: `${ISSUER}/mod/lti/services.php/2/lineitems/7/lineitem?type_id=1`,
    },
    'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice': {
      context_memberships_url: `${ISSUER}/mod/lti/services.php/CourseSection/2/bindings/1/memberships`,
      service_versions: ['1.0', '2.0'],
    },
  }
}

export function resourceLinkPayload(nowSeconds: number, nonce: string): Payload {
  return {
    ...common(nowSeconds, nonce),
    [claim('message_type')]: 'LtiResourceLinkRequest',
    [claim('resource_link')]: { id: '1', title: 'Market analyst', description: 'Earn it here' },
    [claim('launch_presentation')]: {
      locale: 'en',
      document_target: 'iframe',
      return_url: `${ISSUER}/mod/lti/return.php?course=2&sesskey=SESSKEY0001`,
    },
  }
}

export function deepLinkingPayload(nowSeconds: number, nonce: string): Payload {
  return {
    ...common(nowSeconds, nonce),
    sub: '33',
    [claim('roles')]: [`${membership}#Instructor`],
    [claim('message_type')]: 'LtiDeepLinkingRequest',
    [claim('launch_presentation')]: { locale: 'en' },
    [DL_SETTINGS]: {
      accept_types: ['ltiResourceLink'],
      accept_presentation_document_targets: ['frame', 'iframe', 'window'],
      accept_multiple: true,
      accept_unsigned: false,
      auto_create: false,
      deep_link_return_url: `${ISSUER}/mod/lti/contentitem_return.php?course=2&id=1&sesskey=SESSKEY0001`,
      title: 'Credentials',
      text: '',
    },
  }
}

export function submissionReviewPayload(nowSeconds: number, nonce: string): Payload {
  return {
    ...resourceLinkPayload(nowSeconds, nonce),
    sub: '33',
    [claim('roles')]: [`${membership}#Instructor`],
    [claim('message_type')]: 'LtiSubmissionReviewRequest',
    [claim('for_user')]: { user_id: '3' },
  }
}
