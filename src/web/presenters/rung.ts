import type { Rung } from '../../app/contract.ts'
import type { LevelId } from '../../core/ladder.ts'
import type { Art } from '../deps.ts'
import type { Words } from '../language/words.ts'
import { type Audience, type CriterionView, forLearners, presentCriterion, tally } from './criterion.ts'

export type Tone = 'good' | 'progress' | 'caution' | 'bad' | 'quiet'

export interface TagView {
  readonly tone: Tone
  readonly text: string
  /** Shown before the words, so that the state is told by more than colour. */
  readonly mark?: '✓' | '?' | '!'
}

export interface RungView {
  readonly level: LevelId
  readonly name: string
  readonly earned: boolean
  /** It was earned, and its time is over. */
  readonly ended: boolean
  readonly locked: boolean
  readonly art: string
  readonly tags: readonly TagView[]
  /** What it was for, what to do, or what opens it. */
  readonly lead: string
  readonly criteria: readonly CriterionView[]
  /** Public page and image of an earned credential. */
  readonly credential: { readonly id: string; readonly page: string; readonly image: string } | null
  readonly withdrawnReason: string | null
  /** What a person is to decide: whether to approve it, or whether it stands. */
  readonly waits: 'approval' | 'decision' | null
  /** What a person decided against the criteria, with their reason. */
  readonly ruling: string | null
  /** In words; `null`: the award cannot be undone (any more). */
  readonly undoableUntil: string | null
}

/** One rung of the ladder. A locked one shows its criteria to the staff only: a learner is told what opens it. */
export function presentRung(rung: Rung, words: Words, art: Art, audience: Audience): RungView {
  const { level, state, progress, credential } = rung
  const earned = state === 'earned'
  const ended = earned && rung.expired === true
  const locked = state === 'locked'
  const evaluation =
    progress && (audience === 'learner' ? forLearners(progress.evaluation) : progress.evaluation)
  const top = evaluation ? presentCriterion(evaluation, words, audience) : null
  const composed = top !== null && top.children.length > 0
  const showCriteria = top !== null && !(locked && audience === 'learner')
  return {
    level,
    name: words.t(`levels.${level}.name`),
    earned,
    ended,
    locked,
    art: art(level, earned && !ended ? 'earned' : 'locked', 88, rung.badge ?? null),
    tags: tagsOf(rung, words),
    lead: leadOf(rung, composed && showCriteria ? top.text : null, words, audience),
    criteria: showCriteria ? (composed ? top.children : [top]) : [],
    credential:
      earned && credential
        ? {
            id: credential.id,
            page: `/credentials/${credential.id}`,
            image: `/credentials/${credential.id}.png`,
          }
        : null,
    withdrawnReason:
      state === 'withdrawn' && !credential?.undone ? (credential?.withdrawnReason ?? null) : null,
    waits: rung.proposed ? 'approval' : rung.flagged ? 'decision' : null,
    ruling: rulingOf(rung, words),
    undoableUntil: rung.undoableUntil ? words.moment(rung.undoableUntil) : null,
  }
}

function leadOf(
  { state, level, progress, credential, expired }: Rung,
  asks: string | null,
  words: Words,
  audience: Audience,
): string {
  const say = (what: 'did' | 'later') => words.t(`levels.${level}.${what}`, { context: audience })
  if (expired && credential?.expiresAt)
    return words.t('rung.ended', { context: audience, date: words.date(credential.expiresAt) })
  if (state === 'earned') return say('did')
  if (state === 'withdrawn') return words.t(credential?.undone ? 'rung.undone' : 'rung.withdrawn')
  if (state === 'locked') {
    const later = say('later')
    const deadline = progress?.evaluation.reason.deadline
    return deadline && audience === 'learner'
      ? `${later} ${words.t('rung.until', { date: words.date(deadline) })}`
      : later
  }
  if (progress === null) return words.t('rung.notRead')
  return asks ?? say('later')
}

/** A proposal that was declined, or an award that stands though its criteria are not met. What was awarded by hand says so itself. */
function rulingOf({ ruling, state }: Rung, words: Words): string | null {
  if (!ruling || (ruling.ruling === 'kept') !== (state === 'earned')) return null
  return words.t(`rung.${ruling.ruling}`, { reason: ruling.reason })
}

function tagsOf(rung: Rung, words: Words): TagView[] {
  const { state, credential, progress } = rung
  const tags: TagView[] = []
  if (state === 'earned' && rung.expired && credential?.expiresAt) {
    const text = words.t('tags.expired', { date: words.date(credential.expiresAt) })
    tags.push({ tone: 'bad', mark: '!', text })
  } else if (state === 'earned' && credential) {
    tags.push({
      tone: 'good',
      mark: '✓',
      text: words.t('tags.earned', { date: words.date(credential.awardedAt) }),
    })
  } else if (state === 'withdrawn') {
    tags.push({ tone: 'bad', mark: '!', text: words.t('tags.withdrawn') })
  } else if (rung.proposed) {
    tags.push({ tone: 'caution', text: words.t('tags.proposed') })
  } else if (state === 'locked') {
    const below = progress?.blockedBy
    const text = below
      ? words.t('tags.locked', { level: words.t(`levels.${below}.name`) })
      : words.t('tags.lockedPlain')
    tags.push({ tone: 'quiet', text })
  } else tags.push(inProgress(rung, words))
  if (rung.flagged) tags.push({ tone: 'bad', mark: '!', text: words.t('tags.flagged') })
  return tags
}

function inProgress({ progress }: Rung, words: Words): TagView {
  if (progress === null) return { tone: 'quiet', text: words.t('tags.notRead') }
  const { evaluation } = progress
  if (evaluation.outcome === 'unknown' && evaluation.children.length === 0) {
    return { tone: 'caution', mark: '?', text: words.t('tags.unknown') }
  }
  if (evaluation.children.length === 0) return { tone: 'progress', text: words.t('tags.inProgress') }
  const { have, need } = tally(evaluation, evaluation.reason.need)
  return { tone: 'progress', text: words.t('tags.inProgressOf', { have, need }) }
}
