/** Names of the claims of an LTI message (LTI 1.3 core §5.3, Deep Linking 2.0 §4.4, AGS 2.0 §3.1, NRPS 2.0 §3.6). */
const lti = 'https://purl.imsglobal.org/spec/lti/claim'
const deepLinking = 'https://purl.imsglobal.org/spec/lti-dl/claim'

export const CLAIM = {
  messageType: `${lti}/message_type`,
  version: `${lti}/version`,
  deploymentId: `${lti}/deployment_id`,
  targetLinkUri: `${lti}/target_link_uri`,
  roles: `${lti}/roles`,
  context: `${lti}/context`,
  resourceLink: `${lti}/resource_link`,
  toolPlatform: `${lti}/tool_platform`,
  launchPresentation: `${lti}/launch_presentation`,
  lis: `${lti}/lis`,
  custom: `${lti}/custom`,
  forUser: `${lti}/for_user`,
  deepLinkingSettings: `${deepLinking}/deep_linking_settings`,
  contentItems: `${deepLinking}/content_items`,
  deepLinkingMessage: `${deepLinking}/msg`,
  deepLinkingErrorMessage: `${deepLinking}/errormsg`,
  deepLinkingErrorLog: `${deepLinking}/errorlog`,
  deepLinkingData: `${deepLinking}/data`,
  endpoint: 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint',
  groupsService: 'https://purl.imsglobal.org/spec/lti-gs/claim/groupsservice',
  namesRoleService: 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice',
} as const

/** The payload of an id_token whose signature holds; nothing in it is checked yet. */
export type Claims = Readonly<Record<string, unknown>>
