import { withToken } from '../../attempts.ts'
import { expectRefused } from '../../refused.ts'

describe('LTI 1.3 core, known bad payload: JSON that is no LTI message', () => {
  it('is refused', () =>
    expectRefused(
      withToken(({ target }) => target.vle.keys.sign({ name: 'badltilaunch' })),
      'issuer_mismatch',
    ))
})
