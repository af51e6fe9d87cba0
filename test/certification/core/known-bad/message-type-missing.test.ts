import { withClaims } from '../../attempts.ts'
import { LTI } from '../../forge.ts'
import { expectRefused } from '../../refused.ts'

describe('LTI 1.3 core, known bad payload: message_type claim missing', () => {
  it('is refused', () =>
    expectRefused(
      withClaims(() => ({ [`${LTI}/message_type`]: undefined })),
      'message_type_missing',
    ))
})
