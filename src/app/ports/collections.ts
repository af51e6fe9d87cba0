/** What people put together of their own credentials, and where it can be seen. */
import type { Collection } from '../model.ts'

export interface CollectionRepository {
  /** One a person. */
  of(personId: string): Promise<Collection | null>
  /** In place of the one before. Errors: the database refuses another person's credential. */
  save(collection: Collection): Promise<void>
  /** Where it can be seen; `null`: nowhere. */
  address(personId: string): Promise<string | null>
  /** From now on it is seen there, and no longer where it was. Of two at the same moment one stands: answers which. */
  open(personId: string, address: string, at: string): Promise<string>
  /** It is seen nowhere. */
  close(personId: string, at: string): Promise<void>
  /** Whose address this is or was. `ended`: it was taken back, or its person was erased. */
  byAddress(address: string): Promise<{ readonly personId: string; readonly ended: boolean } | null>
  /** All that it says is gone; its addresses are known to have been. */
  erase(personId: string, at: string): Promise<void>
}
