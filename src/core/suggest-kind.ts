import type { Kind } from './activity.ts'

/** Words by which courses name their activities, without accents. Welsh ones with the mutations that follow an article or a preposition. */
const NAMES: readonly (readonly [Kind, readonly string[]])[] = [
  [
    'attendance',
    ['attendance', 'attended', 'register', 'check in', '(p|b|ph|mh)resenoldeb', '(c|g|ch)ofrestr'],
  ],
  [
    'interaction',
    [
      'forums?',
      'discussions?',
      'debates?',
      'chat',
      'peer',
      'fforymau',
      'fforwm',
      '(t|d|th|nh)rafodaeth(au)?',
      '(d|dd|n)adl',
      'sgwrs',
    ],
  ],
  [
    'assignment',
    [
      'quiz(zes)?',
      'tests?',
      'exams?',
      'assign(ments?)?',
      'assessments?',
      '(c|g|ch|ngh)wis(iau)?',
      '(p|b|ph|mh)rawf',
      'arholiad',
      'aseiniad(au)?',
      'asesiad(au)?',
    ],
  ],
  [
    'coursework',
    [
      'coursework',
      'course work',
      'essays?',
      'reflections?',
      'reports?',
      'portfolios?',
      'projects?',
      'dissertation',
      'g?waith cwrs',
      '(t|d|th|nh)raethawd',
      'myfyrdod',
      'fyfyrdod',
      'adroddiad',
      '(p|b|ph|mh)ortffolio',
      '(p|b|ph|mh)rosiect',
    ],
  ],
  [
    'participation',
    ['participation', 'taking part', 'engagement', '(c|g|ch)ymryd rhan', '(c|g|ch)yfranogiad'],
  ],
  [
    'activity',
    [
      'activit(y|ies)',
      'workshops?',
      'practicals?',
      'exercises?',
      'tasks?',
      'g?weithgaredd(au)?',
      'g?weithdy',
      'ymarfer',
      '(t|d|th|nh)asg',
    ],
  ],
  // Last: “Session 3 quiz” is a quiz.
  [
    'attendance',
    ['sessions?', 'lectures?', 'seminars?', 'webinars?', 'sesi(wn|ynau)', '(d|dd|n)arlith', 'g?weminar'],
  ],
]

const PATTERNS = NAMES.map(
  ([kind, words]) => [kind, new RegExp(`(^|[^\\p{L}])(${words.join('|')})($|[^\\p{L}])`, 'u')] as const,
)

/**
 * What an activity seems to count as, by the words of its title and tag in English and Welsh; `null` where they tell nothing. It is a
 * suggestion to be shown beside the choice: a mapping is never applied unseen.
 */
export function suggestKind(title: string, tag: string | null): Kind | null {
  for (const text of [tag ?? '', title]) {
    const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[-_]+/g, ' ')
    const found = PATTERNS.find(([, pattern]) => pattern.test(plain))
    if (found) return found[0]
  }
  return null
}
