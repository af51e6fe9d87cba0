import { AsyncLocalStorage } from 'node:async_hooks'
import { StoreError } from './errors.ts'

/**
 * Refuses a write that goes round the unit of work it was called from. On SQLite it would wait for ever (the
 * unit holds the only writer); on PostgreSQL it would commit although the unit rolls back.
 */
export function createUnitGuard() {
  const context = new AsyncLocalStorage<{ open: boolean }>()
  let open = 0
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (context.getStore()?.open) {
      throw new StoreError('nested_write', 'inside a unit of work, write through the unit')
    }
    // Work that outlives the unit (a woken worker) carries its context along: `open` tells it apart.
    const unit = { open: true }
    open += 1
    return context.run(unit, async () => {
      try {
        return await work()
      } finally {
        unit.open = false
        open -= 1
        // To follow a context makes every promise in the process dearer. Without a unit there is none to follow; the next one begins it anew.
        if (open === 0) context.disable()
      }
    })
  }
}
