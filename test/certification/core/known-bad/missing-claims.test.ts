import { withClaims } from '../../attempts.ts'
import { LTI } from '../../forge.ts'
import { expectRefused } from '../../refused.ts'

const names = ['iss', 'aud', 'sub', `${LTI}/deployment_id`, `${LTI}/roles`]

describe('LTI 1.3 core, known bad payload: several required claims missing', () => {
  it('is refused', () =>
    expectRefused(
      withClaims(() => Object.fromEntries(names.map((name) => [name, undefined]))),
      'issuer_mismatch',
    ))
})
