/** The web services of Moodle platforms: an add-on that an operator sets up, or nobody. */

export interface MoodleSite {
  readonly platformId: string
  /** Of the site, without a trailing slash. */
  readonly url: string
  readonly encryptedToken: string
  readonly savedAt: string
}

export interface MoodleSiteRepository {
  of(platformId: string): Promise<MoodleSite | null>
  list(): Promise<MoodleSite[]>
  /** One a platform: a second one takes its place. */
  save(site: MoodleSite): Promise<void>
  /** Answers whether there was one. */
  remove(platformId: string): Promise<boolean>
}
