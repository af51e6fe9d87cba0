/** What may be asked for (Open Badges 3.0 §6.2.1), in words for those who write applications. */
export const SCOPES = {
  'https://purl.imsglobal.org/spec/ob/v3p0/scope/credential.readonly':
    'Permission to read AchievementCredentials for the authenticated entity.',
  'https://purl.imsglobal.org/spec/ob/v3p0/scope/profile.readonly':
    'Permission to read the profile for the authenticated entity.',
  offline_access: 'A refresh token.',
} as const
