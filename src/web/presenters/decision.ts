import type { Decision, DecisionKind, DecisionOutcome } from '../../app/contract/awards.ts'
import { WITHDRAWAL_CAUSES } from '../../app/model.ts'
import type { Words } from '../language/words.ts'
import { displayName } from './people.ts'

/** That a credential fell with another one is found, not chosen. */
const CHOSEN_CAUSES = WITHDRAWAL_CAUSES.filter((cause) => cause !== 'level-below')

export interface DecisionPage {
  readonly kind: DecisionKind
  readonly lead: string
  readonly button: string
  /** Takes something away. */
  readonly danger: boolean
  readonly reasonOptional: boolean
  /** Whom it is done to, and what. */
  readonly done: readonly { name: string; what: string }[]
  /** Who is left out, and why. */
  readonly leftOut: readonly { name: string; why: string }[]
  /** Some are left out for want of a lower level, which could be awarded along with this one. */
  readonly couldBringBelow: boolean
  /** The day of the award may be put right as well. */
  readonly asksDay: boolean
  /** What the public may be told of why; none: it is not asked. */
  readonly causes: readonly { value: string; text: string; chosen: boolean }[]
  /** To send with the form: `personId:level`. */
  readonly targets: readonly string[]
}

/** What a decision would do, to be looked at before it is made. */
export function presentDecision(
  kind: DecisionKind,
  outcomes: readonly DecisionOutcome[],
  words: Words,
  cause: Decision['cause'] = null,
): DecisionPage {
  const level = (id: string) => words.t(`levels.${id}.name`)
  const refused = outcomes.filter(({ refusal }) => refusal !== null)
  return {
    kind,
    lead: words.t(`decisions.lead.${kind}`),
    button: words.t(`decisions.button.${kind}`),
    danger: kind === 'withdraw' || kind === 'decline',
    reasonOptional: kind === 'approve',
    done: outcomes
      .filter(({ refusal }) => refusal === null)
      .map(({ person, levels }) => ({
        name: displayName(person, words),
        what: words.list(levels.map(level)),
      })),
    leftOut: refused.map(({ person, refusal }) => ({
      name: displayName(person, words),
      why: words.t(`decisions.refusal.${refusal?.code}`, { level: level(refusal?.level ?? '') }),
    })),
    couldBringBelow: refused.some(({ refusal }) => refusal?.code === 'lower_level_missing'),
    asksDay: kind === 'reissue',
    causes:
      kind === 'withdraw'
        ? ['none', ...CHOSEN_CAUSES].map((value) => ({
            value,
            text: words.t(`decide.causes.${value}`),
            chosen: value === (cause ?? 'none'),
          }))
        : [],
    targets: outcomes.map(({ person, level }) => `${person.id}:${level}`),
  }
}
