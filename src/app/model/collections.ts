/** Credentials of one person, from any course of their platform, put together for somebody to see. */
export interface Collection {
  readonly personId: string
  readonly title: string
  readonly introduction: string | null
  /** Search engines may list its public page. */
  readonly listed: boolean
  /** It names its person. */
  readonly showName: boolean
  /** In the person's own order. */
  readonly credentialIds: readonly string[]
  readonly savedAt: string
}
