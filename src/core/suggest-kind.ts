import type { Kind } from './activity.ts'

/**
 * Words by which people call what counts as each kind, English and Welsh, folded (no case, no accents). The first kind that
 * matches is the suggestion, so what is surest comes first: "Assignment: discuss …" is an assignment.
 */
const SIGNS: readonly (readonly [Kind, RegExp])[] = [
  [
    'attendance',
    /\b(attendance|register|check.?in|sessions?|webinars?|lectures?|seminars?|presenoldeb|cofrestr|sesiwn|sesiynau|gweminar(?:au)?|darlith(?:oedd)?)\b/,
  ],
  [
    'assignment',
    /\b(assign(?:ment)?s?|quiz(?:zes)?|tests?|exams?|examinations?|assessments?|aseiniad(?:au)?|cwis(?:iau)?|profion|prawf|arholiad(?:au)?|asesiad(?:au)?)\b/,
  ],
  [
    'coursework',
    /\b(course ?work|essays?|reports?|portfolios?|reflections?|reflective|project|traethawd|traethodau|adroddiad(?:au)?|gwaith cwrs|portffolio|myfyrdod(?:au)?|prosiect)\b/,
  ],
  [
    'interaction',
    /\b(forums?|discussions?|discuss|interactions?|debates?|chats?|peer|fforwm|fforymau|trafodaeth(?:au)?|trafod|sgwrs|rhyngweithio)\b/,
  ],
  [
    'participation',
    /\b(participation|participate|take part|taking part|engagement|cyfranogiad|cyfranogi|cymryd rhan)\b/,
  ],
  [
    'activity',
    /\b(activit(?:y|ies)|exercises?|tasks?|workshops?|labs?|practical|gweithgaredd(?:au)?|ymarfer(?:ion)?|tasg(?:au)?|gweithdy|gweithdai)\b/,
  ],
]

/**
 * What an activity most likely counts as, by its tag (a column's, set by whoever made it) or else by its title; `null` where neither
 * says anything. A guess that a person must accept.
 */
export function suggestKind(title: string, tag: string | null): Kind | null {
  return (tag === null ? null : matching(tag)) ?? matching(title)
}

function matching(words: string): Kind | null {
  const folded = words.normalize('NFD').replace(/\p{M}/gu, '').replace(/[_-]+/g, ' ').toLowerCase()
  return SIGNS.find(([, sign]) => sign.test(folded))?.[0] ?? null
}
