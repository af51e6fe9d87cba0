import { withClaims } from '../../attempts.ts'
import { LTI } from '../../forge.ts'
import { expectRefused } from '../../refused.ts'

describe('LTI 1.3 core, known bad payload: wrong LTI version', () => {
  it('is refused', () =>
    expectRefused(
      withClaims(() => ({ [`${LTI}/version`]: '11.3' })),
      'version_unsupported',
    ))
})
