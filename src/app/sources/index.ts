import type { Sources } from '../contract/sources.ts'
import type { Deps } from '../deps.ts'
import { checkpoint, opened, stateGate } from './checkpoints.ts'
import { arrival, column } from './columns.ts'
import { addModules, modules, offersModules } from './modules.ts'

/** The sources that lie in the VLE. */
export function createSources(deps: Deps): Sources {
  return {
    column: (visit, activityId) => column(deps, visit, activityId),
    arrival: (visit, activityId) => arrival(deps, visit, activityId),
    checkpoint: (visit, activityId) => checkpoint(deps, visit, activityId),
    stateGate: (visit, activityId, gate) => stateGate(deps, visit, activityId, gate),
    opened: (visit) => opened(deps, visit),
    offersModules: (visit) => offersModules(deps, visit),
    modules: (visit) => modules(deps, visit),
    addModules: (visit, kinds) => addModules(deps, visit, kinds),
  }
}
