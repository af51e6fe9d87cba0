import { withClaims } from '../../attempts.ts'
import { LTI } from '../../forge.ts'
import { expectRefused } from '../../refused.ts'

describe('LTI 1.3 core, known bad payload: resource_link id missing', () => {
  it('is refused', () =>
    expectRefused(
      withClaims(() => ({ [`${LTI}/resource_link`]: { title: 'No id' } })),
      'resource_link_missing',
    ))
})
