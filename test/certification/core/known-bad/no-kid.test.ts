import { withHeader } from '../../attempts.ts'
import { expectRefused } from '../../refused.ts'

describe('LTI 1.3 core, known bad payload: no KID sent in the JWT header', () => {
  it('is refused', () => expectRefused(withHeader({ kid: undefined }), 'key_unknown'))
})
