import { withClaims } from '../../attempts.ts'
import { expectRefused } from '../../refused.ts'

describe('LTI 1.3 core, known bad payload: incorrect timestamps iat and exp', () => {
  it('is refused', () =>
    expectRefused(
      withClaims(() => ({ iat: 11111, exp: 22222 })),
      'token_expired',
    ))
})
