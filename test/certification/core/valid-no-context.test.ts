import { withClaims } from '../attempts.ts'
import { LTI } from '../forge.ts'
import { expectRefused } from '../refused.ts'

describe('LTI 1.3 core, valid instructor and student launch: with email and no context', () => {
  // A credential is always one of a course, so a page says where to launch from.
  it('is valid, and leads to words that send people to a course', () =>
    expectRefused(
      withClaims(() => ({ name: undefined, [`${LTI}/context`]: undefined })),
      'no_context',
    ))
})
