import type { WorkApp } from '../contract/work.ts'
import type { Deps } from '../deps.ts'
import { learnerOf } from '../visiting/visit.ts'
import { dropDraft, saveDraft } from './draft.ts'
import { handIn } from './hand-in.ts'
import { mark } from './mark.ts'
import { activities, handedIn, setMarking } from './marking.ts'
import { ownWork, workOf } from './view.ts'

/** Course work: what edges may ask. */
export function createWorkApp(deps: Deps): WorkApp {
  return {
    own: (visit) => ownWork(deps, visit),
    ofMine: (visit) => workOf(deps, visit.course.id, learnerOf(visit).id),
    saveDraft: (visit, work) => saveDraft(deps, visit, work),
    dropDraft: (visit) => dropDraft(deps, visit),
    handIn: (visit, work) => handIn(deps, visit, work),
    activities: (visit) => activities(deps, visit),
    handedIn: (visit, activityId, page) => handedIn(deps, visit, activityId, page),
    setMarking: (visit, activityId, maximum) => setMarking(deps, visit, activityId, maximum),
    mark: (visit, submissionId, given) => mark(deps, visit, submissionId, given),
  }
}
