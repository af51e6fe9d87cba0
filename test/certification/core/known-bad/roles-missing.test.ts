import { withClaims } from '../../attempts.ts'
import { LTI } from '../../forge.ts'
import { expectRefused } from '../../refused.ts'

describe('LTI 1.3 core, known bad payload: roles claim missing', () => {
  it('is refused', () =>
    expectRefused(
      withClaims(() => ({ [`${LTI}/roles`]: undefined })),
      'roles_missing',
    ))
})
