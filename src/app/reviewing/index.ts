import type { Reviews } from '../contract.ts'
import type { Deps } from '../deps.ts'
import { decideEvidence, evidenceToReview } from './decide.ts'
import { ownEvidence, saveDraft, shareEvidence, submitEvidence } from './evidence.ts'
import { askForTime, decideTime, extensionToDecide } from './extensions.ts'
import { chooseMail, contactOf } from './mail.ts'
import { noticesOf, putAway } from './notices.ts'
import { reviewQueue } from './queue.ts'

/** Evidence for the highest level, from the first draft to the last word. */
export function createReviews(deps: Deps): Reviews {
  return {
    own: (visit) => ownEvidence(deps, visit),
    saveDraft: (visit, draft) => saveDraft(deps, visit, draft),
    submit: (visit, evidence) => submitEvidence(deps, visit, evidence),
    share: (visit, evidenceId, parts) => shareEvidence(deps, visit, evidenceId, parts),
    askForTime: (visit, reason) => askForTime(deps, visit, reason),
    queue: (visit, query) => reviewQueue(deps, visit, query),
    toReview: (visit, evidenceId) => evidenceToReview(deps, visit, evidenceId),
    decide: (visit, evidenceId, decision) => decideEvidence(deps, visit, evidenceId, decision),
    extension: (visit, extensionId) => extensionToDecide(deps, visit, extensionId),
    decideTime: (visit, extensionId, decision) => decideTime(deps, visit, extensionId, decision),
    notices: (visit, query) => noticesOf(deps, visit, query),
    putAway: (visit, noticeId) => putAway(deps, visit, noticeId),
    contact: (visit) => contactOf(deps, visit),
    chooseMail: (visit, mail) => chooseMail(deps, visit, mail),
  }
}
