import type { WorkApp } from '../contract/work.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { ownerOf, settleAll } from '../files/owner.ts'
import { removeBytes } from '../files/remove.ts'
import type { Submission, WorkDraft } from '../model.ts'
import type { FileOwner, UnitOfWork } from '../ports.ts'
import { courseworkOf } from './view.ts'

/** Keeps what a learner has not finished, in place of what was kept before. */
export async function saveDraft(
  deps: Deps,
  visit: Visit,
  work: Parameters<WorkApp['saveDraft']>[1],
): Promise<WorkDraft | null> {
  const activity = await courseworkOf(deps, visit)
  const owner = ownerOf(visit, 'coursework')
  const at = isoNow(deps.clock)
  const { saved, released } = await deps.store.write(async (unit) => {
    const before = await unit.coursework.draft(activity.id, owner.personId)
    const latest = await unit.coursework.latest(activity.id, owner.personId)
    const files = work.files ?? before?.files ?? latest?.files ?? []
    if (isSame(latest, { ...work, files })) {
      return { saved: null, released: await endDraft(unit, activity.id, owner, [], at) }
    }
    await settleAll(unit, owner, files, 'draft', at)
    const draft: WorkDraft = {
      activityId: activity.id,
      personId: owner.personId,
      text: work.text,
      url: work.url ?? '',
      files,
      savedAt: at,
    }
    await unit.coursework.saveDraft(draft)
    const dropped = (before?.files ?? []).filter((id) => !files.includes(id))
    return { saved: draft, released: await unit.files.release(owner, dropped, at) }
  })
  await removeBytes(deps, released)
  return saved
}

/** Gives up what was not handed in. */
export async function dropDraft(deps: Deps, visit: Visit): Promise<void> {
  const activity = await courseworkOf(deps, visit)
  const at = isoNow(deps.clock)
  const released = await deps.store.write((unit) =>
    endDraft(unit, activity.id, ownerOf(visit, 'coursework'), [], at),
  )
  await removeBytes(deps, released)
}

/** Removes a draft, and gives up its files other than those in `kept`; answers them. */
export async function endDraft(
  unit: UnitOfWork,
  activityId: string,
  owner: FileOwner,
  kept: readonly string[],
  at: string,
): Promise<string[]> {
  const draft = await unit.coursework.draft(activityId, owner.personId)
  if (draft === null) return []
  await unit.coursework.removeDraft(activityId, owner.personId)
  const dropped = draft.files.filter((id) => !kept.includes(id))
  return unit.files.release(owner, dropped, at)
}

export function isSame(
  latest: Submission | null,
  work: { text: string; url: string | null; files: readonly string[] },
): boolean {
  if (latest === null) return false
  const sameFiles = JSON.stringify([...latest.files].sort()) === JSON.stringify([...work.files].sort())
  return latest.text === work.text && (latest.url ?? '') === (work.url ?? '') && sameFiles
}
