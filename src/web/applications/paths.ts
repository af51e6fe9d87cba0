/** Addresses that applications ask. They are in documents that applications keep, and do not change. */
export const OAUTH = {
  authorize: '/oauth/authorize',
  token: '/oauth/token',
  register: '/oauth/register',
  revoke: '/oauth/revoke',
} as const

/** Open Badges 3.0 §6: the base of its API. */
export const BADGES_API = '/ims/ob/v3p0'
/** Credentials of one answer of it; a larger `limit` gets as many. */
export const LONGEST_PAGE = 100

/** What is said to people about applications, with terms and privacy as sections of their own. */
export const EXPLAINED = '/about/applications'
