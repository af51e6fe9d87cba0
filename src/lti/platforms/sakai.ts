import { refusedByWords } from './generic.ts'
import type { PlatformQuirks } from './quirks.ts'

/** Sakai: sends the short names of its own site roles, which each installation may rename. These are the delivered ones. */
export const sakai: PlatformQuirks = {
  product: 'sakai',
  roleNames: {
    maintain: 'instructor',
    access: 'learner',
    'teaching assistant': 'instructor',
    'site.manager': 'instructor',
  },
  scoreRefusal: refusedByWords,
}
