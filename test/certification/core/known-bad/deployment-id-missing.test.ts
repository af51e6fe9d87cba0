import { withClaims } from '../../attempts.ts'
import { LTI } from '../../forge.ts'
import { expectRefused } from '../../refused.ts'

describe('LTI 1.3 core, known bad payload: deployment_id claim missing', () => {
  it('is refused', () =>
    expectRefused(
      withClaims(() => ({ [`${LTI}/deployment_id`]: undefined })),
      'deployment_missing',
    ))
})
