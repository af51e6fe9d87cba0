/** Who issues, as administrators of the institution see and set it. */
import type { Visit } from '../contract.ts'
import type { Issuer } from '../model.ts'

/** `logo`: the hash of a picture that `takeLogo` answered, or of the one that is there; `null`: none. */
export type IssuerProfile = Pick<Issuer, 'name' | 'url' | 'email' | 'description' | 'logo' | 'colour'>

export interface IssuerView {
  readonly issuer: Issuer
  readonly canEdit: boolean
  /** Other platforms issue in its name as well: saving makes one for this platform alone. */
  readonly shared: boolean
}

export interface IssuerEditor {
  /** Errors: `not_allowed` 403 for all but administrators. */
  view(visit: Visit): Promise<IssuerView>
  /**
   * What was signed before stays as it is. Errors: `not_institution` 403 for an administrator of a course alone; `picture_gone` 409 for a logo
   * that nobody of the platform brought.
   */
  save(visit: Visit, profile: IssuerProfile): Promise<void>
  /** Checks a logo and keeps it for a day, or for good once it is saved. Answers its hash. Errors: `not_institution` 403; `BadgeError` `picture_…`. */
  takeLogo(visit: Visit, file: Buffer): Promise<string>
}
