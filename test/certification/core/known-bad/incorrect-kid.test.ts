import { withHeader } from '../../attempts.ts'
import { expectRefused } from '../../refused.ts'

describe('LTI 1.3 core, known bad payload: incorrect KID in the JWT header', () => {
  it('is refused', () => expectRefused(withHeader({ kid: 'another-key' }), 'key_unknown'))
})
