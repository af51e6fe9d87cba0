import { withClaims } from '../attempts.ts'
import { LTI } from '../forge.ts'
import { expectRefused } from '../refused.ts'

describe('LTI Advantage, Deep Linking 2.0: settings missing', () => {
  it('is refused', () =>
    expectRefused(
      withClaims(() => ({ [`${LTI}/message_type`]: 'LtiDeepLinkingRequest' })),
      'deep_linking_settings_missing',
    ))
})
