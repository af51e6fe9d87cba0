/** Pictures that people brought. One that is kept never changes and never goes. */
import type { StoredPicture } from '../model.ts'

export interface PictureRepository {
  /** The first stands: the same bytes are the same picture. */
  add(picture: StoredPicture): Promise<void>
  /** Whoever's it is: its address is public. */
  byHash(hash: string): Promise<StoredPicture | null>
  /** From now on it stays. `false` where this owner has none such. */
  keep(owner: string, hash: string): Promise<boolean>
  /** Removes an owner's that were only tried, and not kept, before `before`. */
  sweep(owner: string, before: string): Promise<void>
}
