import { AsyncLocalStorage } from 'node:async_hooks'
import { StoreError } from './errors.ts'

/**
 * Refuses a write that goes round the unit of work it was called from. On SQLite it would wait for ever (the
 * unit holds the only writer); on PostgreSQL it would commit although the unit rolls back.
 */
export function createUnitGuard() {
  const context = new AsyncLocalStorage<{ open: boolean }>()
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (context.getStore()?.open) {
      throw new StoreError('nested_write', 'inside a unit of work, write through the unit')
    }
    // Work that outlives the unit (a woken worker) carries its context along: `open` tells it apart.
    const unit = { open: true }
    return context.run(unit, async () => {
      try {
        return await work()
      } finally {
        unit.open = false
      }
    })
  }
}
